"""Text made comparable."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents: `Coopération` and `COOPERATION` become the same."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def language_of(text: str, language: str) -> str:
    """The language to keep beside a text: none where nothing was written."""
    return language if text.strip() else ""
