"""When the people of the roster are taken: by their own calendar, and by missions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import F, QuerySet, Value

from experts.models import AvailabilityWindow, Unavailability
from experts.querysets import ExpertQuerySet
from experts.selectors import free_throughout
from workflows.models import Deployment, Offer
from workflows.states import DEPLOYMENT_PREPARING, DeploymentState

Kind = Literal["free", "away", "busy", "mission"]
FREE, MISSION = "free", "mission"


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both included, of being free or taken."""

    kind: Kind
    start: date
    end: date

    def touches(self, start: date, end: date) -> bool:
        return self.start <= end and self.end >= start


def free_for_a_mission(rows: ExpertQuerySet, *, start: date, end: date) -> ExpertQuerySet:
    """Those whom neither their calendar nor a mission takes on any day from `start` to `end`."""
    missions = Deployment.objects.committed().filter(planned_start__lte=end, planned_end__gte=start)
    promised = Offer.objects.accepted().filter(
        deployment=None, position__start__lte=end, position__end__gte=start
    )
    rows = free_throughout(rows, start=start, end=end)
    return rows.exclude(pk__in=missions.values("expert_id")).exclude(pk__in=promised.values("expert_id"))


def calendars_of(experts: Collection[int], *, since: date) -> Mapping[int, list[Span]]:
    """What is in the calendars of these people and not over by `since`, in one query."""
    going = (*DEPLOYMENT_PREPARING, DeploymentState.DEPLOYED)
    windows = AvailabilityWindow.objects.filter(expert__in=experts, end__gte=since)
    taken = Unavailability.objects.filter(expert__in=experts, end__gte=since)
    missions = Deployment.objects.filter(expert__in=experts, state__in=going, planned_end__gte=since)
    rows = _spans(windows, Value(FREE), "start", "end").union(
        _spans(taken, F("kind"), "start", "end"),
        _spans(missions, Value(MISSION), "planned_start", "planned_end"),
        all=True,
    )
    calendars: dict[int, list[Span]] = defaultdict(list)
    for expert, kind, start, end in rows:
        calendars[expert].append(Span(kind, start, end))
    return calendars


def _spans(rows: QuerySet[Any], kind: Any, start: str, end: str) -> QuerySet[Any, Any]:
    spans = rows.order_by().annotate(of_kind=kind, first=F(start), last=F(end))
    columns: QuerySet[Any, Any] = spans.values_list("expert_id", "of_kind", "first", "last")
    return columns
