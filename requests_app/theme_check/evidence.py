"""Quotes the request's own words for what was proposed."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from requests_app.text.features import ReadWord
from requests_app.theme_check.scoring import Mention
from requests_app.theme_check.types import Evidence

QUOTATION_LIMIT = 8
# With so many terms of the vocabulary found, the reader sees why; below it the learnt words help.
ENOUGH = 3
# A quotation made of learnt words: no longer than a phrase, and at least this share of the strongest.
LONGEST_PHRASE = 5
WORTH_QUOTING = 0.3

Shares = Sequence[tuple[ReadWord, float]]


def quotations(
    mentions: Iterable[Mention], fields: Mapping[str, str], shares: Shares = ()
) -> tuple[Evidence, ...]:
    """The strongest mentions as quotations, each term once, strongest first.

    Where the vocabulary found little, the words follow whose spelling spoke most for the learnt subject
    (`shares`); no quotation overlaps another.
    """
    found = [_of_mention(mention, fields) for mention in _strongest(mentions)]
    if len(found) < ENOUGH:
        found += _apart(_of_phrases(shares, fields), found)[: ENOUGH - len(found)]
    return tuple(found[:QUOTATION_LIMIT])


def _strongest(mentions: Iterable[Mention]) -> list[Mention]:
    best: dict[str, Mention] = {}
    for mention in mentions:
        known = best.get(mention.claim.term)
        if mention.value > 0 and (known is None or mention.value > known.value):
            best[mention.claim.term] = mention
    return sorted(best.values(), key=lambda mention: (-mention.value, mention.field, mention.start))


def _of_mention(mention: Mention, fields: Mapping[str, str]) -> Evidence:
    quote = fields[mention.field][mention.start : mention.end]
    return Evidence(mention.field, quote, mention.start, mention.end, round(mention.value, 3))


def _of_phrases(shares: Shares, fields: Mapping[str, str]) -> list[Evidence]:
    phrases = [
        _phrase(list(run), fields)
        for _, clause in groupby(shares, key=lambda pair: (pair[0].field, pair[0].word.clause))
        for speaks, run in groupby(clause, key=lambda pair: pair[1] > 0)
        if speaks
    ]
    phrases.sort(key=lambda found: (-found.weight, found.field, found.start))
    least = WORTH_QUOTING * phrases[0].weight if phrases else 0.0
    return [found for found in phrases if found.weight >= least]


def _phrase(run: list[tuple[ReadWord, float]], fields: Mapping[str, str]) -> Evidence:
    """The strongest stretch of a run of words that all speak for the subject."""
    stretches = [run[at : at + LONGEST_PHRASE] for at in range(max(1, len(run) - LONGEST_PHRASE + 1))]
    best = max(stretches, key=lambda stretch: sum(share for _, share in stretch))
    field, start, end = best[0][0].field, best[0][0].word.start, best[-1][0].word.end
    return Evidence(field, fields[field][start:end], start, end, round(sum(share for _, share in best), 3))


def _apart(candidates: Iterable[Evidence], taken: Iterable[Evidence]) -> list[Evidence]:
    kept = list(taken)
    fresh = []
    for one in candidates:
        if all(
            one.field != other.field or one.end <= other.start or other.end <= one.start for other in kept
        ):
            kept.append(one)
            fresh.append(one)
    return fresh
