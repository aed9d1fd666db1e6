"""What somebody changes of their own account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.languages import LANGUAGES
from accounts.models import User
from accounts.selectors import active_focal_point
from web.forms.base import DeskForm
from web.forms.days import DayField


class ProfileForm(DeskForm):
    full_name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("As it is to stand in letters and documents."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    function = forms.CharField(
        label=_("Function or title"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("With the code of the country."),
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=list(LANGUAGES.items()),
        widget=forms.RadioSelect,
        help_text=_("E-mails come in this language. Until the desk speaks Portuguese, they come in French."),
    )


class DelegationForm(DeskForm):
    """`to_user` is read into the account that has the address."""

    to_user = forms.EmailField(
        label=_("Who acts for you?"),
        help_text=_("The e-mail address of another focal point who has an account here."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    country = forms.ChoiceField(
        label=_("For which country?"), required=False, widget=forms.RadioSelect, choices=()
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), help_text=_("You can take it back at any time before."))
    reason = forms.CharField(label=_("Why?"), max_length=300, required=False)

    def __init__(self, *args: Any, countries: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(countries)
        self.fields["country"].choices = [("", _("Every country that is mine")), *choices]
        if len(choices) < 2:
            del self.fields["country"]

    def clean_to_user(self) -> User:
        found = active_focal_point(self.cleaned_data["to_user"])
        if found is None:
            raise forms.ValidationError(_("No active focal point has this address."), code="unknown")
        return found


class TokenForm(DeskForm):
    """`expires_at` is read from a number of days."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=100,
        help_text=_("A name by which you will know it again, such as the program that uses it."),
    )
    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("One year"))],
        coerce=int,
        initial="90",
        widget=forms.RadioSelect,
    )

    def expires_at(self, now: datetime) -> datetime:
        """The end of the last day on which it works."""
        last = now.date() + timedelta(days=self.cleaned_data["days"])
        return datetime.combine(last, time.max, tzinfo=UTC)
