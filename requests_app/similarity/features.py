"""Reads a document into comparable features: subjects, concepts, senses, and the names and numbers it holds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log1p
from typing import NamedTuple

import numpy as np

from requests_app.similarity.reference import concept_book, rarity_of_concepts
from requests_app.similarity.senses import rarity_of_senses, senses_of
from requests_app.similarity.types import Document
from requests_app.text.features import read
from requests_app.text.meaning import Vector
from requests_app.text.subjects import subject_odds
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
# Beyond this an opinion about a subject is certain enough: odds of twenty to one.
SURE = 3.0
# A name keeps its beginning from one language to the next: Gambia, Gambie, Gâmbia.
NAME_LENGTH = 5
# Two pages tell as much as fifty.
READ_AT_MOST = 1_500
_NAME = re.compile(r"(?<![.!?:;\n•\-] )(?<![.!?:;\n])(?<!\A)\b[A-ZÀ-Þ][^\W\d_]*[^\WA-ZÀ-Þ\d_][^\W\d_]*")
_NUMBER = re.compile(r"\b\d{1,6}\b")


class Features(NamedTuple):
    """What two documents are compared by; vectors have length 1, or 0 where a text says nothing."""

    subjects: Vector
    concepts: Vector
    senses: Vector
    names: Mapping[str, float]


@lru_cache(maxsize=4_096)
def read_features(document: Document) -> Features:
    """The features of a document, weighted by the field they stand in. Kept: a corpus changes little."""
    concepts = np.zeros_like(rarity_of_concepts())
    senses = np.zeros_like(rarity_of_senses())
    names: dict[str, float] = defaultdict(float)
    for field, text in document.fields.items():
        weight = FIELD_WEIGHTS.get(field, OTHER_FIELD_WEIGHT)
        words = split_words(text)[:READ_AT_MOST]
        for concept in _concepts(words):
            concepts[concept] += weight
        for sense, share in _senses(text, words):
            senses[sense] += weight * share
        for name in _names(text):
            names[name] += weight
    return Features(
        _subjects(document),
        _unit(np.log1p(concepts) * rarity_of_concepts()),
        _unit(np.log1p(senses) * rarity_of_senses()),
        _unit_names(names),
    )


def _subjects(document: Document) -> Vector:
    odds = np.array(list(subject_odds(read(document.fields)).values()), np.float32)
    return _unit(np.tanh(odds.clip(-SURE, SURE) / 2)) if document.fields else np.zeros_like(odds)


def _concepts(words: Sequence[Word]) -> Iterator[int]:
    return (hit.payload for hit in concept_book().hits(words))


def _senses(text: str, words: Sequence[Word]) -> Iterator[tuple[int, float]]:
    return (found for word in words for found in senses_of(fold(text[word.start : word.end])))


def _names(text: str) -> Iterable[str]:
    if text.isupper():
        return
    for match in _NAME.finditer(text):
        if len(found := fold(match.group())) > 3:
            yield found[:NAME_LENGTH]
    yield from _NUMBER.findall(text)


def _unit(vector: Vector) -> Vector:
    length = np.float32(np.linalg.norm(vector))
    return vector / length if length else vector


def _unit_names(counts: Mapping[str, float]) -> dict[str, float]:
    # Sorted, so that rounding does not depend on the order of words.
    damped = {name: log1p(count) for name, count in sorted(counts.items())}
    length = sum(value * value for value in damped.values()) ** 0.5
    return {name: value / length for name, value in damped.items()}
