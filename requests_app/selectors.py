"""What the floors above read of requests, gathered with a fixed number of queries."""

from __future__ import annotations

from programme.selectors import vocabulary_for
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.theme_check import PhaseDefinition, ThemeCheck, check_themes, phase_from_rows


def theme_check_of(support_request: SupportRequest) -> ThemeCheck:
    """What the words of a request say about the themes of its phase. Three queries for the vocabulary."""
    return check_themes(form.theme_texts(support_request), phase_definition(support_request.phase_id))


def phase_definition(phase: str) -> PhaseDefinition:
    """The definition of a phase from the vocabulary in the database, as its administrators keep it."""
    vocabulary = vocabulary_for(phase)
    return phase_from_rows(vocabulary.phase, vocabulary.themes, vocabulary.outside)
