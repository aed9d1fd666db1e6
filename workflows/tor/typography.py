"""How text is set: what may be printed at all, French spaces, the direction of a script. Pure functions."""

from __future__ import annotations

import re
import unicodedata

NARROW = "\u202f"  # narrow no-break space, before ; : ! ? and inside « » in French

BREAK = "\u200b"  # zero-width space: a place where a line may end

# Directional overrides and isolates could make a signed paper read otherwise than it is stored.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT_CONTROLS = frozenset("\n\t")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})

_SPACES = "[ \u00a0\u202f]*"
_BEFORE_SIGN = re.compile(rf"(?<=[^\s;:!?]){_SPACES}([;:!?]+)(?=[\s»)\]]|$)")
_AFTER_OPENING = re.compile(rf"«{_SPACES}")
_BEFORE_CLOSING = re.compile(rf"(?<![ \u00a0\u202f]){_SPACES}»")  # the look-behind keeps it linear

_ENDLESS_WORD = re.compile(r"\S{61,}")
_STRETCH = 30


def printable(text: str) -> str:
    """The text without what no paper can show: controls, lone surrogates, directional overrides."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_shown(character) for character in unified).strip()


def _shown(character: str) -> str:
    if character in _KEPT_CONTROLS:
        return character
    if character in _OVERRIDES:
        return ""
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category == "Cc" or (ord(character) & 0xFFFE) == 0xFFFE:
        return ""
    return character


def french_spaces(text: str) -> str:
    """Put narrow no-break spaces where French wants them; times (10:30) and addresses stay as they are."""
    spaced = _BEFORE_SIGN.sub(lambda match: NARROW + match[1], text)
    spaced = _AFTER_OPENING.sub("«" + NARROW, spaced)
    return _BEFORE_CLOSING.sub(NARROW + "»", spaced)


def breakable(text: str) -> str:
    """Let lines end inside endless words; laying them out would else take a time that grows as the square."""
    return _ENDLESS_WORD.sub(lambda match: BREAK.join(_stretches(match[0])), text)


def _stretches(word: str) -> list[str]:
    return [word[start : start + _STRETCH] for start in range(0, len(word), _STRETCH)]


def set_text(text: str, language: str) -> str:
    """The text as it is printed in its language."""
    clean = printable(text)
    return breakable(french_spaces(clean) if language == "fr" else clean)


def direction(text: str) -> str:
    """`rtl` when the first letter with a direction reads from right to left, else `ltr`."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _RIGHT_TO_LEFT:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
