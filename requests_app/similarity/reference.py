"""The concepts and neighbours that come with the package, read once."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from requests_app.text.meaning import Vector
from requests_app.text.phrases import PhraseBook

_DATA = Path(__file__).parent / "data"


@cache
def concept_book() -> PhraseBook[int]:
    """Words of three languages, each with the number of the concept that it stands for."""
    return PhraseBook(_words_of_concepts())


@cache
def rarity_of_concepts() -> Vector:
    """How much each concept tells: the rarer in requests, the more (`bench/learn_likeness.py`)."""
    with np.load(_DATA / "senses.npz") as stored:
        found: Vector = stored["concepts"].astype(np.float32)
    return found


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    rows = json.loads((_DATA / "neighbours.json").read_text(encoding="utf-8"))
    return {country: frozenset(others) for country, others in rows.items()}


def are_neighbours(one: str, other: str) -> bool:
    """Whether two countries share a land border or face each other over a narrow sea."""
    return other in _neighbours().get(one, frozenset())


def _words_of_concepts() -> Iterator[tuple[str, int]]:
    concepts = json.loads((_DATA / "concepts.json").read_text(encoding="utf-8"))
    for number, languages in enumerate(concepts):
        for text in {word for words in languages.values() for word in words}:
            yield text, number
