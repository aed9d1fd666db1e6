"""The two answers to an offer, parsed; nothing is saved here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.states import OfferDeclineReason

LONGEST = 2000  # characters


class AcceptForm(forms.Form):
    """Yes, with the declaration that there is no conflict of interest."""

    no_conflict = forms.BooleanField(
        label=_(
            "I have no conflict of interest: no family, business or political tie, and no office, that could "
            "influence this work or seem to."
        ),
        error_messages={"required": _("To accept, please make this declaration; else decline.")},
    )
    declaration = forms.CharField(
        label=_("Anything you want us to know (not required)"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(forms.Form):
    """No, with a reason from the list."""

    reason = forms.ChoiceField(
        label=_("Why not?"),
        choices=[("", _("Choose a reason")), *OfferDeclineReason.choices],
        error_messages={"required": _("Please choose a reason.")},
    )
    text = forms.CharField(
        label=_("More about it (not required)"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoAnswer(forms.Form):
    """Neither yes nor no was sent."""

    def clean(self) -> None:
        raise forms.ValidationError(_("Please accept or decline."), code="required")
