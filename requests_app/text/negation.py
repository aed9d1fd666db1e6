"""Recognises that a request names a subject only to set it aside."""

from collections.abc import Sequence
from typing import NamedTuple

from requests_app.text.phrases import PhraseBook
from requests_app.text.words import Word

# The subject follows the cue: "hors de la politique des visas", "rather than customs".
_SETS_ASIDE_NEXT = """
not about | not concern | not cover | not seek | not ask | not include | not a question | not intended
rather than | instead of | excluding | apart from | other than | unrelated | nothing to do
ne concerne pas | ne porte pas | ne s'agit pas | ne vise pas | ne demande pas | ne couvre pas | n'est pas
hors | hormis | plutôt que | au lieu | à l'exclusion | à l'exception | autre que | sans rapport
não se trata | não diz respeito | não abrange | não visa | não pede | não pedimos | não inclui | não é
exceto | em vez | à exceção | com exceção | salvo | sem relação
"""
# The subject came before: "customs matters are excluded", "les visas ne sont pas concernés".
_SETS_ASIDE_BEFORE = """
not concerned | not requested | not covered | not included | not part | not the subject | not needed
excluded | out of scope | left out | dealt with elsewhere | outside this request | handled by another
pas concernés | pas demandés | pas couverts | pas partie | pas l'objet | pas inclus | exclus | exclu
hors champ | traités ailleurs | relèvent d'un autre | écarté
não são abrangidos | não está em causa | não faz parte | não fazem parte | não é pedido | não são pedidos
excluído | fora do âmbito
"""
# Weak on purpose: "no reliable data" is the very reason for a request about data.
_WEAKENS_NEXT = """
not | nor | neither | without | never | outside
pas | sans | ni | jamais
não | sem | nem | nunca | fora
"""

SET_ASIDE = 0.0
WEAKENED = 0.6


class _Cue(NamedTuple):
    factor: float
    looks_ahead: bool
    reach: int


class Shadow(NamedTuple):
    """A stretch of words whose weight is multiplied by `factor`."""

    first: int
    last: int
    factor: float


def _phrases(text: str, cue: _Cue) -> list[tuple[str, _Cue]]:
    return [(phrase, cue) for line in text.splitlines() for phrase in line.split("|") if phrase.strip()]


_CUES: PhraseBook[_Cue] = PhraseBook(
    _phrases(_SETS_ASIDE_NEXT, _Cue(SET_ASIDE, True, 4))
    + _phrases(_SETS_ASIDE_BEFORE, _Cue(SET_ASIDE, False, 5))
    + _phrases(_WEAKENS_NEXT, _Cue(WEAKENED, True, 2))
)


def shadows(words: Sequence[Word]) -> list[Shadow]:
    """The stretches of a text that a negation covers; a negation ends with its sentence."""
    found = []
    for hit in _CUES.hits(words):
        step = 1 if hit.payload.looks_ahead else -1
        start = hit.last if hit.payload.looks_ahead else hit.first
        end, sentence = start, words[start].sentence
        for index in range(start + step, start + step * (hit.payload.reach + 1), step):
            if not 0 <= index < len(words) or words[index].sentence != sentence:
                break
            end = index
        if end != start:
            found.append(Shadow(min(start + step, end), max(start + step, end), hit.payload.factor))
    return found


def factors(words: Sequence[Word]) -> dict[int, float]:
    """The factor of every word that stands in a shadow; the darkest counts."""
    by_index: dict[int, float] = {}
    for shadow in shadows(words):
        for index in range(shadow.first, shadow.last + 1):
            by_index[index] = min(shadow.factor, by_index.get(index, 1.0))
    return by_index
