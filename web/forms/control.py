"""What pausing and ending a request asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.states import CancelReason
from web.forms.base import DeskForm
from web.forms.texts import SaidField


class NothingForm(DeskForm):
    """An action that needs no words."""


class HoldForm(DeskForm):
    reason = SaidField(
        label=_("Why does it wait?"),
        help_text=_("The focal point reads this. All clocks stand still until the request goes on."),
    )


class CancelForm(DeskForm):
    code = forms.ChoiceField(
        label=_("Why does it end?"), choices=CancelReason.choices, widget=forms.RadioSelect
    )
    text = SaidField(label=_("In your own words"), required=False, help_text=_("The focal point reads this."))


class WithdrawForm(DeskForm):
    reason = SaidField(
        label=_("Why do you withdraw it?"),
        help_text=_(
            "The support desk reads this. A withdrawn request cannot be taken up again; a new one can."
        ),
    )
