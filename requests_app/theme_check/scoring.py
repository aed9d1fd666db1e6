"""Turns the phrases found in a request into a weight for each theme and outside subject."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from requests_app.text.languages import languages_of
from requests_app.text.negation import factors
from requests_app.text.phrases import Hit, PhraseBook
from requests_app.text.weights import field_weight
from requests_app.text.words import Word, split_words
from requests_app.theme_check.types import PhaseDefinition

# The second mention of a word is worth half, the third a quarter: a word repeated is not a second reason.
REPETITION = 0.5
GAP_FACTOR = 0.8
# A word of another language is a borrowed one ("screening" in a French text), or an accident: "court", "traite".
BORROWED = 0.35
# A longer text holds more words of everything; up to this many content words nothing is taken off.
USUAL_LENGTH = 220


class Claim(NamedTuple):
    """What a phrase says, and about which theme or subject."""

    owner: str
    term: str
    weight: int
    language: str


class Mention(NamedTuple):
    """A claim found in the text, with what it is worth there; below zero it speaks against."""

    claim: Claim
    value: float
    field: str
    start: int
    end: int


@dataclass(slots=True)
class Tally:
    """Everything said for and against one theme or subject."""

    mentions: list[Mention] = field(default_factory=list)
    weight: float = 0.0


@lru_cache(maxsize=32)
def compile_phase(phase: PhaseDefinition) -> PhraseBook[Claim]:
    """The vocabulary of a phase in searchable form, built once per definition."""
    return PhraseBook(_claims(phase))


def tally(fields: Mapping[str, str], phase: PhaseDefinition) -> tuple[dict[str, Tally], int]:
    """The tally of every theme and subject mentioned, and the number of content words read."""
    book = compile_phase(phase)
    tallies: dict[str, Tally] = defaultdict(Tally)
    length = 0
    spoken = languages_of(fields.values())
    for name, text in fields.items():
        words = split_words(text)
        length += len(words)
        for mention in _mentions(name, words, book, spoken):
            tallies[mention.claim.owner].mentions.append(mention)
    scale = min(1.0, (USUAL_LENGTH / length) ** 0.5) if length else 1.0
    for entry in tallies.values():
        entry.weight = scale * _sum_with_saturation(entry.mentions)
    return dict(tallies), length


def _claims(phase: PhaseDefinition) -> Iterable[tuple[str, Claim]]:
    for owner, terms in [(t.code, t.terms) for t in phase.themes] + [
        (o.slug, o.terms) for o in phase.outside
    ]:
        for term in terms:
            weight = -term.weight if term.against else term.weight
            yield term.text, Claim(owner, term.text, weight, term.language)


def _mentions(
    name: str, words: Sequence[Word], book: PhraseBook[Claim], spoken: frozenset[str]
) -> list[Mention]:
    worth = field_weight(name)
    negated = factors(words)
    return [
        Mention(
            claim=hit.payload,
            value=hit.payload.weight
            * worth
            * (GAP_FACTOR if hit.gaps else 1.0)
            * (1.0 if hit.payload.language in spoken else BORROWED)
            * min(negated.get(index, 1.0) for index in range(hit.first, hit.last + 1)),
            field=name,
            start=words[hit.first].start,
            end=words[hit.last].end,
        )
        for hit in _longest(book.hits(words), spoken)
    ]


def _longest(hits: Iterable[Hit[Claim]], spoken: frozenset[str]) -> list[Hit[Claim]]:
    """Each word speaks once for each owner, through the longest phrase of its own language that holds it."""
    taken: dict[str, set[int]] = defaultdict(set)
    kept = []
    for hit in sorted(hits, key=lambda hit: (hit.payload.language not in spoken, *_preference(hit))):
        span = range(hit.first, hit.last + 1)
        if taken[hit.payload.owner].isdisjoint(span):
            taken[hit.payload.owner].update(span)
            kept.append(hit)
    return kept


def _preference(hit: Hit[Claim]) -> tuple[int, int, int, int, str]:
    """Longest first; the rest makes the answer independent of the order in which the terms were stored."""
    return hit.first - hit.last, hit.gaps, -abs(hit.payload.weight), hit.first, hit.payload.term


def _sum_with_saturation(mentions: Iterable[Mention]) -> float:
    by_term: dict[str, list[float]] = defaultdict(list)
    for mention in mentions:
        by_term[mention.claim.term].append(mention.value)
    return sum(
        value * REPETITION**rank
        for values in by_term.values()
        for rank, value in enumerate(sorted(values, key=abs, reverse=True))
    )
