"""How much of what a need asks for a profile shows: by codes and by words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from experts.matching.terms import claimed_terms, spelled, terms, weight
from experts.matching.types import Need, Profile

SAID_OF_ONESELF = 1.0
SAID_IN_THE_CV = 0.75
ENOUGH = 0.75
SHARE_OF_EXPERTISE = 0.7
SHARE_OF_CODES = 0.5
HIGHEST_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """Share from 0 to 1, and the codes and words that were met, the weightiest first."""

    share: float
    codes: tuple[str, ...]
    words: tuple[str, ...]


def shown(profile: Profile) -> Mapping[str, float]:
    """Every term of a profile with how firmly it is shown: the headline and areas before the CV."""
    return _strength(profile.text, profile.areas)


@lru_cache(maxsize=4_096)
def _strength(text: str, areas: tuple[str, ...]) -> Mapping[str, float]:
    """Kept for as many people as are looked at again and again: reading the texts is what costs most."""
    return strength_of(text, areas)


def strength_of(text: str, areas: tuple[str, ...]) -> Mapping[str, float]:
    """`shown` for texts alone, and not remembered: for whoever keeps the result."""
    strength = dict.fromkeys(claimed_terms(text), SAID_IN_THE_CV)
    for area in areas:
        strength.update(dict.fromkeys(terms(area), SAID_OF_ONESELF))
    return MappingProxyType(strength)


def overlap(need: Need, strength: Mapping[str, float], expertise: Mapping[str, int]) -> Overlap:
    """Overlap of a need with the terms and expertise codes of a profile.

    Nothing asked is nothing missing: a need without expertise gives everyone the whole share.
    """
    parts = []
    if need.expertise:
        levels = sum(min(expertise.get(code, 0), HIGHEST_LEVEL) for code in need.expertise)
        parts.append((SHARE_OF_CODES, levels / (HIGHEST_LEVEL * len(need.expertise))))
    if need.expertise_text or need.context:
        parts.append((1 - SHARE_OF_CODES, _words_share(need, strength)))
    total = sum(part for part, _ in parts)
    return Overlap(
        share=sum(part * value for part, value in parts) / total if total else 1.0,
        codes=tuple(code for code in need.expertise if expertise.get(code, 0) > 0),
        words=_words_met(need.expertise_text, strength),
    )


def _words_met(text: str, strength: Mapping[str, float]) -> tuple[str, ...]:
    """The need's own words that the profile meets, each once: they quote what was asked for."""
    written = spelled(text)
    met = (written.get(term, "") for term, _ in asked_terms(text) if term in strength)
    return tuple(dict.fromkeys(word for word in met if word))


def _words_share(need: Need, strength: Mapping[str, float]) -> float:
    asked, context = asked_terms(need.expertise_text), asked_terms(need.context)
    if not asked or not context:
        return _coverage(asked or context, strength)
    of_expertise, of_context = _coverage(asked, strength), _coverage(context, strength)
    return SHARE_OF_EXPERTISE * of_expertise + (1 - SHARE_OF_EXPERTISE) * of_context


@lru_cache(maxsize=1024)
def asked_terms(text: str) -> tuple[tuple[str, float], ...]:
    """The terms of a need with their weights, the weightiest first: one order, so one sum, everywhere."""
    return tuple(
        sorted(
            ((term, weight(term)) for term in terms(text)),
            key=lambda pair: (-pair[1], pair[0]),
        )
    )


def _coverage(asked: tuple[tuple[str, float], ...], strength: Mapping[str, float]) -> float:
    """Weighted share of the asked terms that are shown; ``ENOUGH`` of them counts as all."""
    possible = sum(worth for _, worth in asked)
    if not possible:
        return 1.0
    met = 0.0
    for term, worth in asked:  # one after the other, as `columns` adds them, so that both come to the same
        met += worth * strength.get(term, 0.0)
    return min(1.0, met / possible / ENOUGH)


def forget_texts() -> None:
    """Empty what is kept of texts: for measurements, and after a change of the lexicon."""
    _strength.cache_clear()
    asked_terms.cache_clear()
    terms.cache_clear()
