"""What the floors above read of requests, gathered with a fixed number of queries."""

from __future__ import annotations

from programme.selectors import PhaseVocabulary, vocabulary_for
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.theme_check import (
    OutsideSubject,
    PhaseDefinition,
    Term,
    ThemeCheck,
    ThemeDefinition,
    check_themes,
)


def theme_check_of(support_request: SupportRequest) -> ThemeCheck:
    """What the words of a request say about the themes of its phase. Three queries for the vocabulary."""
    return check_themes(form.theme_texts(support_request), phase_definition(support_request.phase_id))


def phase_definition(phase: str) -> PhaseDefinition:
    """The definition of a phase from the vocabulary in the database, as its administrators keep it."""
    return definition_from(vocabulary_for(phase))


def definition_from(vocabulary: PhaseVocabulary) -> PhaseDefinition:
    """The engine's form of a vocabulary."""
    return PhaseDefinition(
        code=vocabulary.phase,
        themes=tuple(
            ThemeDefinition(
                theme.code, theme.label_en, theme.label_fr, theme.cross_cutting, _terms(theme.terms)
            )
            for theme in vocabulary.themes
        ),
        outside=tuple(
            OutsideSubject(subject.slug, subject.label_en, subject.label_fr, _terms(subject.terms))
            for subject in vocabulary.outside
        ),
    )


def _terms(rows: tuple) -> tuple[Term, ...]:  # type: ignore[type-arg]
    return tuple(
        Term(text=row.text, language=row.language, weight=row.weight, against=row.polarity == "against")
        for row in rows
    )
