"""Text made comparable."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents: `Coopération` and `COOPERATION` become the same."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
