"""When an expert could leave for a position at the earliest, by the lead times in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

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
    holders: Mapping[int, tuple[str, str]]
    known: dict[tuple[str, str, frozenset[str]], Departure] = field(default_factory=dict)

    def day(self, nationality: str, category: str) -> date:
        """The first day of somebody without papers that count, as the ranking asks for it."""
        return self.of(0, nationality, category).day

    def by_papers(self) -> dict[int, date]:
        """The first day of everybody whose papers have settled a step, by expert."""
        return {pk: self.of(pk, *self.holders[pk]).day for pk in self.held}

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
    return departures_for_all([position], now=now)[position.pk]


def departures_for_all(positions: Iterable[Position], *, now: datetime) -> dict[int, Departures]:
    """The same for many positions, by their id. Four queries."""
    leads = tuple(
        Lead(row.code, row.step, row.nationality, row.destination, row.category, row.working_days)
        for row in lead_times_in_force(now.date())
    )
    sought = list(positions)
    countries = {country for one in sought for country in desk_countries(one.support_request.country_id)}
    groups, overrides, papers = country_groups(), calendar_overrides(countries), _papers(now.date())
    holders = {one.expert_id: (nationality_of(one.expert), one.expert.category) for one in papers}
    return {
        position.pk: Departures(
            begin=now.date(),
            destination=position.support_request.country_id,
            on_site=position.is_on_site,
            leads=leads,
            groups=groups,
            overrides=overrides,
            held=_held(papers, position),
            holders=holders,
        )
        for position in sought
    }


def departures_of(position: Position, experts: Iterable[Expert], *, now: datetime) -> dict[int, Departure]:
    """The departure of each of these people for a position, by their id. Four queries."""
    found = departures_for(position, now=now)
    return {expert.pk: found.of(expert.pk, nationality_of(expert), expert.category) for expert in experts}


def _papers(today: date) -> list[ExpertDocument]:
    """The papers that may settle a step of a departure from now on."""
    rows = ExpertDocument.objects.valid_on(today).filter(kind__in=SETTLED_BY)
    people = ("expert__nationality_id", "expert__home_country_code", "expert__category")
    return list(rows.select_related("expert").only("kind", "country_code", "expires_on", *people))


def _held(papers: Iterable[ExpertDocument], position: Position) -> dict[int, frozenset[str]]:
    """By expert, the steps that papers have settled which are valid until the mission ends."""
    country = position.support_request.country_id
    held: dict[int, set[str]] = defaultdict(set)
    for paper in papers:
        lasts = paper.expires_on is None or paper.expires_on >= position.end
        if lasts and (paper.kind != ExpertDocument.Kind.VISA or paper.country_code == country):
            held[paper.expert_id].add(SETTLED_BY[paper.kind])
    return {expert_id: frozenset(steps) for expert_id, steps in held.items()}


def nationality_of(expert: Expert) -> str:
    """Whose nationality is not known is taken for a national of their home country."""
    return expert.nationality_id or expert.home_country_code
