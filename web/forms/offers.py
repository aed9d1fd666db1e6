"""The answer to an offer, parsed; nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.forms.texts import SaidField
from workflows.states import OfferDeclineReason

ACCEPT, DECLINE = "accept", "decline"
LONGEST = 2000  # characters


class AnswerForm(DeskForm):
    """Yes with the declaration, or no with a reason: the button that is pressed says which.

    The declaration stands above the button that accepts, whose words make it; `no_conflict` carries it.
    """

    answer = forms.CharField(required=False, widget=forms.HiddenInput)
    no_conflict = forms.BooleanField(required=False, widget=forms.HiddenInput)
    declaration = SaidField(
        label=_("Anything you want us to know"), max_length=LONGEST, required=False, rows=3
    )
    reason = forms.ChoiceField(
        label=_("Why not?"),
        choices=OfferDeclineReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a reason.")},
    )
    text = SaidField(label=_("More about it"), max_length=LONGEST, required=False, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = self.data.get("answer", DECLINE) == DECLINE

    def clean(self) -> None:
        self.fields["reason"].required = True  # it is drawn as what it is: needed for a no
        answer = self.cleaned_data.get("answer")
        if answer not in (ACCEPT, DECLINE):
            raise forms.ValidationError(_("Please accept or decline."), code="required")
        if answer == ACCEPT and not self.cleaned_data.get("no_conflict"):
            raise forms.ValidationError(
                _("To accept, please make this declaration; else decline."), code="required"
            )

    @property
    def accepts(self) -> bool:
        return bool(self.cleaned_data["answer"] == ACCEPT)


class CodeForm(DeskForm):
    """The code by which another browser proves that its owner reads the expert's mail."""

    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": _("Type the code from the mail.")},
    )
