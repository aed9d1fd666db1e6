"""When somebody could leave at the earliest: the steps before a departure, by their lead times, and which of them
decide the day.

Pure: lead times are handed in as rows, and counting working days is the caller's business.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

ANY = "*"
AddDays = Callable[[date, int], date]
"""A day and a number of working days in, the day on which they are over out."""

# What has to be over before a step can begin: the employer's release goes with the application for a visa and into
# the contract, and who is insured is known from the contract.
AFTER: Mapping[str, tuple[str, ...]] = {
    "release": (),
    "briefing": (),
    "contract": ("release",),
    "visa": ("release",),
    "insurance": ("contract",),
}
AT_A_DISTANCE = ("contract",)  # all that work without a journey needs


class Lead(NamedTuple):
    """A row of the table: so many working days for a step, for whom and where to; "*" and "" mean any."""

    code: str
    step: str
    nationality: str
    destination: str
    category: str
    days: int


class Traveller(NamedTuple):
    """Who goes where. Groups are those of the country, such as ``ECOWAS``."""

    nationality: str
    nationality_groups: tuple[str, ...]
    destination: str
    destination_groups: tuple[str, ...]
    category: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One step with its days; ``lead`` is the row it comes from, empty where none was needed. Days are included."""

    step: str
    days: int
    start: date
    end: date
    lead: str
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class Departure:
    """The first day on which somebody could leave, and the steps before it in the order of `AFTER`."""

    day: date
    legs: tuple[Leg, ...]

    @property
    def critical(self) -> tuple[Leg, ...]:
        """The steps that decide the day, first to last; a day saved in any of them is a day won."""
        return tuple(leg for leg in self.legs if leg.is_critical)


def earliest_departure(
    traveller: Traveller,
    leads: Iterable[Lead],
    *,
    begin: date,
    add_days: AddDays,
    on_site: bool = True,
    held: Collection[str] = (),
) -> Departure:
    """The plan of somebody who says yes on the day ``begin``.

    ``held`` are the steps that valid papers have settled already. Who travels to the own country needs no visa. A
    step that no row tells of takes no time. The day after the last step is the first to travel on.
    """
    rows = tuple(leads)
    ends: dict[str, date] = {}
    legs = []
    for step, before in AFTER.items():
        if not on_site and step not in AT_A_DISTANCE:
            continue
        lead = None if step in held else lead_for(step, traveller, rows)
        start = max((ends[name] for name in before if name in ends), default=begin)
        days = lead.days if lead else 0
        ends[step] = add_days(start, days) if days else start
        legs.append(Leg(step, days, start, ends[step], lead.code if lead else ""))
    return Departure(max(ends.values(), default=begin) + timedelta(days=1), _marked(legs))


def lead_for(step: str, traveller: Traveller, leads: Sequence[Lead]) -> Lead | None:
    """The row that says the most about this traveller; of rows that say the same, the one with the longest time."""
    if step == "visa" and traveller.nationality == traveller.destination:
        return None
    fitting = [(_says(lead, traveller), lead.days, lead) for lead in leads if lead.step == step]
    told = [found for found in fitting if found[0] is not None]
    return max(told, key=lambda found: (found[0], found[1], found[2].code))[2] if told else None


def _says(lead: Lead, traveller: Traveller) -> tuple[int, int, int] | None:
    """How much a row says: the sum of all three first, then of nationality, then of destination."""
    whose = _closeness(lead.nationality, traveller.nationality, traveller.nationality_groups)
    where = _closeness(lead.destination, traveller.destination, traveller.destination_groups)
    if whose is None or where is None or lead.category not in ("", traveller.category):
        return None
    return whose + where + bool(lead.category), whose, where


def _closeness(named: str, country: str, groups: tuple[str, ...]) -> int | None:
    if named == country and country:
        return 4
    if named in groups:
        return 2
    return 0 if named == ANY else None


def _marked(legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """The legs with those marked that decide the day: the one that ends last, and what it waited for."""
    if not any(leg.days for leg in legs):
        return tuple(legs)
    by_step = {leg.step: leg for leg in legs}
    wanted, critical = max(legs, key=lambda leg: leg.end).step, set[str]()
    while wanted:
        critical.add(wanted)
        before = [by_step[name] for name in AFTER[wanted] if name in by_step]
        decisive = max(before, key=lambda leg: leg.end, default=None)
        wanted = decisive.step if decisive else ""
    return tuple(
        Leg(leg.step, leg.days, leg.start, leg.end, leg.lead, leg.step in critical and leg.days > 0)
        for leg in legs
    )
