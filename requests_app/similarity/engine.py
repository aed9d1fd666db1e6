"""Ranks earlier requests by how alike they are to one."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from requests_app.similarity.features import Features, read_features
from requests_app.similarity.reference import are_neighbours
from requests_app.similarity.types import Document, Match

ENGINE_VERSION = "concepts-2"

# Asked for by few and read by people: rather one too many in a list of three than one missed.
THRESHOLD = 0.36
# What each bag of features says about the likeness; together with place and time they make 1.
CONCEPTS, PIECES, NAMES = 0.45, 0.3, 0.1
SAME_COUNTRY, NEIGHBOUR = 0.1, 0.07
SAME_SEASON = 0.05
SEASON_MONTHS = 2


class Index:
    """A corpus made ready for many queries."""

    def __init__(self, corpus: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in corpus}
        read = {key: read_features(document) for key, document in self._documents.items()}
        self._bags = [_Bag({key: features[at] for key, features in read.items()}) for at in range(3)]

    def similar(self, query: Document, *, top: int = 3, threshold: float = THRESHOLD) -> list[Match]:
        """The best matches at or above the threshold, best first; the query itself is never one."""
        matches = [
            Match(key, round(score, 3))
            for key, score in self._scores(query).items()
            if key != query.id and round(score, 3) >= threshold
        ]
        return sorted(matches, key=lambda match: (-match.score, match.id))[:top]

    def _scores(self, query: Document) -> dict[str, float]:
        features: Features = read_features(query)
        scores: dict[str, float] = defaultdict(float)
        for bag, words, share in zip(self._bags, features, (CONCEPTS, PIECES, NAMES), strict=True):
            for key, likeness in bag.likeness(words).items():
                scores[key] += share * likeness
        return {key: score + _circumstances(query, self._documents[key]) for key, score in scores.items()}


def find_similar(
    query: Document, corpus: Sequence[Document], *, top: int = 3, threshold: float = THRESHOLD
) -> list[Match]:
    """The requests of `corpus` that seem to express the same need as `query`, best first.

    Ask an `Index` instead when there is more than one query.
    """
    return Index(corpus).similar(query, top=top, threshold=threshold)


class _Bag:
    """One kind of features of all documents, weighted by rarity (TF-IDF), searched by cosine."""

    def __init__(self, counts: Mapping[str, Mapping[str, float]]) -> None:
        spread = Counter(feature for bag in counts.values() for feature in bag)
        self._rarity = {f: math.log((1 + len(counts)) / (1 + n)) + 0.2 for f, n in spread.items()}
        self._postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for key, bag in counts.items():
            for feature, weight in self._unit(bag):
                self._postings[feature].append((key, weight))

    def likeness(self, bag: Mapping[str, float]) -> dict[str, float]:
        """The cosine with every document that shares a feature."""
        found: dict[str, float] = defaultdict(float)
        for feature, weight in self._unit(bag):
            for key, other in self._postings.get(feature, ()):
                found[key] += weight * other
        return found

    def _unit(self, bag: Mapping[str, float]) -> Iterable[tuple[str, float]]:
        # Sorted, so that rounding does not depend on the order of words or documents.
        weighted = [(f, math.log1p(n) * self._rarity.get(f, 0.0)) for f, n in sorted(bag.items())]
        length = math.sqrt(sum(weight * weight for _, weight in weighted))
        return [(feature, weight / length) for feature, weight in weighted if weight] if length else []


def _circumstances(one: Document, other: Document) -> float:
    """The same need from the same place at the same time of year is likelier a repetition."""
    if one.country and one.country == other.country:
        place = SAME_COUNTRY
    else:
        place = NEIGHBOUR if are_neighbours(one.country, other.country) else 0.0
    return place + (SAME_SEASON if _months_apart(one.month, other.month) <= SEASON_MONTHS else 0.0)


def _months_apart(one: str, other: str) -> float:
    try:
        (year, month), (other_year, other_month) = (map(int, text.split("-")[:2]) for text in (one, other))
    except ValueError:
        return math.inf
    return abs(12 * (year - other_year) + month - other_month)
