"""The values that go into a ranking and come out of it."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

CEFR_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")

FILTERS = (
    "vetted",
    "on_roster",
    "language",
    "free",
    "rested",
    "days_per_year",
    "exclusion",
    "conflict",
    "cool_down",
)

CRITERIA = (
    "theme",
    "expertise",
    "methods",
    "country",
    "language_margin",
    "peer",
    "south_south",
    "appraisals",
    "rotation",
    "cost",
    "departure",
)

ParamValue = str | int | float | tuple[str, ...]
Params = Mapping[str, ParamValue]


class Period(NamedTuple):
    """First and last day, both included."""

    start: date
    end: date


class Appraisals(NamedTuple):
    """Mean of earlier appraisals on the scale of 1 to 5, and how many (`n`) there were."""

    mean: float
    n: int


NO_APPRAISALS = Appraisals(0.0, 0)


class Bar(NamedTuple):
    """Something a person never does: ``kind`` is one of ``Exclusion``'s kinds, ``code`` what it names."""

    kind: str
    code: str


class CoolDown(NamedTuple):
    """An earlier answer that keeps somebody out of searches like this one: ``reason`` is its code, ``until`` the
    last day of it, None for as long as the search is like the one that was answered."""

    reason: str
    until: date | None


def cefr_rank(level: str) -> int:
    """Position of a CEFR level, from 1 for A1 to 6 for C2; 0 for no level at all."""
    return CEFR_LEVELS.index(level) + 1 if level else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one position asks for.

    The mission must fit between ``start`` and ``end``, or inside ``month`` ("2014-11") when no
    dates are given; with neither, time is not looked at. ``days`` are working days.
    ``peer_countries`` are those whose experience is wanted; with none named, any other of the South
    counts. ``parties`` are keys of the people and bodies behind the request, compared with the conflicts
    a profile declares.
    """

    country: str
    language: str
    themes: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    expertise_text: str = ""
    context: str = ""
    support_types: tuple[str, ...] = ()
    language_level: str = "B2"
    region: str = ""
    start: date | None = None
    end: date | None = None
    month: str = ""
    days: int = 0
    modality: str = ""
    peer_countries: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    urgency: str = ""

    def __post_init__(self) -> None:
        if self.language_level not in CEFR_LEVELS:
            raise ValueError(f"unknown language level {self.language_level!r}")
        if self.start and self.end and self.end < self.start:
            raise ValueError("the need ends before it starts")
        if self.days < 0:
            raise ValueError("days cannot be negative")
        if self.month:
            month_period(self.month)

    @property
    def period(self) -> Period | None:
        """The days within which the mission must fit, or None when time does not matter."""
        if self.start:
            return Period(self.start, self.end or self.start)
        return month_period(self.month) if self.month else None


@lru_cache(maxsize=256)
def month_period(month: str) -> Period:
    """First and last day of a month written "YYYY-MM"."""
    first = date.fromisoformat(f"{month}-01")
    return Period(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the ranking may know of a person. Sex, age and name are not part of it.

    ``windows``: when there are any, the person is free only within them. ``commitments`` are
    missions, which need ``rest_days`` before and after; ``absences`` do not. ``fee`` is per day in
    euro, None for people seconded without a fee. ``load`` counts missions held or done lately.
    ``competences`` give level (0 to 3) and years by theme, ``expertise`` the level by code, ``areas`` the
    headline and the areas people name of themselves, ``text`` the summary of their CV.
    ``earliest_departure`` is the first day on which the person could leave for this need, None where nothing is
    known of it; ``cool_downs`` are earlier answers that keep the person out of this very search. Both are worked
    out by whoever asks.
    """

    id: int | str
    vetted: bool = True
    on_roster: bool = True
    languages: Mapping[str, str] = field(default_factory=dict)
    competences: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    expertise: Mapping[str, int] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    text: str = ""
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    home_country: str = ""
    category: str = ""
    windows: tuple[Period, ...] = ()
    absences: tuple[Period, ...] = ()
    commitments: tuple[Period, ...] = ()
    rest_days: int = 14
    days_per_year: int = 60
    days_used: int = 0
    exclusions: frozenset[Bar] = frozenset()
    conflicts: frozenset[str] = frozenset()
    fee: float | None = None
    appraisals: Appraisals = NO_APPRAISALS
    load: int = 0
    earliest_departure: date | None = None
    cool_downs: tuple[CoolDown, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """How many of 100 points each criterion is worth; every criterion is named."""

    version: int
    points: Mapping[str, int]

    def __post_init__(self) -> None:
        if set(self.points) != set(CRITERIA):
            raise ValueError(f"weights must name exactly {', '.join(CRITERIA)}")
        if any(points < 0 for points in self.points.values()):
            raise ValueError("weights cannot be negative")
        if sum(self.points.values()) != 100:
            raise ValueError("weights must total 100")
        object.__setattr__(self, "points", MappingProxyType(dict(self.points)))


DEFAULT_WEIGHTS = Weights(
    version=1,
    points={
        "theme": 22,
        "expertise": 35,
        "methods": 5,
        "country": 16,
        "language_margin": 4,
        "peer": 4,
        "south_south": 3,
        "appraisals": 5,
        "rotation": 2,
        "cost": 2,
        "departure": 2,
    },
)


@dataclass(frozen=True, slots=True)
class FilterResult:
    """One condition that must hold. ``params`` say what was asked, what was found, what would help."""

    code: str
    passed: bool
    params: Params


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """Points reached out of those possible; ``params["finding"]`` names which sentence tells it."""

    code: str
    points: float
    out_of: int
    params: Params


@dataclass(frozen=True, slots=True)
class Assessment:
    """One person held against one need. The score is computed for the ineligible too."""

    expert_id: int | str
    eligible: bool
    score: float
    filters: tuple[FilterResult, ...]
    criteria: tuple[CriterionResult, ...]

    @property
    def failed(self) -> tuple[FilterResult, ...]:
        return tuple(result for result in self.filters if not result.passed)
