"""The shipped fonts: where they lie, and which characters they hold."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

ASSETS = Path(__file__).with_name("assets")
FACES = ("NotoSans-Regular", "NotoSerif-Regular", "NotoNaskhArabic-Regular")
MISSING = "\N{REPLACEMENT CHARACTER}"


def only_drawable(text: str) -> str:
    """The text with the sign for a missing character in place of each that no shipped font can draw.

    The renderer would else borrow a font of the machine: the paper would look otherwise elsewhere, and an archive
    could not hold it.
    """
    unknown = [character for character in set(text) if not character.isascii() and not _drawn(character)]
    return text.translate({ord(character): MISSING for character in unknown})


def _drawn(character: str) -> bool:
    """Format characters (joiners, direction marks) draw nothing and need no glyph."""
    return ord(character) in coverage() or unicodedata.category(character) == "Cf"


@lru_cache(maxsize=1)
def coverage() -> frozenset[int]:
    """The code points that at least one shipped family holds."""
    known: set[int] = set()
    for face in FACES:
        with TTFont(ASSETS / "fonts" / f"{face}.ttf", lazy=True) as font:
            known |= set(font.getBestCmap())
    return frozenset(known)
