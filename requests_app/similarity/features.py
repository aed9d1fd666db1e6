"""Reads a document into comparable features: concepts, word pieces, and the names and numbers it holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from requests_app.similarity.reference import concept_book
from requests_app.similarity.types import Document
from requests_app.text.words import Word, fold, split_words

FIELD_WEIGHTS: Mapping[str, float] = {
    "title": 2.0,
    "objective": 1.2,
    "objectives": 1.2,
    "expected_results": 1.2,
    "background": 1.0,
    "expertise": 0.6,
    "needed_expertise": 0.6,
}
OTHER_FIELD_WEIGHT = 0.5
PIECE_LENGTH = 4
# A name keeps its beginning from one language to the next: Gambia, Gambie, Gâmbia.
NAME_LENGTH = 5
_NAME = re.compile(r"(?<![.!?:;\n•\-] )(?<![.!?:;\n])(?<!\A)\b[A-ZÀ-Þ][^\W\d_]*[^\WA-ZÀ-Þ\d_][^\W\d_]*")
_NUMBER = re.compile(r"\b\d{1,6}\b")


class Features(NamedTuple):
    """Three bags of features, each with its own say in the likeness of two documents."""

    concepts: Mapping[str, float]
    pieces: Mapping[str, float]
    names: Mapping[str, float]


def read_features(document: Document) -> Features:
    """The features of a document, weighted by the field they stand in."""
    concepts: dict[str, float] = {}
    pieces: dict[str, float] = {}
    names: dict[str, float] = {}
    for field, text in document.fields.items():
        weight = FIELD_WEIGHTS.get(field, OTHER_FIELD_WEIGHT)
        words = split_words(text)
        _add(concepts, _concepts(words), weight)
        _add(pieces, _pieces(words), weight)
        _add(names, _names(text), weight)
    return Features(concepts, pieces, names)


def _add(bag: dict[str, float], features: Iterable[str], weight: float) -> None:
    for feature in features:
        bag[feature] = bag.get(feature, 0.0) + weight


def _concepts(words: Sequence[Word]) -> Iterable[str]:
    return (hit.payload for hit in concept_book().hits(words))


def _pieces(words: Sequence[Word]) -> Iterable[str]:
    """Four letters in a row: what "migração", "migration" and "migrations" have in common."""
    for word in words:
        padded = f" {word.stem} "
        yield from (padded[at : at + PIECE_LENGTH] for at in range(max(1, len(padded) - PIECE_LENGTH + 1)))


def _names(text: str) -> Iterable[str]:
    if text.isupper():
        return
    for match in _NAME.finditer(text):
        if len(found := fold(match.group())) > 3:
            yield found[:NAME_LENGTH]
    yield from _NUMBER.findall(text)
