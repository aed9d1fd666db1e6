"""How the clauses of letters are made: sentences of the desk, people's own words, facts, rows of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflows.letters import wording
from workflows.letters.facts import Words
from workflows.letters.phrases import Value, in_language, say
from workflows.tor import wording as of_terms
from workflows.tor.clauses import LANGUAGES, Cell, Kind
from workflows.tor.source import Label, Period, PositionLine
from workflows.tor.typography import printable


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause that has not been given its place yet."""

    kind: Kind
    text: dict[str, Any]
    source: str
    language_of: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; an empty heading is that of a letter's text."""

    pieces: tuple[Piece, ...]
    heading: Label = field(default_factory=dict)


def sentence(kind: str, name: str, **values: Value) -> Piece:
    """A sentence of the desk."""
    clean = {key: _clean(value) for key, value in values.items()}
    return Piece("paragraph", say(kind, name, **clean), f"phrase:{kind}.{name}")


def own_words(words: Words, source: str) -> list[Piece]:
    """What somebody wrote, in each version as it was written; nothing where nothing was."""
    if not printable(words.text):
        return []
    text = {language: cell(words, language) for language in LANGUAGES}
    return [Piece("paragraph", text, source, words.language)]


def cell(words: Words, language: str) -> Cell:
    """The words for the version of a language, marked where they stand in another one."""
    text = printable(words.text)
    return text if words.language == language or not text else {"text": text, "lang": words.language}


def fact(name: str, value: Value | Words | date | None, source: str) -> list[Piece]:
    """A labelled fact; nothing where there is nothing to say."""
    said = {language: _cell_of(value, language) for language in LANGUAGES}
    if not any(said.values()):
        return []
    text = {language: [[wording.FACTS[name][language], said[language]]] for language in LANGUAGES}
    return [Piece("facts", text, source)]


def bullets(labels: Iterable[Label], source: str) -> list[Piece]:
    """A list of labels, each in the language of the version."""
    rows = list(labels)
    if not rows:
        return []
    return [
        Piece(
            "list", {language: [printable(row[language]) for row in rows] for language in LANGUAGES}, source
        )
    ]


def table(columns: str, rows: list[Callable[[str], list[Cell]]], source: str) -> list[Piece]:
    """A table whose rows are functions of the language."""
    if not rows:
        return []
    text = {
        language: {"columns": wording.COLUMNS[columns][language], "rows": [row(language) for row in rows]}
        for language in LANGUAGES
    }
    return [Piece("table", text, source)]


def position_facts(position: PositionLine, language_of: str, period: Period) -> list[Piece]:
    """What there is to say of one position: what, when, how long, where, in which language."""
    origin = f"position:{position.number}"
    return [
        *fact("position", Words(position.title, language_of), origin),
        *fact("period", lambda language: of_terms.span(period, language), origin),
        *fact("days", str(position.days) if position.days else "", origin),
        *fact("place", position.place, origin),
        *fact("modality", position.modality.label if position.modality else None, origin),
        *fact("language", position.language.label if position.language else None, origin),
    ]


def position_row(
    position: PositionLine, language_of: str, period: Period, last: Callable[[str], Cell]
) -> Callable[[str], list[Cell]]:
    """A row about a position: number, title, days, from, to, and one cell more."""

    def row(language: str) -> list[Cell]:
        return [
            str(position.number),
            cell(Words(position.title, language_of), language),
            str(position.days),
            of_terms.day(period.start, language) if period.start else "–",
            of_terms.day(period.end, language) if period.end else "–",
            last(language),
        ]

    return row


def _cell_of(value: Value | Words | date | None, language: str) -> Cell:
    if value is None:
        return ""
    if isinstance(value, Words):
        return cell(value, language)
    if isinstance(value, date):
        return of_terms.day(value, language)
    return printable(in_language(value, language))


def _clean(value: Value) -> Value:
    """The value on one line: it stands inside a sentence."""
    return lambda language: " ".join(printable(in_language(value, language)).split())
