"""What the office says about people: whom it invites, who speaks for a country, and from when to when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.languages import LANGUAGES
from accounts.roles import ROLES
from programme.models import Country
from web.forms.base import DeskForm
from web.forms.days import DayField
from web.presenters.choices import dialogue_country_choices


class CountryField(forms.TypedChoiceField):
    """A country of the dialogue, read into its row."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("empty_value", None)
        super().__init__(choices=lambda: [("", "—"), *dialogue_country_choices()], coerce=_country, **options)


def _country(code: str) -> Country:
    return Country.objects.get(pk=code)


class InvitationForm(DeskForm):
    full_name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("They will sign in with it. Check it against the letter that names them."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()), widget=forms.RadioSelect)
    country = CountryField(
        label=_("Country"), required=False, help_text=_("For focal points only: the country they speak for.")
    )
    alternate = forms.BooleanField(
        label=_("As an alternate"), required=False, help_text=_("For focal points only.")
    )
    letter_reference = forms.CharField(
        label=_("Reference of the letter"),
        max_length=120,
        required=False,
        help_text=_("The letter by which their authority names them."),
    )
    function = forms.CharField(label=_("Function or title"), max_length=150, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=list(LANGUAGES.items()),
        widget=forms.RadioSelect,
        initial="en",
    )


class RefusalForm(DeskForm):
    reason = forms.CharField(label=_("Why?"), max_length=300, required=False)


class AccreditationForm(DeskForm):
    country = CountryField(label=_("Country"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty where no end is known.")
    )
    alternate = forms.BooleanField(label=_("As an alternate"), required=False)
    letter_reference = forms.CharField(
        label=_("Reference of the letter"),
        max_length=120,
        required=False,
        help_text=_("The letter by which their authority names them."),
    )


class LastDayForm(DeskForm):
    ends_on = DayField(label=_("Last day"), help_text=_("They can still act for the country on that day."))


class RoleForm(DeskForm):
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()), widget=forms.RadioSelect)
