"""What the desk knows of people beside their profiles: missions, days, conflicts, how they were appraised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Sum

from experts.matching import Appraisals, Period
from experts.matching.columns import Known
from programme.models import EvaluationQuestion
from requests_app.models import Position, SupportRequest
from workflows.models import Deployment, Evaluation, Offer
from workflows.reserve import joined_with
from workflows.selectors.cool_downs import cool_downs_for
from workflows.selectors.departures import departures_for
from workflows.states import OfferDeclineReason

RECENT = 365  # days in which missions count as recent
BY_THE_INSTITUTION, OF_THE_EXPERT = "beneficiary_end", "expert"


def known_for(position: Position, *, now: datetime) -> Known:
    """Everything that counts for one position, as things stand."""
    departures = departures_for(position, now=now)
    return Known(
        commitments=commitments(beside=joined_with(position.support_request_id)),
        days_used=days_used(position.start.year),
        loads=loads(now.date()),
        appraisals=appraisals(),
        conflicts=conflicts(position.support_request),
        cool_downs=cool_downs_for(position, now=now),
        departure=departures.day,
        own_departures=departures.by_papers(),
    )


def commitments(*, beside: QuerySet[Any, int] | None = None) -> dict[int, list[Period]]:
    """The missions that experts have or have accepted, by expert; but not those of the requests `beside`."""
    missions, accepted = Deployment.objects.committed(), Offer.objects.accepted().filter(deployment=None)
    if beside is not None:
        missions = missions.exclude(support_request_id__in=beside)
        accepted = accepted.exclude(support_request_id__in=beside)
    taken: dict[int, list[Period]] = defaultdict(list)
    for expert_id, start, end in missions.values_list("expert_id", "planned_start", "planned_end"):
        taken[expert_id].append(Period(start, end))
    for expert_id, start, end in accepted.values_list("expert_id", "position__start", "position__end"):
        taken[expert_id].append(Period(start, end))
    return taken


def days_used(year: int) -> dict[int, int]:
    """Working days of missions that begin in a year, agreed ones included, by expert."""
    used: dict[int, int] = defaultdict(int)
    planned = Deployment.objects.committed().filter(planned_start__year=year)
    agreed = Offer.objects.accepted().filter(deployment=None, position__start__year=year)
    for rows in (planned, agreed):
        for expert_id, days in rows.values_list("expert_id").annotate(days=Sum("position__days")):
            used[expert_id] += days
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


def conflicts(support_request: SupportRequest) -> dict[int, frozenset[str]]:
    """Experts who declared a conflict of interest when they were asked for this request before."""
    declared = support_request.offers.filter(decline_code=OfferDeclineReason.CONFLICT_OF_INTEREST)
    party = f"request:{support_request.pk}"
    return {expert_id: frozenset({party}) for expert_id in declared.values_list("expert_id", flat=True)}
