"""The profile of an expert in parts, each a form of its own: for the office, and for the person themself.

A form gives what it read as `values` of `experts.services.profiles`, and is filled from a profile by `initial_of`.
With `own=True` the fields that the office decides are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.errors import Text
from experts.models import Cefr, Expert, Level
from web.forms.days import DayField
from web.forms.profile_lists import NOTHING, ListForm, ProfileForm
from web.forms.texts import SaidField
from web.presenters.choices import country_choices, expertise_choices, language_choices, theme_choices


class PersonForm(ProfileForm):
    heading = _("Person and contact")

    name = forms.CharField(label=_("Name"), max_length=160)
    headline = forms.CharField(
        label=_("In one line"),
        max_length=200,
        help_text=_("Countries read this line without the name. It should not say who the person is."),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(
        label=_("Language of our letters"),
        choices=Expert.Language.choices,
        help_text=_("Offers and notices are written in it."),
    )
    category = forms.ChoiceField(label=_("Kind of expert"), choices=Expert.Category.choices)
    gender = forms.ChoiceField(
        label=_("Sex"),
        choices=Expert.Gender.choices,
        help_text=_("Serves the balance of a list and never ranks anybody."),
    )
    home_country_code = forms.ChoiceField(label=_("Country of residence"))
    nationality = forms.ChoiceField(
        label=_("Nationality"), required=False, help_text=_("Of a country of the dialogue.")
    )

    examples: ClassVar[Mapping[str, Text]] = {
        "headline": _("Statistician of border posts, fifteen years in a national institute")
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        countries = country_choices()
        self.fields["home_country_code"].choices = [NOTHING, *countries]
        self.fields["nationality"].choices = [NOTHING, *countries[0][1]]

    @classmethod
    def initial_of(cls, expert: Expert) -> dict[str, Any]:
        return {**super().initial_of(expert), "nationality": expert.nationality_id or ""}


class WorkForm(ProfileForm):
    heading = _("Employer and working conditions")

    employer = forms.CharField(label=_("Employer"), max_length=200, required=False)
    release_authority = forms.CharField(
        label=_("Who releases for a mission"),
        max_length=200,
        required=False,
        help_text=_("The superior or service that has to agree before each departure."),
    )
    rest_days = forms.IntegerField(
        label=_("Days of rest between missions"), min_value=0, max_value=365, initial=14
    )
    days_per_year = forms.IntegerField(
        label=_("Days of mission a year at most"), min_value=0, max_value=366, initial=60
    )
    origin = forms.ChoiceField(label=_("Comes as"), choices=Expert.Origin.choices)
    daily_fee = forms.DecimalField(
        label=_("Daily fee"),
        min_value=0,
        max_digits=7,
        decimal_places=2,
        required=False,
        localize=True,
        help_text=_("Left empty: seconded by the employer without a fee."),
    )
    currency = forms.RegexField(
        "^[A-Z]{3}$", label=_("Currency of the fee"), initial="EUR", help_text=_("Three letters: EUR.")
    )
    consent_until = DayField(
        label=_("Consent to keep the profile until"),
        required=False,
        help_text=_("After this day the person is no longer proposed."),
    )


class CvForm(ProfileForm):
    heading = _("Curriculum vitae")

    expertise_areas = forms.CharField(
        label=_("Areas of work, in the person's own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line."),
    )
    cv_language = forms.ChoiceField(label=_("Language of the summary below"), choices=Expert.Language.choices)
    cv_summary = SaidField(
        label=_("Summary of the CV"),
        max_length=6000,
        rows=12,
        required=False,
        help_text=_("Posts, missions, training given, publications. The ranking reads it."),
    )

    @classmethod
    def initial_of(cls, expert: Expert) -> dict[str, Any]:
        return {**super().initial_of(expert), "expertise_areas": "\n".join(expert.expertise_areas)}

    @property
    def values(self) -> dict[str, Any]:
        lines = self.cleaned_data["expertise_areas"].splitlines()
        return {**self.answers, "expertise_areas": [line.strip() for line in lines if line.strip()]}


def _choice(label: Text, choices: list[Any], *, required: bool = False) -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(label=label, choices=choices, required=required)


def _practice() -> dict[str, Callable[[], forms.Field]]:
    """Years of practice, and what shows them."""
    return {
        "years": lambda: forms.IntegerField(
            label=_("Years of practice"), min_value=0, max_value=70, required=False
        ),
        "evidence": lambda: forms.CharField(label=_("Shown by"), max_length=2000, required=False),
    }


class LanguagesForm(ListForm):
    heading = _("Languages")
    intro = _("Speaking decides in which language somebody can be sent; B2 is usually asked for.")
    list_name, line_name = "languages", _("Language %(number)s")

    def make_columns(self) -> Mapping[str, Callable[[], forms.Field]]:
        levels = [NOTHING, *Cefr.choices]
        return {
            "code": _choice(_("Language"), [NOTHING, *language_choices()]),
            "cefr_speaking": _choice(_("Speaking"), levels),
            "cefr_reading": _choice(_("Reading"), levels),
            "cefr_writing": _choice(_("Writing"), levels),
        }

    @classmethod
    def entries_of(cls, expert: Expert) -> list[dict[str, Any]]:
        names = ("code", "cefr_speaking", "cefr_reading", "cefr_writing")
        return list(expert.languages.order_by("pk").values(*names))


class ThemesForm(ListForm):
    heading = _("Competence in the priority themes")
    intro = _(
        "Basic: knows the subject. Confirmed: has worked on it. Expert: has led work or trained others."
    )
    list_name, line_name = "competences", _("Theme %(number)s")

    def make_columns(self) -> Mapping[str, Callable[[], forms.Field]]:
        return {
            "theme": _choice(_("Theme"), [NOTHING, *theme_choices()]),
            "level": lambda: forms.TypedChoiceField(
                label=pgettext_lazy("competence", "Level"),
                choices=Level.choices,
                coerce=int,
                empty_value=0,
                required=False,
            ),
            **_practice(),
        }

    @classmethod
    def entries_of(cls, expert: Expert) -> list[dict[str, Any]]:
        rows = expert.competences.order_by("-level", "pk")
        return [
            {"theme": row.theme_id, "level": row.level, "years": row.years, "evidence": row.evidence}
            for row in rows
        ]

    def _entry(self, number: int) -> dict[str, Any]:
        entry = super()._entry(number)
        return {**entry, "years": entry["years"] or 0}


class ExpertiseForm(ListForm):
    heading = _("Fields of expertise")
    list_name, line_name = "expertise", _("Field %(number)s")

    def make_columns(self) -> Mapping[str, Callable[[], forms.Field]]:
        levels = [choice for choice in Level.choices if choice[0]]
        return {
            "code": _choice(_("Field of expertise"), [NOTHING, *expertise_choices()]),
            "level": lambda: forms.TypedChoiceField(
                label=pgettext_lazy("competence", "Level"),
                choices=levels,
                coerce=int,
                empty_value=Level.CONFIRMED.value,
                initial=Level.CONFIRMED.value,
                required=False,
            ),
            **_practice(),
        }

    @classmethod
    def entries_of(cls, expert: Expert) -> list[dict[str, Any]]:
        rows = expert.expertise_claims.order_by("-level", "pk")
        return [
            {
                "code": row.expertise_id,
                "level": row.level,
                "years": row.years or None,
                "evidence": row.evidence,
            }
            for row in rows
        ]

    def _entry(self, number: int) -> dict[str, Any]:
        entry = super()._entry(number)
        return {**entry, "years": entry["years"] or 0}


class CountriesForm(ListForm):
    heading = _("Countries worked in")
    list_name, line_name = "country_experience", _("Country %(number)s")

    def make_columns(self) -> Mapping[str, Callable[[], forms.Field]]:
        return {
            "country_code": _choice(_("Country"), [NOTHING, *country_choices()]),
            "note": lambda: forms.CharField(label=_("As what, when"), max_length=200, required=False),
        }

    @classmethod
    def entries_of(cls, expert: Expert) -> list[dict[str, Any]]:
        return list(expert.country_experience.order_by("pk").values("country_code", "note"))


class RegisterForm(LanguagesForm):
    """What a new profile needs at least; everything else is added on the profile's page."""

    heading = _("Put a person forward")
    intro = _("This is the least that is needed; the rest is added on the page of the profile.")
    name = PersonForm.base_fields["name"]
    email = PersonForm.base_fields["email"]
    headline = PersonForm.base_fields["headline"]
    category = PersonForm.base_fields["category"]
    home_country_code = PersonForm.base_fields["home_country_code"]
    language = PersonForm.base_fields["language"]
    examples = PersonForm.examples

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["home_country_code"].choices = [NOTHING, *country_choices()]


# The parts of a profile by the last word of their addresses, in the order in which they are shown.
PARTS: Mapping[str, type[ProfileForm]] = {
    "person": PersonForm,
    "work": WorkForm,
    "languages": LanguagesForm,
    "themes": ThemesForm,
    "expertise": ExpertiseForm,
    "countries": CountriesForm,
    "cv": CvForm,
}
