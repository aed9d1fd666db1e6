"""What changed between two versions of the terms: clause by clause, and in each clause word by word. Pure.

Unchanged clauses are left out. Of a changed one the text is given as runs: kept, taken away, added.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workflows.tor.clauses import Cell, Clause, TermsContent
from workflows.tor.edits import keyed

Change = Literal["kept", "removed", "added"]

MOST_COMPARED = 1_000_000  # pairs of words; what differs more than that is shown as removed and added whole
LEAST_KEPT = 0.3  # of the words; where less stayed, the texts are shown whole, one after the other
LONG_KEPT = 60  # words; a longer unchanged stretch is cut in the middle
EDGE = 20
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
_CUT = " […] "


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words that stayed, went or came."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that differs; `lines` holds its text line by line (an item, a row, a paragraph), each as parts."""

    key: str
    heading_number: str
    source: str
    change: Change
    lines: Sequence[Sequence[Part]]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A heading under which something differs."""

    number: str
    label: str
    clauses: Sequence[ClauseChange]


def difference(old: TermsContent, new: TermsContent, language: str) -> list[SectionChange]:
    """The sections of the two versions in which something differs, in the order of the newer outline."""
    changes = list(_changes(old, new, language))
    labels = {heading.number: heading.label[language] for heading in (*old.headings, *new.headings)}
    order = {heading.number: heading.order for heading in (*old.headings, *new.headings)}
    numbers = sorted({change.heading_number for change in changes}, key=lambda number: order[number])
    return [
        SectionChange(number, labels[number], [one for one in changes if one.heading_number == number])
        for number in numbers
    ]


def words_changed(sections: Sequence[SectionChange]) -> dict[Change, int]:
    """How many words went and came."""
    counted: dict[Change, int] = {"removed": 0, "added": 0}
    for section in sections:
        for clause in section.clauses:
            for line in clause.lines:
                for part in line:
                    if part.change != "kept":
                        counted[part.change] += len(part.text.split())
    return counted


def _changes(old: TermsContent, new: TermsContent, language: str) -> Iterator[ClauseChange]:
    before, after = keyed(old.clauses), keyed(new.clauses)
    for key in [*before, *(key for key in after if key not in before)]:
        then, now = _lines(before.get(key), language), _lines(after.get(key), language)
        if then == now:
            continue
        clause = after.get(key) or before[key]
        change: Change = "added" if key not in before else "removed" if key not in after else "kept"
        yield ClauseChange(key, clause.heading_number, clause.source, change, list(_compared(then, now)))


def _compared(then: Sequence[str], now: Sequence[str]) -> Iterator[list[Part]]:
    """Lines that stayed are left out; lines that took each other's place are compared word by word."""
    for tag, first, last, start, end in difflib.SequenceMatcher(
        None, then, now, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        gone, come = then[first:last], now[start:end]
        paired = min(len(gone), len(come))
        yield from (_words(old, new) for old, new in zip(gone[:paired], come[:paired], strict=True))
        yield from ([Part("removed", line)] for line in gone[paired:])
        yield from ([Part("added", line)] for line in come[paired:])


def _words(old: str, new: str) -> list[Part]:
    then, now = _WORDS.findall(old), _WORDS.findall(new)
    head = _in_common(then, now)
    tail = _in_common(then[head:][::-1], now[head:][::-1])
    middle = _middle(then[head : len(then) - tail], now[head : len(now) - tail])
    parts = [
        Part("kept", _shortened(then[:head])),
        *middle,
        Part("kept", _shortened(then[len(then) - tail :])),
    ]
    return [part for part in parts if part.text]


def _middle(then: Sequence[str], now: Sequence[str]) -> list[Part]:
    whole = [Part("removed", "".join(then)), Part("added", "".join(now))]
    if len(then) * len(now) > MOST_COMPARED:
        return whole
    matcher = difflib.SequenceMatcher(None, then, now, autojunk=False)
    blocks = matcher.get_matching_blocks()
    stayed = sum(_is_word(word) for block in blocks for word in then[block.a : block.a + block.size])
    if stayed < LEAST_KEPT * max(sum(map(_is_word, then)), sum(map(_is_word, now))):
        return whole
    parts: list[Part] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part("kept", _shortened(then[first:last])))
            continue
        parts += [Part("removed", "".join(then[first:last])), Part("added", "".join(now[start:end]))]
    return parts


def _is_word(token: str) -> bool:
    return token.isalnum()


def _in_common(then: Sequence[str], now: Sequence[str]) -> int:
    """How much at the beginning is the same; signs alone are not worth keeping apart."""
    pairs = enumerate(zip(then, now, strict=False))
    same = next((place for place, (old, new) in pairs if old != new), min(len(then), len(now)))
    return same if any(map(_is_word, then[:same])) else 0


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= LONG_KEPT:
        return "".join(words)
    return "".join(words[:EDGE]) + _CUT + "".join(words[-EDGE:])


def _lines(clause: Clause | None, language: str) -> list[str]:
    """A clause as lines of text: paragraphs, items, facts and rows."""
    if clause is None:
        return []
    body = clause.text[language]
    if clause.kind == "paragraph":
        return [line for line in _text(body).split("\n") if line.strip()]
    if clause.kind == "list":
        return [_text(cell) for cell in body]
    if clause.kind == "facts":
        return [f"{label}: {_text(value)}" for label, value in body]
    return [_row(body["columns"]), *(_row(row) for row in body["rows"])]


def _row(cells: Sequence[Any]) -> str:
    return " | ".join(_text(cell) for cell in cells)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell["text"]
