"""Reads a request into the numbers that the learnt subjects are told by.

Two views of the same words: their spelling (stems, pairs of stems, pieces of stems), which is exact, and their
meaning (`requests_app.text.meaning`), which reaches words and languages that the examples never used.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log1p
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from requests_app.text.meaning import Vector, meaning_of
from requests_app.text.negation import SET_ASIDE, factors
from requests_app.text.weights import field_weight
from requests_app.text.words import Word, fold, split_words

# Features share rooms by the remainder of a checksum: a room each in practice, and no dictionary to carry.
ROOMS = 1 << 16
PIECE_LENGTHS = (4, 5)
# What is asked for, and the story that leads to it, are looked at apart.
STORY = "background"
# Two pages tell as much as fifty.
READ_AT_MOST = 1_500

FAMILIES = ("stems", "pairs", "pieces")


class ReadWord(NamedTuple):
    """A word that counts, where it stands, and the rooms of its features by family."""

    field: str
    word: Word
    weight: float
    rooms: tuple[tuple[int, ...], ...]


class Reading(NamedTuple):
    """A request as numbers: for each family rooms and values; the meaning of the demand and of the story."""

    words: tuple[ReadWord, ...]
    families: tuple[tuple[NDArray[np.intp], NDArray[np.float32]], ...]
    meanings: tuple[Vector, Vector]


def read(fields: Mapping[str, str]) -> Reading:
    """The reading of a request; `fields` maps the names of its fields to their text."""
    words = tuple(word for name, text in fields.items() for word in _words(name, text))
    return Reading(words, tuple(_family(words, at) for at in range(len(FAMILIES))), _meanings(fields, words))


def _words(name: str, text: str) -> Iterator[ReadWord]:
    words = split_words(text)[:READ_AT_MOST]
    negated, weight = factors(words), field_weight(name)
    for index, word in enumerate(words):
        if negated.get(index, 1.0) != SET_ASIDE:
            yield ReadWord(name, word, weight, _rooms(word, words[index + 1 : index + 2]))


def _rooms(word: Word, following: Sequence[Word]) -> tuple[tuple[int, ...], ...]:
    pair = tuple(_room(f"{word.stem} {other.stem}") for other in following if other.clause == word.clause)
    return (_room(word.stem),), pair, _pieces(word.stem)


def _room(feature: str) -> int:
    return crc32(feature.encode()) % ROOMS


@lru_cache(maxsize=50_000)
def _pieces(stem: str) -> tuple[int, ...]:
    padded = f" {stem[:40]} "
    return tuple(
        _room(padded[at : at + length]) for length in PIECE_LENGTHS for at in range(len(padded) - length + 1)
    )


def _family(words: Sequence[ReadWord], at: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    counts: dict[int, float] = defaultdict(float)
    for word in words:
        for room in word.rooms[at]:
            counts[room] += word.weight
    rooms = np.fromiter(counts, np.intp, len(counts))
    return rooms, np.fromiter((log1p(count) for count in counts.values()), np.float32, len(counts))


def _meanings(fields: Mapping[str, str], words: Sequence[ReadWord]) -> tuple[Vector, Vector]:
    folded = [(w.field, fold(fields[w.field][w.word.start : w.word.end]), w.weight) for w in words]
    demand = meaning_of((word, weight) for name, word, weight in folded if name != STORY)
    return demand, meaning_of((word, weight) for name, word, weight in folded if name == STORY)
