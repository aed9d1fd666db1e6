"""Which request lives how far: the table of the demonstration.

`until` is the stop on the main road (see `workflows.demo.road`), `age` the days since the request was submitted,
`then` what happens after the stop, `traits` what is special on the way. `mission` moves the mission to so many days
from today where the desired month of the sample would not do. The first rows show the most: a small demonstration
takes them alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count as count_from
from itertools import cycle, islice

from requests_app.states import RequestState as S
from workflows.demo.samples import sample_requests, themes_of


@dataclass(frozen=True, slots=True)
class Row:
    """One request of the demonstration; `copy` counts how often its text was told before, in other countries."""

    sample: str
    until: str
    age: int
    then: tuple[str, ...] = ()
    traits: frozenset[str] = frozenset()
    mission: int | None = None
    copy: int = 0


def _row(sample: int, until: str, age: int, *then: str, traits: str = "", mission: int | None = None) -> Row:
    return Row(f"REQ-{sample:03}", until, age, then, frozenset(traits.split()), mission)


PLAN: tuple[Row, ...] = (
    # Senegal and Cabo Verde, whose focal points can sign in.
    _row(8, S.TERMS, 26, "sign_desk", traits="letter messages pdf"),
    _row(101, S.CLOSED, 200, traits="star question letter pdf", mission=-130),
    _row(4, S.MOBILISATION, 45, "half_checklist", traits="star letter pdf"),
    _row(103, S.OFFERING, 15, traits="note"),
    _row(102, S.TRIAGE, 6, "ask", traits="letter"),
    _row(
        104,
        S.REPORTING,
        110,
        "report",
        "accept_report",
        "expert_evaluates",
        traits="messages pdf",
        mission=-30,
    ),
    _row(105, S.OFFERING, 13, traits="star", mission=56),
    _row(106, S.DRAFT, 3),
    _row(39, S.OFFERING, 20, traits="parallel one_declines letter"),
    _row(12, S.TRIAGE, 12, "decline:outside_themes"),
    _row(31, S.CLOSED, 150, traits="extension messages"),
    _row(42, S.TRIAGE, 30, "cancel:duplicate"),
    _row(23, S.TRIAGE, 22, "cancel:duplicate"),
    _row(45, S.TRIAGE, 95, "cancel:superseded"),
    _row(33, S.TRIAGE, 200, "decline:outside_themes"),
    _row(107, S.TRIAGE, 10, "decline:outside_themes"),
    # On mission or about to leave.
    _row(30, S.DEPLOYED, 70, traits="letter messages pdf", mission=-9),
    _row(21, S.DEPLOYED, 62, traits="crisis", mission=-5),
    _row(50, S.DEPLOYED, 75, traits="question", mission=-14),
    _row(24, S.MOBILISATION, 48, mission=18),
    _row(29, S.TERMS, 30, "sign_country"),
    _row(25, S.TERMS, 24, traits="silence"),
    _row(49, S.MOBILISATION, 50, "hold", mission=12),
    # Looking for experts.
    _row(35, S.OFFERING, 17),
    _row(46, S.OFFERING, 18, traits="silent_expert"),
    _row(11, S.MATCHING, 10, "shortlist", traits="urgent", mission=16),
    # Under review.
    _row(2, S.DECISION, 11, "approve_once"),
    _row(19, S.DECISION, 9, traits="note"),
    _row(44, S.THEME_CHECK, 6),
    _row(22, S.THEME_CHECK, 8, "ask"),
    _row(6, S.TRIAGE, 5, "ask", traits="messages"),
    _row(20, S.TRIAGE, 3),
    _row(5, S.SUBMITTED, 2, traits="letter"),
    _row(17, S.TRIAGE, 30, "decline:financial_support"),
    _row(16, S.TRIAGE, 28, "decline:outside_themes", "ask_review"),
    _row(18, S.TRIAGE, 45, "decline:outside_themes", "ask_review", "review_taken"),
    # Back, and reporting.
    _row(15, S.REPORTING, 85, "report", "return_report", traits="crisis messages"),
    _row(1, S.REPORTING, 100, "report"),
    _row(27, S.REPORTING, 105, "report", "accept_report", traits="early note"),
    _row(37, S.REPORTING, 130, "half_report"),
    # Closed files.
    _row(47, S.CLOSED, 265, traits="question messages"),
    _row(3, S.CLOSED, 262, traits="objection"),
    _row(14, S.CLOSED, 255, traits="silence"),
    _row(10, S.CLOSED, 240, traits="letter"),
    _row(38, S.CLOSED, 225, traits="one_declines"),
    _row(9, S.CLOSED, 195, traits="silent_expert"),
    _row(7, S.CLOSED, 180, traits="waived"),
    _row(40, S.CLOSED, 160, traits="returned messages"),
    # Ended early.
    _row(28, S.MOBILISATION, 250, "cancel:security"),
    _row(43, S.MATCHING, 200, "cancel:beneficiary"),
    _row(48, S.TRIAGE, 215, "cancel:duplicate"),
    _row(32, S.TRIAGE, 150, "cancel:duplicate"),
    _row(13, S.TRIAGE, 190, "decline:outside_themes"),
    _row(34, S.TRIAGE, 140, "decline:overlap"),
    _row(36, S.TRIAGE, 135, "withdraw"),
    _row(26, S.THEME_CHECK, 120, "withdraw"),
    _row(41, S.MATCHING, 30, "hold", mission=25),
)

BEYOND_THE_CHECK = (S.DECISION, S.MATCHING, S.CLOSED)
_OUTSIDE: tuple[str, int, tuple[str, ...]] = (S.TRIAGE, 75, ("decline:outside_themes",))

# What requests told again come to: mostly stops that take no expert's time, so that a roster is never used up.
_AGAIN: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (S.CLOSED, 210, ()),
    (S.TRIAGE, 60, ("decline:outside_themes",)),
    (S.TRIAGE, 2, ()),
    (S.SUBMITTED, 1, ()),
    (S.TRIAGE, 90, ("cancel:superseded",)),
    (S.TRIAGE, 4, ("ask",)),
    (S.DECISION, 9, ()),
    (S.TRIAGE, 120, ("withdraw",)),
    (S.THEME_CHECK, 5, ()),
    (S.TRIAGE, 150, ("decline:overlap",)),
    (S.DRAFT, 6, ()),
    (S.TRIAGE, 70, ("hold",)),
    (S.TRIAGE, 180, ("decline:outside_themes",)),
    (S.DECISION, 12, ("approve_once",)),
    (S.TRIAGE, 240, ("cancel:duplicate",)),
    (S.MATCHING, 14, ()),
    (S.TRIAGE, 30, ("decline:not_eligible",)),
    (S.TRIAGE, 200, ("withdraw",)),
    (S.TRIAGE, 45, ("decline:outside_themes", "ask_review")),
)

# Where a whole demonstration is wanted at one stage: the stop, its age, and what happens after it.
STAGES: dict[str, tuple[str, int, tuple[str, ...]]] = {
    S.DRAFT: (S.DRAFT, 3, ()),
    S.SUBMITTED: (S.SUBMITTED, 2, ()),
    S.TRIAGE: (S.TRIAGE, 4, ()),
    S.QUESTION: (S.TRIAGE, 6, ("ask",)),
    S.THEME_CHECK: (S.THEME_CHECK, 6, ()),
    S.DECISION: (S.DECISION, 10, ()),
    S.MATCHING: (S.MATCHING, 14, ()),
    S.OFFERING: (S.OFFERING, 17, ()),
    S.TERMS: (S.TERMS, 30, ()),
    S.MOBILISATION: (S.MOBILISATION, 45, ()),
    S.DEPLOYED: (S.DEPLOYED, 70, ()),
    S.REPORTING: (S.REPORTING, 110, ()),
    S.CLOSED: (S.CLOSED, 200, ()),
    S.DECLINED: (S.TRIAGE, 40, ("decline:outside_themes",)),
    S.WITHDRAWN: (S.TRIAGE, 40, ("withdraw",)),
    S.CANCELLED: (S.TRIAGE, 40, ("cancel:superseded",)),
    S.ON_HOLD: (S.TRIAGE, 20, ("hold",)),
}
# Days from today to the mission, where a stage needs the mission to be there.
_MISSIONS: dict[str, int] = {S.MOBILISATION: 25, S.DEPLOYED: -4, S.REPORTING: -30, S.CLOSED: -90}


def rows(count: int | None = None, *, stage: str = "") -> list[Row]:
    """The requests to tell: the plan, or its first `count` rows, or the plan and its texts told again.

    With a stage, all of them come to that state.
    """
    wanted = len(PLAN) if count is None else count
    told = list(PLAN[:wanted])
    if wanted > len(PLAN):
        told += list(islice(_told_again(), wanted - len(PLAN)))
    return [_at_stage(row, stage) for row in told] if stage else told


def _told_again() -> Iterator[Row]:
    fates = cycle(_AGAIN)
    for number in count_from(1):
        next(fates)  # another fate for each text than the time before
        for row in PLAN:
            until, age, then = next(fates)
            if until in BEYOND_THE_CHECK and not themes_of(sample_requests()[row.sample]):
                until, age, then = _OUTSIDE
            yield Row(row.sample, until, age + number % 7, then, frozenset(), 50 - age, number)


def _at_stage(row: Row, stage: str) -> Row:
    until, age, then = STAGES[stage]
    mission = _MISSIONS.get(stage, 45)
    return Row(row.sample, until, age, then, frozenset(), mission, row.copy)
