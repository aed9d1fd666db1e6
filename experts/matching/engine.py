"""Filters and criteria put together: one person held against a need, and many put in order."""

from collections.abc import Iterable, Mapping

from experts.matching.criteria import MEASURES, Candidate
from experts.matching.filters import check_all
from experts.matching.types import (
    CRITERIA,
    Assessment,
    CriterionResult,
    Need,
    Profile,
    Weights,
)


def assess(
    need: Need, profile: Profile, weights: Weights, strength: Mapping[str, float] | None = None
) -> Assessment:
    """Hold one person against a need. Nobody else's profile plays a part in it.

    `strength` are the terms of the person's texts, where they were kept without the texts.
    """
    filters = check_all(need, profile)
    candidate = Candidate.of(profile) if strength is None else Candidate(profile, strength)
    criteria = tuple(_measure(code, need, candidate, weights.points[code]) for code in CRITERIA)
    return Assessment(
        expert_id=profile.id,
        eligible=all(result.passed for result in filters),
        score=round(sum(result.points for result in criteria), 2),
        filters=filters,
        criteria=criteria,
    )


def rank(need: Need, profiles: Iterable[Profile], weights: Weights) -> list[Assessment]:
    """Everyone, the eligible first, by falling score; equal scores by id, whatever the order they came in."""
    return sorted((assess(need, profile, weights) for profile in profiles), key=place_of)


def _measure(code: str, need: Need, candidate: Candidate, out_of: int) -> CriterionResult:
    finding = MEASURES[code](need, candidate)
    return CriterionResult(code, round(finding.share * out_of, 2), out_of, finding.params)


def place_of(assessment: Assessment) -> tuple[bool, float, tuple[int, str]]:
    """By what a ranking is ordered."""
    identity = assessment.expert_id
    by_id = (identity, "") if isinstance(identity, int) else (0, identity)
    return not assessment.eligible, -assessment.score, by_id
