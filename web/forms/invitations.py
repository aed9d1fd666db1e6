"""The password with which an invited person begins, parsed; nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm

LONGEST = 128  # characters; longer ones only cost time to hash


class PasswordForm(DeskForm):
    """The new password, twice."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 10 characters. A few words that only you would put together are easiest."),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("The same password again"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        answers = self.cleaned_data
        if answers.get("password") and answers.get("repeated") and answers["password"] != answers["repeated"]:
            self.add_error("repeated", _("The two passwords differ."))
        return answers
