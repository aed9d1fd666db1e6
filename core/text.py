"""Text made comparable."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\w+(?:(?<=\d)-(?=\d)\w+)*")  # a hyphen between digits belongs to a reference: 2026-00042


def fold(text: str) -> str:
    """Lower case without accents: `Coopération` and `COOPERATION` become the same."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def words_of(text: str) -> list[str]:
    """The words of a text, folded; whatever is between them does not count, so that it can mean nothing either."""
    return WORD.findall(fold(text))


def searchable(text: str) -> str:
    """The words of a text so that one can be found by its beginning: two spaces stand before each."""
    return "".join(f"  {word}" for word in words_of(text))


def language_of(text: str, language: str) -> str:
    """The language to keep beside a text: none where nothing was written."""
    return language if text.strip() else ""
