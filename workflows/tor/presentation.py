"""What the template of the terms draws: one language as sections, blocks and runs of text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, Literal

from workflows.tor import wording
from workflows.tor.clauses import Cell, Clause, OutlineItem, TermsContent
from workflows.tor.labels import LABELS, LANGUAGE_NAMES
from workflows.tor.typography import direction, set_text

ROLES = ("focal_point", "manager")
_DASHED = re.compile(r"^\s*[-–—•*▪◦]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One party's signature; without a date it is still to be given."""

    role: Literal["focal_point", "manager"]
    name: str = ""
    function: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a rendering says about its document: identity, state, verification and signatures."""

    reference: str
    version: int
    status: Literal["draft", "signed"]
    verification_code: str
    verification_url: str
    signatures: Sequence[Signature] = ()
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A text ready to print; `note`, and `mark` in short, say where it is in a foreign language."""

    text: str
    lang: str
    dir: str
    note: str = ""
    mark: str = ""


@dataclass(slots=True)
class Block:
    """A group of clauses of one kind, drawn together."""

    kind: str
    note: Run | None = None
    items: list[Any] = field(default_factory=list)
    columns: list[Run] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `depth` is its level in the outline."""

    anchor: str
    number: str
    depth: int
    label: Run
    blocks: list[Block]


def view(content: TermsContent, *, language: str, marks: Marks) -> dict[str, Any]:
    """The variables of the template `pdf/terms.html`."""
    sections = [_section(heading, content.clauses, language) for heading in content.headings]
    return {
        "language": language,
        "labels": {key: set_text(text, language) for key, text in LABELS[language].items()},
        "kind": set_text(LABELS[language]["document"], language),
        "title": run(content.meta["title"][language], language),
        "parties": [
            run(content.meta["country"][language], language),
            run(content.meta["institution"], language),
        ],
        "reference": set_text(marks.reference, language),
        "version": str(marks.version),
        "is_draft": marks.status == "draft",
        "verification_code": set_text(in_groups(marks.verification_code), ""),
        "content_hash": in_groups(marks.content_hash, of=8),
        "verification_url": set_text(marks.verification_url, ""),
        "signatures": [_signature(role, marks.signatures, language) for role in ROLES],
        "synopsis": next((section for section in sections if section.number == "0"), None),
        "sections": [section for section in sections if section.number != "0"],
    }


def in_groups(code: str, *, of: int = 5) -> str:
    """A code or hash as it is printed, compared by eye and typed: `1A2B3 C4D5E …`."""
    plain = "".join(code.split())
    return " ".join(plain[start : start + of] for start in range(0, len(plain), of))


def clause_block(clause: Clause, language: str) -> Block:
    """One clause alone, as it is drawn in the version of this language."""
    return _DRAW[clause.kind]([clause.text[language]], language)


def run(cell: Cell, language: str) -> Run:
    """A cell as it is printed in the version of this language."""
    if isinstance(cell, str):
        return Run(set_text(cell, language), language, direction(cell))
    foreign = cell["lang"]
    name = LANGUAGE_NAMES[language].get(foreign, foreign)
    note = LABELS[language]["original"].format(language=name)
    return Run(
        set_text(cell["text"], foreign), foreign, direction(cell["text"]), set_text(note, language), name
    )


def _section(heading: OutlineItem, clauses: Iterable[Clause], language: str) -> Section:
    own = [clause for clause in clauses if clause.heading_number == heading.number]
    return Section(
        anchor="section-" + heading.number.replace(".", "-"),
        number=heading.number,
        depth=heading.level,
        label=run(heading.label[language], language),
        blocks=list(blocks_of(own, language)),
    )


def blocks_of(clauses: Sequence[Clause], language: str) -> Iterator[Block]:
    """Clauses of the same kind that follow each other become one block; paragraphs stay apart."""
    for _key, group in groupby(clauses, key=lambda clause: _together(clause, language)):
        same = list(group)
        yield _DRAW[same[0].kind]([clause.text[language] for clause in same], language)


def _together(clause: Clause, language: str) -> tuple[str, ...]:
    if clause.kind == "paragraph":
        return (clause.id,)
    if clause.kind == "table":
        return (clause.kind, *clause.text[language]["columns"])
    return (clause.kind,)


def _prose(bodies: list[Any], language: str) -> Block:
    """The paragraphs and dashed lists of one free text."""
    whole = run(bodies[0], language)
    block = Block("prose", note=whole if whole.note else None)
    lines = (line for line in whole.text.split("\n") if line.strip())
    for dashed, group in groupby(lines, key=lambda line: bool(_DASHED.match(line))):
        texts = [_DASHED.sub("", line).strip() for line in group]
        runs = [Run(text, whole.lang, direction(text)) for text in texts]
        block.items.extend([("list", runs)] if dashed else [("paragraph", [one]) for one in runs])
    return block


def _list(bodies: list[Any], language: str) -> Block:
    return Block("list", items=[run(cell, language) for body in bodies for cell in body])


def _facts(bodies: list[Any], language: str) -> Block:
    """Label and values; facts of the same label that follow each other stand together."""
    pairs = [pair for body in bodies for pair in body]
    rows = [
        (run(label, language), [run(value, language) for _label, value in group])
        for label, group in groupby(pairs, key=lambda pair: str(pair[0]))
    ]
    return Block("facts", items=rows)


def _table(bodies: list[Any], language: str) -> Block:
    return Block(
        "table",
        columns=[run(column, language) for column in bodies[0]["columns"]],
        items=[[run(cell, language) for cell in row] for body in bodies for row in body["rows"]],
    )


_DRAW = {"paragraph": _prose, "list": _list, "facts": _facts, "table": _table}


def _signature(role: str, signatures: Sequence[Signature], language: str) -> Mapping[str, Any]:
    given = next((signature for signature in signatures if signature.role == role), None)
    return {
        "role": set_text(LABELS[language][role], language),
        "name": run(given.name if given else "", language),
        "function": run(given.function if given else "", language),
        "date": wording.day(given.signed_on, language) if given and given.signed_on else "",
    }
