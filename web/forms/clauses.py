"""The words of one clause in both languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.forms.texts import SaidField
from workflows.services.clauses import LONGEST

LANGUAGES = ("en", "fr")
_LABELS = {"en": _("In English"), "fr": _("In French")}


class ClauseForm(DeskForm):
    """Both texts side by side; emptied, a text is again what was composed."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=200)
    text_en = SaidField(label=_LABELS["en"], required=False, rows=12, max_length=LONGEST)
    text_fr = SaidField(label=_LABELS["fr"], required=False, rows=12, max_length=LONGEST)
    same = forms.BooleanField(
        label=_("Both languages say the same, although I changed one only."),
        help_text=_("Else the terms say that the other one still has to follow."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for language in LANGUAGES:
            self.fields[f"text_{language}"].widget.attrs["lang"] = language

    @property
    def answers(self) -> dict[str, Any]:
        texts = {language: self.cleaned_data[f"text_{language}"] for language in LANGUAGES}
        return {"key": self.cleaned_data["key"], "texts": texts, "same": self.cleaned_data["same"]}
