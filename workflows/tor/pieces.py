"""How clauses are made from plain data: free texts, standard paragraphs, facts, rows of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from workflows.tor import wording
from workflows.tor.clauses import LANGUAGES, Cell, Kind
from workflows.tor.paragraphs import Paragraph
from workflows.tor.source import Coded, Label, PositionLine, TermsSource, ThemeLine
from workflows.tor.typography import printable

REPORT_DAYS = 10  # the report is due ten working days after the end of the mission
REVIEW_DAYS = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause that has not been given its place yet."""

    kind: Kind
    text: Mapping[str, Any]
    source: str
    language_of: str = ""


def in_each(make: Callable[[str], Any]) -> dict[str, Any]:
    """The same thing said in each language."""
    return {language: make(language) for language in LANGUAGES}


def own_words(source: TermsSource, key: str, original: str, language: str) -> Cell:
    """A free text in this language if written in it or translated, else the original, marked as such."""
    text = printable(original)
    if language == source.content_language or not text:
        return text
    translated = printable(source.translations.get(key, {}).get(language, ""))
    return translated or {"text": text, "lang": source.content_language}


def free_text(field: str, source: TermsSource) -> Iterator[Piece]:
    """The clause of a free text; none when it was left empty."""
    original = source.texts.get(field, "")
    if printable(original):
        body = in_each(partial(own_words, source, field, original))
        yield Piece("paragraph", body, f"request.{field}", source.content_language)


def standard(source: TermsSource, key: str) -> Piece:
    """The clause of a paragraph of the library."""
    return from_library(source, source.library[key])


def from_library(source: TermsSource, paragraph: Paragraph) -> Piece:
    return Piece(paragraph.kind, paragraph.filled(in_each(partial(variables, source))), paragraph.source)


def of_this_request(source: TermsSource, heading: str) -> Iterator[Piece]:
    """The paragraphs of the library for what this request is: its themes, types of support, modalities."""
    themes = {theme.code for theme in source.themes}
    types = [kind.code for kind in source.support_types]
    modalities = {modality.code for modality in modalities_of(source)}
    for paragraph in source.library.values():
        if paragraph.standard or paragraph.heading != heading:
            continue
        if paragraph.suits(themes=themes, support_types=types, modalities=modalities):
            yield from_library(source, paragraph)


def modalities_of(source: TermsSource) -> list[Coded]:
    """How the positions are to be carried out; of a request without positions, what was asked for."""
    modalities = [position.modality for position in source.positions if position.modality]
    return modalities or ([source.modality] if source.modality else [])


def fact(name: str, value: Callable[[str], Cell], origin: str, language_of: str = "") -> Iterator[Piece]:
    """One labelled fact; none when there is nothing to say."""
    body = in_each(lambda language: [[wording.FACTS[name][language], value(language)]])
    if any(pairs[0][1] for pairs in body.values()):
        yield Piece("facts", body, origin, language_of)


def field_fact(name: str, value: str, *, origin: str = "") -> Iterator[Piece]:
    """A fact that reads the same in every language: a name, a number, an address."""
    yield from fact(name, lambda language: printable(value), origin or f"request.{name}")


def coded_fact(name: str, coded: Coded | None) -> Iterator[Piece]:
    """A fact chosen from a list of the reference data."""
    if coded:
        yield from fact(name, partial(in_language, coded.label), f"request.{name}")


def line(say: Callable[[str], str], origin: str) -> Piece:
    """One line of a list; lines that follow each other are drawn as one list."""
    return Piece("list", in_each(lambda language: [say(language)]), origin)


def in_language(label: Label, language: str) -> str:
    """The label in the language, else in whichever language there is."""
    return printable(label.get(language) or next((text for text in label.values() if text), ""))


def reference_line(entry: Coded | ThemeLine, language: str) -> str:
    """Code and label; in quotation marks only where the label is the official wording in this language."""
    label = in_language(entry.label, language)
    return f"{entry.code}: {wording.quoted(label, language, official=bool(entry.official.get(language)))}"


def expert_days(source: TermsSource) -> int:
    """The days of all positions together."""
    return sum(position.days for position in source.positions)


def variables(source: TermsSource, language: str) -> dict[str, str]:
    """What paragraphs may have filled in, by name (`paragraphs.VARIABLES`)."""
    return {
        "country": in_language(source.country, language),
        "expert_days": str(expert_days(source) or wording.OPEN[language]),
        "institution": printable(source.institution),
        "reference": printable(source.reference),
        "phase": in_language(source.phase.label, language) if source.phase else wording.OPEN[language],
        "theme": reference_line(main_theme(source), language) if source.themes else wording.OPEN[language],
        "working_language": (
            in_language(source.working_language.label, language)
            if source.working_language
            else wording.OPEN[language]
        ),
        "report_days": str(REPORT_DAYS),
        "review_days": str(REVIEW_DAYS),
    }


def main_theme(source: TermsSource) -> ThemeLine:
    """The main theme, or the first one when none is marked."""
    return next((theme for theme in source.themes if theme.main), source.themes[0])


def position_row(
    source: TermsSource,
    position: PositionLine,
    columns: str,
    rest: Callable[[str], list[Cell]],
) -> Piece:
    """A row of a table about positions; rows that follow each other under the same columns are one table."""
    origin = f"position:{position.number}"

    def body(language: str) -> dict[str, Any]:
        title = own_words(source, origin, position.title, language)
        row = [str(position.number), title, *rest(language)]
        return {"columns": wording.COLUMNS[columns][language], "rows": [row]}

    return Piece("table", in_each(body), origin, source.content_language)
