"""Reads a request against the themes of a phase: text in, ranked themes with quotations out.

Pure: no Django, no other room of the house, no clock, no file. What a theme means is data.
"""

from requests_app.theme_check.engine import ENGINE_VERSION, check_themes
from requests_app.theme_check.loading import BadVocabulary, ThemeRow, phase_from_rows, phase_from_vocabulary
from requests_app.theme_check.types import (
    Evidence,
    OutsideFinding,
    OutsideSubject,
    PhaseDefinition,
    Proposal,
    Term,
    ThemeCheck,
    ThemeDefinition,
)

__all__ = [
    "ENGINE_VERSION",
    "BadVocabulary",
    "Evidence",
    "OutsideFinding",
    "OutsideSubject",
    "PhaseDefinition",
    "Proposal",
    "Term",
    "ThemeCheck",
    "ThemeDefinition",
    "ThemeRow",
    "check_themes",
    "phase_from_rows",
    "phase_from_vocabulary",
]
