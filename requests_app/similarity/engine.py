"""Ranks earlier requests by how likely they express the same need as one."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from requests_app.similarity.features import Features, read_features
from requests_app.similarity.reference import are_neighbours
from requests_app.similarity.types import Document, Match

ENGINE_VERSION = "senses-and-concepts-3"

# Asked for by few and read by people: rather one too many in a list of three than one missed.
THRESHOLD = 0.2
# "The same time of year": so many months apart the season says nothing any more; so many, the request is another.
SEASON_MONTHS = 3
ANOTHER_TIME = 30


class Likeness(NamedTuple):
    """What speaks for two requests being the same need, each from 0 to 1."""

    subjects: float
    concepts: float
    senses: float
    names: float
    same_country: float
    neighbours: float
    season: float


# Found by `bench/learn_likeness.py` from pairs of labelled requests; the last number is what no likeness gives.
WEIGHTS = Likeness(12.7, 9.7, 15.7, 5.8, 7.1, 5.2, 3.1)
ALONE = -28.2


class Index:
    """A corpus made ready for many queries."""

    def __init__(self, corpus: Sequence[Document]) -> None:
        self._read = {document.id: (document, read_features(document)) for document in corpus}

    def similar(self, query: Document, *, top: int = 3, threshold: float = THRESHOLD) -> list[Match]:
        """The best matches at or above the threshold, best first; the query itself is never one."""
        features = read_features(query)
        matches = [
            Match(key, likelihood(compare(query, features, other, others)))
            for key, (other, others) in self._read.items()
            if key != query.id
        ]
        found = [match for match in matches if match.score >= threshold]
        return sorted(found, key=lambda match: (-match.score, match.id))[:top]


def find_similar(
    query: Document, corpus: Sequence[Document], *, top: int = 3, threshold: float = THRESHOLD
) -> list[Match]:
    """The requests of `corpus` that seem to express the same need as `query`, best first.

    Ask an `Index` instead when there is more than one query.
    """
    return Index(corpus).similar(query, top=top, threshold=threshold)


def compare(one: Document, features: Features, other: Document, others: Features) -> Likeness:
    """What two documents have in common."""
    same = bool(one.country) and one.country == other.country
    return Likeness(
        subjects=float(features.subjects @ others.subjects),
        concepts=float(features.concepts @ others.concepts),
        senses=float(features.senses @ others.senses),
        names=sum(value * others.names.get(name, 0.0) for name, value in features.names.items()),
        same_country=float(same),
        neighbours=float(not same and are_neighbours(one.country, other.country)),
        season=_season(one.month, other.month),
    )


def likelihood(likeness: Likeness) -> float:
    """How likely two requests express the same need, from 0 to 1, as far as labelled pairs tell."""
    odds = ALONE + sum(weight * value for weight, value in zip(WEIGHTS, likeness, strict=True))
    return round(1 / (1 + math.exp(-odds)), 3)


def _season(one: str, other: str) -> float:
    """How near two months lie in the year; a need comes back with the rains, the harvest or the budget."""
    try:
        (year, month), (other_year, other_month) = (map(int, text.split("-")[:2]) for text in (one, other))
    except ValueError:
        return 0.0
    apart = abs(12 * (year - other_year) + month - other_month)
    if apart > ANOTHER_TIME:
        return 0.0
    return max(0.0, 1 - min(apart % 12, 12 - apart % 12) / SEASON_MONTHS)
