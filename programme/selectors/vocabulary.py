"""The vocabulary of a phase as plain rows: all that the theme check needs, without Django."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Q

from programme.models import OutsideSubject, Phase, ThemeTerm
from programme.selectors.phases import priority_themes


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase; `polarity` is `for` or `against`."""

    text: str
    language: str
    weight: int
    polarity: str


@dataclass(frozen=True, slots=True)
class ThemeDefinition:
    """A theme of the phase with the terms that speak for and against it, and the learnt subjects it covers."""

    code: str
    label_en: str
    label_fr: str
    cross_cutting: bool
    terms: tuple[Term, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutsideDefinition:
    """A subject outside the themes of the phase with its terms."""

    code: str
    slug: str
    label_en: str
    label_fr: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class PhaseVocabulary:
    """What the theme check of a phase reads with, in a fixed order."""

    phase: str
    themes: tuple[ThemeDefinition, ...]
    outside: tuple[OutsideDefinition, ...]


def vocabulary_for(phase: Phase | str) -> PhaseVocabulary:
    """The priority themes of a phase, and the subjects outside it, with their active terms. Three queries."""
    code = phase if isinstance(phase, str) else phase.pk
    terms = _terms_by_subject(code)
    themes = (
        ThemeDefinition(
            theme.code,
            theme.label_en,
            theme.label_fr,
            theme.cross_cutting,
            tuple(terms[theme.code]),
            tuple(theme.subjects),
        )
        for theme in priority_themes(code)
    )
    outside = (
        OutsideDefinition(
            subject.code, subject.slug, subject.label_en, subject.label_fr, tuple(terms[subject.code])
        )
        for subject in OutsideSubject.objects.filter(phase_id=code).order_by("code")
    )
    return PhaseVocabulary(phase=code, themes=tuple(themes), outside=tuple(outside))


def _terms_by_subject(phase: str) -> dict[str, list[Term]]:
    priority = Q(theme__phase_id=phase, theme__kind=F("theme__phase__theme_kind"))
    rows = (
        ThemeTerm.objects.filter(priority | Q(outside_subject__phase_id=phase), is_active=True)
        .order_by("language", "polarity", "-weight", "text")
        .values_list("theme_id", "outside_subject_id", "text", "language", "weight", "polarity")
    )
    found: dict[str, list[Term]] = defaultdict(list)
    for theme, subject, text, language, weight, polarity in rows:
        found[theme or subject or ""].append(Term(text, language, weight, polarity))
    return found
