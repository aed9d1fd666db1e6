"""Composition of letters, certificates and reports: facts in, frozen content in both languages out. Pure.

Nothing here reads a database, a clock or a setting. The content is all that drawing needs; its hash stands in the
journal. Every clause keeps its source: `phrase:<kind>.<name>` for the desk's own sentences, else the field.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from workflows.letters.facts import Facts, Head
from workflows.letters.kinds import COMPOSERS, FORMS
from workflows.letters.phrases import say
from workflows.letters.pieces import Section, cell
from workflows.tor.clauses import LANGUAGES, Clause
from workflows.tor.typography import printable

Form = Literal["letter", "statement", "report"]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading; a letter's text has an empty one."""

    heading: Mapping[str, str]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One paper in both languages. `to` holds the lines of the address, `meta` what the running header says."""

    kind: str
    form: Form
    heading: Mapping[str, str]
    to: Mapping[str, list[str]]
    parts: tuple[Part, ...]
    meta: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"parts": [asdict(part) for part in self.parts]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Letter:
        parts = tuple(
            Part(part["heading"], tuple(Clause.from_dict(clause) for clause in part["clauses"]))
            for part in data["parts"]
        )
        return cls(**{**data, "parts": parts})


def compose(kind: str, head: Head, facts: Facts) -> Letter:
    """The paper of this kind; a kind without a composer is a `KeyError`."""
    sections = COMPOSERS[kind](head, facts)
    return Letter(
        kind=kind,
        form=FORMS.get(kind, "letter"),
        heading=say(kind, "heading"),
        to={language: _address(kind, head, language) for language in LANGUAGES},
        parts=tuple(_part(number, section) for number, section in enumerate(sections, start=1)),
        meta={
            "reference": printable(f"{head.reference}/{head.number}"),
            "request": printable(head.reference),
            "dated": head.dated.isoformat(),
            "title": {language: cell(head.title, language) for language in LANGUAGES},
            "country": {language: printable(head.country[language]) for language in LANGUAGES},
            "institution": printable(head.institution),
        },
    )


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of a paper's content (`Letter.to_dict()`) in its canonical form, in hexadecimal."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _address(kind: str, head: Head, language: str) -> list[str]:
    if kind == "mission_letter":
        return [say(kind, "to")[language]]
    if not head.to:
        return []
    lines = [head.to]
    if kind != "offer":
        lines += [say("common", "focal_point")[language], head.country[language]]
    return [printable(line) for line in lines]


def _part(number: int, section: Section) -> Part:
    clauses = tuple(
        Clause(
            id=f"{number}-{ordinal}",
            heading_number=str(number),
            kind=piece.kind,
            text=piece.text,
            source=piece.source,
            language_of=piece.language_of,
        )
        for ordinal, piece in enumerate(section.pieces, start=1)
    )
    return Part(section.heading, clauses)
