"""Whether the roster is ready: for each theme, language and month, how many vetted people could take a mission."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from experts import roster
from experts.matching import Need, Period
from experts.matching.columns import Columns, Known, Postings
from experts.matching.look import Array
from experts.matching.scan import conditions
from experts.matching.types import cefr_rank
from programme.models import Theme
from programme.selectors import current_phase, priority_themes
from workflows.selectors.known import commitments, days_used

MONTHS = 6  # the current one and those that follow
LEVEL = "B2"  # the level asked for where nothing else is said
CONFIRMED = 2  # of depth in a theme: basic is not enough to be sent alone
MISSION = 5  # working days that must have room in a month
ENOUGH = 2  # people, below which the roster is not ready
CONDITIONS = ("vetted", "on_roster", "free", "rested", "days_per_year")


@dataclass(frozen=True, slots=True)
class Month:
    """How many people are ready in a month."""

    first: date
    people: int

    @property
    def is_thin(self) -> bool:
        return self.people < ENOUGH


@dataclass(frozen=True, slots=True)
class Line:
    """A theme and a language: vetted people deep enough in it who speak the language, and how many are free when."""

    theme: Theme
    language: str
    people: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """The themes of the current phase by working language; `thin` counts the months with fewer than two people."""

    months: tuple[date, ...]
    lines: tuple[Line, ...]

    @property
    def thin(self) -> int:
        return sum(month.is_thin for line in self.lines for month in line.months)


def readiness(languages: Sequence[str], *, now: datetime) -> Readiness:
    """How ready the roster is in these languages from this month on. A constant number of queries."""
    phase = current_phase()
    themes = priority_themes(phase) if phase else []
    columns = roster.in_memory()
    months = tuple(_months(now.date()))
    free = _free(columns, months, now)
    deep = {theme.pk: _at_least(columns, columns.themes.get(theme.pk), CONFIRMED) for theme in themes}
    speaking = {code: _at_least(columns, columns.languages.get(code), cefr_rank(LEVEL)) for code in languages}
    return Readiness(
        months=months,
        lines=tuple(
            _line(theme, language, deep[theme.pk] & speaking[language], free)
            for theme in themes
            for language in languages
        ),
    )


def _line(theme: Theme, language: str, able: Array, free: Mapping[date, Array]) -> Line:
    months = tuple(Month(first, int((able & here).sum())) for first, here in free.items())
    anybody = np.zeros_like(able)
    for here in free.values():
        anybody |= here
    return Line(theme, language, int((able & anybody).sum()), months)


def _free(columns: Columns, months: Sequence[date], now: datetime) -> dict[date, Array]:
    """By month: who is vetted, on the roster and free for a mission, rested and within their days a year."""
    missions, worked = commitments().periods, days_used({month.year for month in months})
    found = {}
    for month in months:
        period = Period(max(month, now.date()), _last(month))
        known = Known(commitments=missions, days_used=worked[month.year])
        need = Need(country="", language="", start=period.start, end=period.end, days=MISSION)
        failed = conditions(need, columns, known, at=now.date())
        found[month] = columns.alive & ~np.any([failed[code] for code in CONDITIONS], axis=0)
    return found


def _at_least(columns: Columns, posting: Postings | None, level: int) -> Array:
    able = np.zeros(len(columns), bool)
    if posting is not None:
        able[posting.rows[posting.values >= level]] = True
    return able


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    months = [first]
    while len(months) < MONTHS:
        months.append(_last(months[-1]) + timedelta(days=1))
    return months


def _last(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
