"""Ranking of experts for a need: pure arithmetic on plain values, without database, clock or Django.

``rank(need, profiles, weights)`` is the one entry; ``explain`` turns its result into reasons
that ``experts.wording`` says in the reader's language.
"""

from experts.matching.engine import assess, rank
from experts.matching.explain import (
    Explanation,
    explain,
    explain_criteria,
    explain_failed_filters,
    what_would_change,
)
from experts.matching.types import (
    CRITERIA,
    DEFAULT_WEIGHTS,
    FILTERS,
    Appraisals,
    Assessment,
    Bar,
    CoolDown,
    CriterionResult,
    FilterResult,
    Need,
    Period,
    Profile,
    Weights,
)

__all__ = [
    "CRITERIA",
    "DEFAULT_WEIGHTS",
    "FILTERS",
    "Appraisals",
    "Assessment",
    "Bar",
    "CoolDown",
    "CriterionResult",
    "Explanation",
    "FilterResult",
    "Need",
    "Period",
    "Profile",
    "Weights",
    "assess",
    "explain",
    "explain_criteria",
    "explain_failed_filters",
    "rank",
    "what_would_change",
]
