"""What the desk knows of people beside their profiles: missions, days, conflicts, how they were appraised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum

from experts.matching import Appraisals, Period
from experts.matching.columns import Known
from programme.models import EvaluationQuestion
from requests_app.models import Position
from workflows.models import Deployment, Evaluation, JointSide, Offer
from workflows.selectors.cool_downs import cool_downs_for_all
from workflows.selectors.departures import departures_for_all
from workflows.states import JointState, OfferDeclineReason

RECENT = 365  # days in which missions count as recent
BY_THE_INSTITUTION, OF_THE_EXPERT = "beneficiary_end", "expert"


def known_for(position: Position, *, now: datetime) -> Known:
    """Everything that counts for one position, as things stand."""
    return known_for_all([position], now=now)[position.pk]


def known_for_all(positions: Sequence[Position], *, now: datetime) -> dict[int, Known]:
    """The same for many positions, by their id, in as many queries; their lists have to be read already."""
    departures = departures_for_all(positions, now=now)
    cool_downs = cool_downs_for_all(positions, now=now)
    requests = {position.support_request_id for position in positions}
    declared, beside = conflicts(requests), beside_each(requests)
    missions, worked = commitments(), days_used({position.start.year for position in positions})
    recent, judged = loads(now.date()), appraisals()
    return {
        position.pk: Known(
            commitments=missions.but(beside.get(position.support_request_id)),
            days_used=worked[position.start.year],
            loads=recent,
            appraisals=judged,
            conflicts=declared.get(position.support_request_id, {}),
            cool_downs=cool_downs[position.pk],
            departure=departures[position.pk].day,
            own_departures=departures[position.pk].by_papers(),
        )
        for position in positions
    }


@dataclass(frozen=True, slots=True)
class Missions:
    """The missions that experts have or have accepted, by expert; each with the request that it is for."""

    taken: Mapping[int, Sequence[tuple[int, Period]]]
    periods: Mapping[int, Sequence[Period]]

    def but(self, requests: Collection[int] | None) -> Mapping[int, Sequence[Period]]:
        """The periods by expert; those of some requests do not count."""
        if not requests:
            return self.periods
        return {
            expert_id: [period for request_id, period in missions if request_id not in requests]
            for expert_id, missions in self.taken.items()
        }


def commitments() -> Missions:
    """All missions, agreed ones included. Two queries."""
    taken: dict[int, list[tuple[int, Period]]] = defaultdict(list)
    missions, accepted = Deployment.objects.committed(), Offer.objects.accepted().filter(deployment=None)
    for rows, start, end in (
        (missions, "planned_start", "planned_end"),
        (accepted, "position__start", "position__end"),
    ):
        for expert_id, request_id, *period in rows.values_list("expert_id", "support_request_id", start, end):
            taken[expert_id].append((request_id, Period(*period)))
    periods = {expert_id: [period for _r, period in missions] for expert_id, missions in taken.items()}
    return Missions(taken, periods)


def beside_each(requests: Collection[int]) -> dict[int, frozenset[int]]:
    """For requests that are in a joint mission, the other one: one mission with two dossiers. Two queries."""
    joint = JointSide.objects.filter(state=JointState.JOINED)
    own = dict(
        joint.filter(support_request__in=requests).values_list("joint_mission_id", "support_request_id")
    )
    sides = joint.filter(joint_mission__in=own).values_list("joint_mission_id", "support_request_id")
    together: dict[int, set[int]] = defaultdict(set)
    for mission, request_id in sides:
        together[mission].add(request_id)
    return {one: frozenset(both - {one}) for both in together.values() for one in both}


def days_used(years: Collection[int]) -> dict[int, dict[int, int]]:
    """By year and expert: working days of missions that begin in it, agreed ones included. Two queries."""
    used: dict[int, dict[int, int]] = {year: defaultdict(int) for year in years}
    planned = Deployment.objects.committed().filter(planned_start__year__in=years)
    agreed = Offer.objects.accepted().filter(deployment=None, position__start__year__in=years)
    for rows, start in ((planned, "planned_start__year"), (agreed, "position__start__year")):
        counted = rows.values_list("expert_id", start).annotate(days=Sum("position__days"))
        for expert_id, year, days in counted.order_by():
            used[year][expert_id] += days
    return used


def loads(today: date) -> dict[int, int]:
    """How many missions somebody has, or had within a year."""
    counted: dict[int, int] = defaultdict(int)
    recent = Deployment.objects.committed().values_list("expert_id", "planned_end")
    for expert_id, end in recent:
        counted[expert_id] += (today - end).days <= RECENT
    return counted


def appraisals() -> dict[int, Appraisals]:
    """How institutions judged the experts they had: the mean of each evaluation's answers on the expert.

    An institution judges the support as a whole, so that its answers count for everybody who was sent.
    """
    asked = EvaluationQuestion.objects.filter(
        questionnaire_id=BY_THE_INSTITUTION, criterion_id=OF_THE_EXPERT
    ).values_list("pk", flat=True)
    given = Evaluation.objects.filter(group=BY_THE_INSTITUTION, deployment=None, waived_reason="")
    codes = list(asked)
    judged = dict(given.values_list("support_request_id", "answers"))
    sent = Deployment.objects.returned().filter(support_request__in=given.values("support_request_id"))
    marks: dict[int, list[float]] = defaultdict(list)
    for expert_id, request_id in sent.values_list("expert_id", "support_request_id").distinct():
        mean = _mean(judged[request_id], codes)
        if mean is not None:
            marks[expert_id].append(mean)
    return {expert: Appraisals(sum(found) / len(found), len(found)) for expert, found in marks.items()}


def _mean(answers: Mapping[str, object], asked: list[str]) -> float | None:
    found = [value for code in asked if isinstance(value := answers.get(code), int)]
    return sum(found) / len(found) if found else None


def conflicts(requests: Collection[int]) -> dict[int, dict[int, frozenset[str]]]:
    """By request: experts who declared a conflict of interest when they were asked for it before. One query."""
    declared = Offer.objects.filter(
        support_request__in=requests, decline_code=OfferDeclineReason.CONFLICT_OF_INTEREST
    )
    found: dict[int, dict[int, frozenset[str]]] = defaultdict(dict)
    for request_id, expert_id in declared.values_list("support_request_id", "expert_id"):
        found[request_id][expert_id] = frozenset({f"request:{request_id}"})
    return found
