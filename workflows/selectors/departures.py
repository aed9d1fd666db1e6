"""When an expert could leave for a position at the earliest, by the lead times in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from django.db.models import Q

from experts.matching.departure import Departure, Lead, Traveller, earliest_departure
from experts.models import Expert, ExpertDocument
from programme.calendars import Overrides, add_working_days
from programme.selectors import calendar_overrides, country_groups, lead_times_in_force
from requests_app.models import Position
from workflows.calendar import desk_countries

NOTHING: frozenset[str] = frozenset()
SETTLED_BY: Mapping[str, str] = {ExpertDocument.Kind.VISA: "visa", ExpertDocument.Kind.SECURITY: "briefing"}


@dataclass(slots=True)
class Departures:
    """The departures for one position; people who are alike are worked out once."""

    begin: date
    destination: str
    on_site: bool
    leads: tuple[Lead, ...]
    groups: Mapping[str, tuple[str, ...]]
    overrides: Overrides
    held: Mapping[int, frozenset[str]]
    known: dict[tuple[str, str, frozenset[str]], Departure] = field(default_factory=dict)

    def day(self, nationality: str, category: str) -> date:
        """The first day of somebody without papers that count, as the ranking asks for it."""
        return self.of(0, nationality, category).day

    def by_papers(self) -> dict[int, date]:
        """The first day of everybody whose papers have settled a step, by expert. One query."""
        rows = Expert.objects.filter(pk__in=self.held).values_list(
            "pk", "nationality_id", "home_country_code", "category"
        )
        return {pk: self.of(pk, own or home, category).day for pk, own, home, category in rows}

    def of(self, expert_id: int, nationality: str, category: str) -> Departure:
        key = (nationality, category, self.held.get(expert_id, NOTHING))
        if key not in self.known:
            self.known[key] = self._plan(*key)
        return self.known[key]

    def _plan(self, nationality: str, category: str, held: frozenset[str]) -> Departure:
        groups = self.groups.get
        traveller = Traveller(
            nationality, groups(nationality, ()), self.destination, groups(self.destination, ()), category
        )
        return earliest_departure(
            traveller,
            self.leads,
            begin=self.begin,
            add_days=self._add,
            on_site=self.on_site,
            held=held,
        )

    def _add(self, day: date, days: int) -> date:
        moment = datetime.combine(day, time(), tzinfo=UTC)
        return add_working_days(moment, days, desk_countries(self.destination), self.overrides).date()


def departures_for(position: Position, *, now: datetime) -> Departures:
    """What decides about departures for a position, for whoever would say yes today. Four queries."""
    country = position.support_request.country_id
    leads = (
        Lead(row.code, row.step, row.nationality, row.destination, row.category, row.working_days)
        for row in lead_times_in_force(now.date())
    )
    return Departures(
        begin=now.date(),
        destination=country,
        on_site=position.is_on_site,
        leads=tuple(leads),
        groups=country_groups(),
        overrides=calendar_overrides(desk_countries(country)),
        held=_held(position, country),
    )


def departures_of(position: Position, experts: Iterable[Expert], *, now: datetime) -> dict[int, Departure]:
    """The departure of each of these people for a position, by their id. Four queries."""
    found = departures_for(position, now=now)
    return {expert.pk: found.of(expert.pk, nationality_of(expert), expert.category) for expert in experts}


def _held(position: Position, country: str) -> dict[int, frozenset[str]]:
    """By expert, the steps that papers have settled which are valid until the mission ends."""
    valid = ExpertDocument.objects.valid_on(position.end)
    visa = Q(kind=ExpertDocument.Kind.VISA, country_code=country)
    rows = valid.filter(visa | Q(kind=ExpertDocument.Kind.SECURITY)).values_list("expert_id", "kind")
    held: dict[int, set[str]] = defaultdict(set)
    for expert_id, kind in rows:
        held[expert_id].add(SETTLED_BY[kind])
    return {expert_id: frozenset(steps) for expert_id, steps in held.items()}


def nationality_of(expert: Expert) -> str:
    """Whose nationality is not known is taken for a national of their home country."""
    return expert.nationality_id or expert.home_country_code
