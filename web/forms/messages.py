"""What is written to the other side, and for the managers what stays among them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.languages import LANGUAGES
from core.actors import Actor, Role
from web.forms.base import DeskForm
from web.forms.texts import SaidField


class MessageForm(DeskForm):
    """A message; whether it is an internal note is asked of managers alone."""

    is_internal = forms.TypedChoiceField(
        label=_("Who reads it?"),
        choices=[
            ("no", _("The focal point and the managers")),
            ("yes", _("Only the managers: an internal note")),
        ],
        coerce=lambda chosen: chosen == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )
    text = SaidField(label=_("Your message"))
    text_language = forms.ChoiceField(label=_("Language in which you write"), choices=list(LANGUAGES.items()))

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text_language"].initial = actor.language
        if actor.role != Role.MANAGER:
            del self.fields["is_internal"]
