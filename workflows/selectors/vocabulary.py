"""What a change of the vocabulary would do: to a text that somebody tries, and to the latest requests of its phase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from programme.models import OutsideSubject, Theme, ThemeTerm
from programme.selectors import PhaseVocabulary, Term, vocabulary_for
from programme.services.terms import Word
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from requests_app.theme_check import PhaseDefinition, ThemeCheck, check_themes, phase_from_rows

LATEST = 20  # requests that a change is tried on; a check takes milliseconds


@dataclass(frozen=True, slots=True)
class Effect:
    """Of the latest requests, how many would be proposed another main theme, or other themes at all."""

    read: int
    other_main: int
    other_themes: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A text read with the vocabulary in force and with the change; the same twice where nothing is changed."""

    before: ThemeCheck
    after: ThemeCheck
    effect: Effect | None


def phase_of(about: str) -> str | None:
    """The phase of a theme, or of a subject outside the themes; None where there is no such code."""
    theme = Theme.objects.filter(pk=about).values_list("phase_id", flat=True).first()
    return theme or OutsideSubject.objects.filter(pk=about).values_list("phase_id", flat=True).first()


def try_text(
    texts: Mapping[str, str], *, phase: str, word: Word | None = None, instead_of: ThemeTerm | None = None
) -> Tried:
    """Read a text, before and after a `word` is added (or stands `instead_of` another); nothing is saved.

    The effect on requests is counted where a word is given: counts, since not everybody who edits words may read
    requests.
    """
    vocabulary = vocabulary_for(phase)
    before = _definition(vocabulary)
    if word is None:
        found = check_themes(texts, before)
        return Tried(found, found, None)
    after = _definition(_changed(vocabulary, word, instead_of))
    return Tried(check_themes(texts, before), check_themes(texts, after), _effect(phase, before, after))


def _definition(vocabulary: PhaseVocabulary) -> PhaseDefinition:
    return phase_from_rows(vocabulary.phase, vocabulary.themes, vocabulary.outside)


def _changed(vocabulary: PhaseVocabulary, word: Word, instead_of: ThemeTerm | None) -> PhaseVocabulary:
    gone = (instead_of.text, instead_of.language, instead_of.polarity) if instead_of else None
    new = (Term(word.text, word.language, word.weight, word.polarity),) if word.is_active else ()

    def terms(known: tuple[Term, ...]) -> tuple[Term, ...]:
        kept = (term for term in known if (term.text, term.language, term.polarity) != gone)
        return tuple(chain(kept, new))

    return replace(
        vocabulary,
        themes=tuple(
            replace(theme, terms=terms(theme.terms)) if theme.code == word.about else theme
            for theme in vocabulary.themes
        ),
        outside=tuple(
            replace(subject, terms=terms(subject.terms)) if subject.code == word.about else subject
            for subject in vocabulary.outside
        ),
    )


def _effect(phase: str, before: PhaseDefinition, after: PhaseDefinition) -> Effect:
    latest = SupportRequest.objects.exclude(state=RequestState.DRAFT).filter(phase_id=phase)
    rows = latest.defer(*SupportRequest.seldom_read).order_by("-id")[:LATEST]
    read = main = themes = 0
    for row in rows:
        texts = form.theme_texts(row)
        old, new = _codes(check_themes(texts, before)), _codes(check_themes(texts, after))
        read += 1
        main += old[:1] != new[:1]
        themes += set(old) != set(new)
    return Effect(read, main, themes)


def _codes(check: ThemeCheck) -> list[str]:
    return [proposal.code for proposal in check.proposals]
