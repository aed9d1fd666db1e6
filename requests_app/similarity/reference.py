"""The concepts and neighbours that come with the package, read once."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from requests_app.text.phrases import PhraseBook

_DATA = Path(__file__).parent / "data"


@cache
def concept_book() -> PhraseBook[str]:
    """Words of three languages, each with the number of the concept that it stands for."""
    return PhraseBook(_words_of_concepts())


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    rows = json.loads((_DATA / "neighbours.json").read_text(encoding="utf-8"))
    return {country: frozenset(others) for country, others in rows.items()}


def are_neighbours(one: str, other: str) -> bool:
    """Whether two countries share a land border or face each other over a narrow sea."""
    return other in _neighbours().get(one, frozenset())


def _words_of_concepts() -> Iterator[tuple[str, str]]:
    concepts = json.loads((_DATA / "concepts.json").read_text(encoding="utf-8"))
    for number, languages in enumerate(concepts):
        for text in {word for words in languages.values() for word in words}:
            yield text, str(number)
