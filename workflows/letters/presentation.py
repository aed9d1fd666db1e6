"""What the template of letters draws: one language as paragraphs, blocks and runs of text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from workflows.letters.content import Letter, Part
from workflows.letters.phrases import say
from workflows.tor import wording
from workflows.tor.clauses import Clause
from workflows.tor.labels import LABELS
from workflows.tor.presentation import Block, Run, blocks_of, in_groups, run
from workflows.tor.typography import set_text

NAME = "expert.name"  # the source of the clause that a certificate shows large


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block; `is_name` where it is the name that a certificate is about."""

    block: Block
    is_name: bool


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """What stands under one heading, which a letter's text does not have."""

    anchor: str
    heading: Run | None
    blocks: list[Drawn]


def letter_view(letter: Letter, *, language: str, code: str, url: str) -> dict[str, Any]:
    """The variables of the template `pdf/letter.html`."""
    meta = letter.meta
    return {
        "language": language,
        "labels": {key: set_text(text, language) for key, text in LABELS[language].items()},
        "form": letter.form,
        "kind": set_text(letter.heading[language], language),
        "paper": letter.kind,
        "title": run(meta["title"][language], language),
        "parties": [run(meta["country"][language], language), run(meta["institution"], language)],
        "reference": set_text(meta["reference"], language),
        "version": "",
        "is_draft": False,
        "dated": wording.day(date.fromisoformat(meta["dated"]), language),
        "to": [run(line, language) for line in letter.to[language]],
        "words": {name: set_text(say("common", name)[language], language) for name in COMMON},
        "parts": [_part(number, part, language) for number, part in enumerate(letter.parts, start=1)],
        "verification_code": set_text(in_groups(code), ""),
        "verification_url": set_text(url, ""),
    }


COMMON = ("greeting", "regards", "signed", "desk", "our_reference", "date")


def _part(number: int, part: Part, language: str) -> DrawnPart:
    heading = run(part.heading[language], language) if part.heading else None
    return DrawnPart(f"part-{number}", heading, list(_drawn(part.clauses, language)))


def _drawn(clauses: Sequence[Clause], language: str) -> Iterator[Drawn]:
    for is_name, group in groupby(
        clauses, key=lambda clause: clause.source == NAME and clause.kind == "paragraph"
    ):
        yield from _each(blocks_of(list(group), language), is_name=is_name)


def _each(blocks: Iterable[Block], *, is_name: bool) -> Iterator[Drawn]:
    return (Drawn(block, is_name) for block in blocks)
