"""What editing and signing terms of reference ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.languages import LANGUAGES
from web.forms.base import DeskForm
from web.forms.texts import SaidField
from web.presenters.terms import Translatable


class TranslationsForm(DeskForm):
    """A text for each free text of the request and each language that it was not written in."""

    def __init__(self, *args: Any, texts: Sequence[Translatable], **options: Any) -> None:
        super().__init__(*args, **options)
        self.texts = texts
        for text in texts:
            for language in text.wanted:
                label = _("%(text)s, in %(language)s") % {
                    "text": text.label,
                    "language": LANGUAGES[language],
                }
                field = SaidField(label=label, required=False, rows=2 if len(text.original) < 120 else 8)
                field.widget.attrs["lang"] = language
                self.add_field(_name(text.key, language), field)

    def pairs(self) -> list[tuple[Translatable, list[forms.BoundField]]]:
        """Each original with the fields for its other languages."""
        return [(text, [self[_name(text.key, language)] for language in text.wanted]) for text in self.texts]

    def translations(self) -> dict[str, dict[str, str]]:
        """Field → language → text, as the service takes it."""
        return {
            text.key: {
                language: self.cleaned_data[_name(text.key, language)].strip() for language in text.wanted
            }
            for text in self.texts
        }

    @staticmethod
    def known(texts: Sequence[Translatable]) -> dict[str, str]:
        """What the fields hold at first."""
        return {
            _name(text.key, language): text.known.get(language, "")
            for text in texts
            for language in text.wanted
        }


def _name(key: str, language: str) -> str:
    return f"{key.replace(':', '_')}__{language}"
