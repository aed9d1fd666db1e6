"""The library of standard paragraphs: English and French, versioned, their variables checked when loaded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from workflows.tor.clauses import LANGUAGES, Kind

LIBRARY = Path(__file__).with_name("paragraphs.json")
KNOWN_VARIABLES = frozenset(
    {
        "institution",
        "phase",
        "report_days",
        "review_days",
        "theme",
        "working_language",
        "reference",
    }
)
_VARIABLE = re.compile(r"\{([a-z_]*)\}")


class UnknownVariable(ValueError):
    """A paragraph uses a variable that cannot be filled, or other ones in one language than in the other."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A standard statement; `body` holds, by language, the body of a clause of this `kind`."""

    key: str
    version: int
    kind: Kind
    body: Mapping[str, Any]

    @property
    def source(self) -> str:
        """What a clause made from it names as its source."""
        return f"paragraph:{self.key}@{self.version}"

    def filled(self, variables: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        """The body in each language with its variables replaced, in one pass: a value is never read again."""
        return {language: _fill(self.body[language], variables[language]) for language in LANGUAGES}


def check(paragraph: Paragraph) -> None:
    """Raise `UnknownVariable` unless all variables are known and the languages use the same ones."""
    used = [set(_variables(paragraph.body[language])) for language in LANGUAGES]
    unknown = set.union(*used) - KNOWN_VARIABLES
    if unknown:
        raise UnknownVariable(f"{paragraph.key}: unknown {', '.join(sorted(unknown))}")
    if any(names != used[0] for names in used):
        raise UnknownVariable(f"{paragraph.key}: the languages do not use the same variables")


@lru_cache(maxsize=1)
def library() -> Mapping[str, Paragraph]:
    """All standard paragraphs by key."""
    rows = json.loads(LIBRARY.read_text(encoding="utf-8"))
    paragraphs = {row["key"]: _paragraph(row) for row in rows}
    for paragraph in paragraphs.values():
        check(paragraph)
    return paragraphs


def _paragraph(row: Mapping[str, Any]) -> Paragraph:
    return Paragraph(
        row["key"],
        row["version"],
        row["kind"],
        {language: row[language] for language in LANGUAGES},
    )


def _variables(body: Any) -> Iterator[str]:
    if isinstance(body, str):
        yield from _VARIABLE.findall(body)
    else:
        for part in body.values() if isinstance(body, Mapping) else body:
            yield from _variables(part)


def _fill(body: Any, values: Mapping[str, str]) -> Any:
    if isinstance(body, str):
        return _VARIABLE.sub(lambda match: values[match[1]], body)
    if isinstance(body, Mapping):
        return {key: _fill(part, values) for key, part in body.items()}
    return [_fill(part, values) for part in body]
