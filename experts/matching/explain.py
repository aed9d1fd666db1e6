"""From an assessment to reasons: codes with parameters, which ``experts.wording`` turns into sentences."""

from dataclasses import dataclass

from experts.matching.types import Assessment, CriterionResult, Params

FINDINGS = {
    "theme": ("not_asked", "none", "basic", "confirmed", "expert"),
    "expertise": ("not_asked", "none", "partial", "close"),
    "methods": ("not_asked", "none", "shown"),
    "country": ("home", "worked", "region", "none"),
    "language_margin": ("beyond", "just", "below"),
    "peer": ("peer", "other"),
    "south_south": ("not_asked", "home", "worked", "none"),
    "appraisals": ("none", "good", "weak"),
    "rotation": ("fresh", "some", "heavy"),
    "cost": ("seconded", "moderate", "high"),
    "departure": ("not_asked", "in_time", "late"),
}
FAILURES = (
    "vetted",
    "on_roster",
    "language.low",
    "language.none",
    "free.next",
    "free.never",
    "rested.next",
    "rested.never",
    "days_per_year",
    "exclusion",
    "conflict",
    "cool_down.until",
    "cool_down.open",
)
CHANGES = ("filters", "one", "together", "nothing")

CODES = frozenset(
    {f"criterion.{code}.{finding}" for code, findings in FINDINGS.items() for finding in findings}
    | {f"filter.{code}" for code in FAILURES}
    | {f"change.{code}" for code in CHANGES}
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason that can be said in any language: a code of ``CODES`` and what to put into its sentence."""

    code: str
    params: Params


def explain(assessment: Assessment) -> tuple[Explanation, ...]:
    """Why not, when the person is out, and then why: a reason for each failed filter and each criterion."""
    return explain_failed_filters(assessment) + explain_criteria(assessment)


def explain_criteria(assessment: Assessment) -> tuple[Explanation, ...]:
    """A reason for each criterion, those that brought the most points first."""
    by_points = sorted(assessment.criteria, key=lambda result: -result.points)
    return tuple(_explain_criterion(result) for result in by_points)


def _explain_criterion(result: CriterionResult) -> Explanation:
    params = {**result.params, "points": result.points, "out_of": result.out_of}
    return Explanation(f"criterion.{result.code}.{result.params['finding']}", params)


def explain_failed_filters(assessment: Assessment) -> tuple[Explanation, ...]:
    """For whoever is out: each condition that failed, and what would bring the person back."""
    return tuple(
        Explanation(f"filter.{result.code}{_variant(result.code, result.params)}", result.params)
        for result in assessment.failed
    )


def _variant(code: str, params: Params) -> str:
    if code == "language":
        return ".low" if params["level"] else ".none"
    if code in {"free", "rested"}:
        return ".next" if params["next"] else ".never"
    if code == "cool_down":
        return ".until" if params["until"] else ".open"
    return ""


def what_would_change(first: Assessment, second: Assessment) -> tuple[Explanation, ...]:
    """What would have to change for the second to overtake the first.

    Failed filters stand before everything. Then each criterion that alone could close the gap, the one
    with the most room first; where none could, the shortest list that could together; else nothing.
    """
    barriers = explain_failed_filters(second)
    if barriers:
        return (Explanation("change.filters", {"count": len(barriers)}), *barriers)
    gap = round(max(0.0, first.score - second.score), 2)
    rooms = sorted(
        ((result.code, round(result.out_of - result.points, 2)) for result in second.criteria),
        key=lambda room: (-room[1], room[0]),
    )
    alone = tuple(
        Explanation("change.one", {"criterion": code, "gap": gap, "room": room})
        for code, room in rooms
        if room > gap
    )
    return alone or (_together(gap, rooms),)


def _together(gap: float, rooms: list[tuple[str, float]]) -> Explanation:
    gathered = 0.0
    for count, (_, room) in enumerate(rooms, start=1):
        gathered += room
        if gathered > gap:
            codes = tuple(code for code, _ in rooms[:count])
            return Explanation("change.together", {"criteria": codes, "gap": gap})
    return Explanation("change.nothing", {"gap": gap})
