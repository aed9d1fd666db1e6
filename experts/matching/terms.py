"""From free text to comparable terms, whatever of the three languages it was written in."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from experts.matching.lexicon import (
    MANNER_WEIGHT,
    MANNERS,
    STOPWORDS,
    SUBJECT_WEIGHT,
    SUBJECTS,
    WORD_WEIGHT,
)

_WORD = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[^\W_]+")
# What stands before these is left to others as well, so that the whole sentence claims nothing.
_LEFT_TO_OTHERS = re.compile(
    r"\b(?:to others|a d'autres|a outros|outside (?:his|her|their)|not (?:his|her|their) field|"
    r"(?:ne |n')\w+ (?:pas )?(?:de son ressort|de son domaine|de sa competence|de lui|d'elle)|hors de (?:son|sa|ses)|"
    r"fora d[ao] (?:sua|seu))\b"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_DENIALS = (
    r"not(?! only)|never|nor|cannot|neither|less at ease|limited experience|n'\w+|ne \w+|aucune?|sans|ni|"
    r"peu d'experience|connait moins|nao|sem|nenhum\w*"
)
_DENIAL = re.compile(rf"\b(?:no|{_DENIALS})\b")
# In Portuguese "no" is "in the": it denies nothing.
_DENIAL_IN_PORTUGUESE = re.compile(rf"\b(?:{_DENIALS})\b")
_PORTUGUESE = re.compile(r"\b(?:com|para|uma|dos|das|em|ao|aos|pelo|pela)\b")
_ENOUGH_PORTUGUESE = 2
_STEM_LENGTH = 7
_SHORTEST_BEGINNING = 3


def fold(text: str) -> str:
    """Lower case without accents, with straight apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").lower().replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def claims(text: str) -> str:
    """A description without what it denies: "trains patrols; no border data" keeps the first half.

    People say honestly what they do not do, and the words of it must not count for them.
    """
    folded = fold(text)
    is_portuguese = len(_PORTUGUESE.findall(folded)) >= _ENOUGH_PORTUGUESE
    denial = _DENIAL_IN_PORTUGUESE if is_portuguese else _DENIAL
    sentences = (one for one in _SENTENCE.split(folded) if not _LEFT_TO_OTHERS.search(one))
    return " ".join(denial.split(sentence, maxsplit=1)[0] for sentence in sentences)


def _beginnings(concepts: dict[str, str]) -> dict[str, str]:
    return {beginning: concept for concept, listed in concepts.items() for beginning in listed.split()}


_ALL = _beginnings(MANNERS) | _beginnings(SUBJECTS)
_SINGLE = {beginning: concept for beginning, concept in _ALL.items() if "-" not in beginning}
_PAIRS = {beginning: concept for beginning, concept in _ALL.items() if "-" in beginning}
_LONGEST_PAIR = max(map(len, _PAIRS))


def _concept(word: str, *, paired: bool = False) -> str:
    """The concept with the longest listed beginning of the word, or nothing."""
    listed = _PAIRS if paired else _SINGLE
    for length in range(min(len(word), _LONGEST_PAIR), _SHORTEST_BEGINNING - 1, -1):
        if word[:length] in listed:
            return listed[word[:length]]
    return ""


def _stem(word: str) -> str:
    """The word without its plural, cut to a length at which the three languages' cognates meet."""
    singular = word[:-1] if len(word) > 4 and word[-1] in "sx" else word
    return singular[:_STEM_LENGTH]


@lru_cache(maxsize=16_384)
def terms(text: str) -> frozenset[str]:
    """The concepts (``#border``) and stems of a text; "tri de voyageurs" and "triage" may well differ."""
    return _terms(fold(text))


def _terms(folded: str) -> frozenset[str]:
    words = [word for word in _WORD.findall(folded) if word not in STOPWORDS and len(word) > 1]
    found = {_term(word) for word in words}
    found.update(
        f"#{concept}"
        for first, second in pairwise(words)
        if (concept := _concept(f"{first}-{second}", paired=True))
    )
    return frozenset(found)


@lru_cache(maxsize=1024)
def spelled(text: str) -> Mapping[str, str]:
    """The terms of a text with the words, as they were written, that first gave each of them."""
    words = [word for word in _LETTERS.findall(text) if fold(word) not in STOPWORDS and len(word) > 1]
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(_term(fold(word)), word)
    for first, second in pairwise(words):
        if concept := _concept(f"{fold(first)}-{fold(second)}", paired=True):
            found.setdefault(f"#{concept}", f"{first} {second}")
    return MappingProxyType(found)


def claimed_terms(text: str) -> frozenset[str]:
    """The terms of what a description claims, without those of what it denies."""
    return _terms(claims(text))


@lru_cache(maxsize=65_536)
def _term(word: str) -> str:
    concept = _concept(word)
    return f"#{concept}" if concept else _stem(word)


def weight(term: str) -> float:
    """What a term asked for is worth: a subject most, a manner of working least."""
    if not term.startswith("#"):
        return WORD_WEIGHT
    return SUBJECT_WEIGHT if term[1:] in SUBJECTS else MANNER_WEIGHT
