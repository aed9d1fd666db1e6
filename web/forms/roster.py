"""What the roster is narrowed to, and what the office decides and keeps about a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from experts.models import Cefr, Expert
from web.forms.availability import PeriodForm
from web.forms.base import DeskForm
from web.forms.days import DayField
from web.forms.my_profile import ExclusionForm
from web.forms.texts import SaidField
from web.presenters.availability import AWAY, BUSY, FREE
from web.presenters.choices import Names

ANY = ("", gettext_lazy("All"))
ORDERS = {
    "name": ("name", "pk"),
    "newest": ("-created_at", "-pk"),
    "confirmed": ("profile_confirmed_at", "pk"),
}
CARE = (
    ("confirm", gettext_lazy("Not confirmed for a year")),
    ("consent", gettext_lazy("Consent ends within 60 days")),
    ("vetting", gettext_lazy("Vetting ends within 60 days")),
    ("papers", gettext_lazy("A paper expires within 60 days")),
)
LISTS = ("theme", "expertise", "language", "country", "category", "vetting")


class RosterForm(DeskForm):
    """The conditions of the roster, all in its address; one that makes no sense is told and ignored."""

    q = forms.CharField(
        label=gettext_lazy("Name, headline or employer"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    expertise = forms.ChoiceField(label=gettext_lazy("Expertise"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("Spoken at least"), required=False, choices=[ANY, *((c, c) for c in Cefr.values)]
    )
    country = forms.ChoiceField(label=gettext_lazy("Lives or worked in"), required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("Kind of expert"), required=False, choices=[ANY, *Expert.Category.choices]
    )
    vetting = forms.ChoiceField(
        label=gettext_lazy("Standing"), required=False, choices=[ANY, *Expert.Vetting.choices]
    )
    care = forms.ChoiceField(
        label=gettext_lazy("To look after"),
        required=False,
        choices=[ANY, *CARE],
    )
    free_from = DayField(label=gettext_lazy("Free from"), required=False)
    free_to = DayField(label=gettext_lazy("Free to"), required=False)
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("name", gettext_lazy("By name")),
            ("newest", gettext_lazy("Newest first")),
            ("confirmed", gettext_lazy("Longest unconfirmed first")),
        ],
    )

    def __init__(self, *args: Any, names: Names, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["theme"].choices = [ANY, *names.themes]
        self.fields["expertise"].choices = [ANY, *names.expertise]
        self.fields["language"].choices = [ANY, *names.languages]
        self.fields["country"].choices = [ANY, *names.countries]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        start, end = answers.get("free_from"), answers.get("free_to")
        if start and end and end < start:
            self.add_error("free_to", _("The end lies before the beginning."))
        return answers

    @property
    def asked(self) -> dict[str, Any]:
        """The conditions as the selectors take them; what could not be read is left out."""
        read = self.cleaned_data
        asked = {name: [read[name]] for name in LISTS if read.get(name)}
        level = {"level": read["level"]} if read.get("level") else {}
        return {**asked, **level, "search": read.get("q", "")}

    @property
    def free(self) -> dict[str, Any] | None:
        """The days that have to be free, where any are asked for; one day stands for itself."""
        start, end = self.cleaned_data.get("free_from"), self.cleaned_data.get("free_to")
        return {"start": start or end, "end": end or start} if start or end else None

    @property
    def ordering(self) -> tuple[str, ...]:
        return ORDERS.get(self.cleaned_data.get("order", ""), ORDERS["name"])

    @property
    def narrows(self) -> bool:
        return any(
            self.cleaned_data.get(name) for name in ("q", *LISTS, "level", "care", "free_from", "free_to")
        )


class VettingForm(DeskForm):
    verdict = forms.ChoiceField(label=gettext_lazy("What do you decide?"), widget=forms.RadioSelect)
    reason = SaidField(
        label=gettext_lazy("Why?"),
        required=False,
        rows=3,
        max_length=1000,
        help_text=gettext_lazy("Needed for suspending somebody and for letting somebody go."),
    )
    valid_until = DayField(
        label=gettext_lazy("Vetted until"),
        required=False,
        help_text=gettext_lazy("After this day the person has to be vetted anew. Empty: without an end."),
    )

    def __init__(self, *args: Any, verdicts: Iterable[Expert.Vetting], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verdict"].choices = [(verdict.value, VERDICT_WORDS[verdict]) for verdict in verdicts]


VERDICT_WORDS = {
    Expert.Vetting.VETTED: gettext_lazy("Take onto the roster: may be proposed to countries"),
    Expert.Vetting.SUSPENDED: gettext_lazy("Suspend: is not proposed until further notice"),
    Expert.Vetting.LEFT: gettext_lazy("Let go: leaves the roster"),
    Expert.Vetting.PROPOSED: gettext_lazy("Open the case again: to be vetted anew"),
}


class OfficeExclusionForm(ExclusionForm):
    """What somebody told the office they never want to be asked for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what"].label = gettext_lazy("What this person never does")


class OfficePeriodForm(PeriodForm):
    """What somebody told the office about their calendar."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [
            (AWAY, gettext_lazy("Cannot take a mission at all")),
            (BUSY, gettext_lazy("Can finish what is begun, and take nothing new")),
            (FREE, gettext_lazy("Is free: outside the periods of this kind nobody asks")),
        ]
