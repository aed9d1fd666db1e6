"""The confirmation under which somebody signs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.identity import Identity
from workflows.states import IdentityProof


class SignForm(DeskForm):
    """An explicit yes to exactly the content that was read, named by its hash, by somebody who proves who they are."""

    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read these terms of reference and sign them for my side."),
        error_messages={"required": _("Tick the box to sign.")},
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Asked again for each signature, so that nobody signs at a screen that you left open."),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Give your password to sign.")},
    )

    def __init__(self, *args: Any, identity: Identity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.identity = identity
        if identity.proof:
            del self.fields["password"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.identity.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."), code="wrong_password")
        return password

    @property
    def answers(self) -> dict[str, Any]:
        proof = self.identity.proof or IdentityProof.PASSWORD
        return {"content_hash": self.cleaned_data["content_hash"], "proof": proof}

    def ask_again(self, content_hash: str) -> None:
        """Of a content that changed meanwhile nobody has said yet that they sign it."""
        if self.is_bound and self.data.get("content_hash") != content_hash:
            self.data = self.data.copy()
            self.data["content_hash"] = content_hash
            self.data.pop("confirmed", None)
            self.data.pop("password", None)
