"""The desk's own sentences on letters, in both languages, with variables that are filled in one pass."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from workflows.tor.clauses import LANGUAGES
from workflows.tor.source import Label

PHRASES = Path(__file__).with_name("phrases.json")
_VARIABLE = re.compile(r"\{([a-z_]+)\}")

Value = str | Label | Callable[[str], str]


@lru_cache(maxsize=1)
def library() -> Mapping[str, Mapping[str, Label]]:
    """All sentences: kind of paper → name → language → text."""
    found: dict[str, dict[str, dict[str, str]]] = json.loads(PHRASES.read_text(encoding="utf-8"))
    return found


def say(kind: str, name: str, **values: Value) -> dict[str, str]:
    """A sentence in each language; a value is a text, a label or a function of the language, and never read again."""
    phrase = library()[kind][name]
    return {language: _filled(phrase[language], values, language) for language in LANGUAGES}


def _filled(text: str, values: Mapping[str, Value], language: str) -> str:
    return _VARIABLE.sub(lambda match: in_language(values[match[1]], language), text)


def in_language(value: Value, language: str) -> str:
    if isinstance(value, str):
        return value
    return value(language) if callable(value) else value[language]


def variables(phrase: str) -> frozenset[str]:
    """The variables that a sentence uses."""
    return frozenset(_VARIABLE.findall(phrase))
