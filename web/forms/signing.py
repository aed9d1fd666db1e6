"""The confirmation under which somebody signs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm


class SignForm(DeskForm):
    """An explicit yes to exactly the content that was read, named by its hash."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read these terms of reference and sign them for my side."),
        error_messages={"required": _("Tick the box to sign.")},
    )

    @property
    def answers(self) -> dict[str, Any]:
        return {"content_hash": self.cleaned_data["content_hash"]}

    def ask_again(self, content_hash: str) -> None:
        """Of a content that changed meanwhile nobody has said yet that they sign it."""
        if self.is_bound and self.data.get("content_hash") != content_hash:
            self.data = self.data.copy()
            self.data["content_hash"] = content_hash
            self.data.pop("confirmed", None)
