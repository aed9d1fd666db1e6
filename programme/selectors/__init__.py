"""What the floors above ask of the programme; each function runs a fixed number of queries."""

from programme.selectors.approvals import approvals_needed
from programme.selectors.calendar import calendar_overrides
from programme.selectors.codelists import codes_of, items_of, working_languages
from programme.selectors.forms import FormLayout, eligibility_checks, form_fields, form_layout
from programme.selectors.lead_times import Groups, country_groups, lead_times_in_force
from programme.selectors.outlines import Outline, outline_for
from programme.selectors.paragraphs import paragraphs_in_use
from programme.selectors.phases import (
    current_phase,
    phases_with_themes,
    priority_themes,
    require_current_phase,
    themes_with_meaning,
)
from programme.selectors.questionnaires import QuestionnaireData, questionnaire
from programme.selectors.rates import rates_in_force
from programme.selectors.vocabulary import (
    OutsideDefinition,
    PhaseVocabulary,
    Term,
    ThemeDefinition,
    vocabulary_for,
)

__all__ = [
    "FormLayout",
    "Groups",
    "Outline",
    "OutsideDefinition",
    "PhaseVocabulary",
    "QuestionnaireData",
    "Term",
    "ThemeDefinition",
    "approvals_needed",
    "calendar_overrides",
    "codes_of",
    "country_groups",
    "current_phase",
    "eligibility_checks",
    "form_fields",
    "form_layout",
    "items_of",
    "lead_times_in_force",
    "outline_for",
    "phases_with_themes",
    "paragraphs_in_use",
    "priority_themes",
    "questionnaire",
    "rates_in_force",
    "require_current_phase",
    "themes_with_meaning",
    "vocabulary_for",
    "working_languages",
]
