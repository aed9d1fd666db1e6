"""Working days that several countries share: the calendar behind every time that the desk promises.

A day is a working day when it is one in *every* country named: no weekend, no public holiday. Between Senegal
(Saturday and Sunday off) and Algeria (Friday and Saturday off) the common week runs from Monday to Thursday.

Holidays and weekends come from the `holidays` library. It estimates the Islamic feasts, and its weekends are
wrong for some countries; `Overrides` (see `programme.selectors.calendar_overrides`) have the last word.
Nothing here reads the database or the clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

SATURDAY_AND_SUNDAY = frozenset({5, 6})
_LONGEST_REST = 120
_ONE_DAY = timedelta(days=1)


class NoCommonWorkingDay(ValueError):
    """The countries named share no working day for months: an override must be wrong."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the desk knows better than the library.

    `days`: whether a country works on a day. `weekends`: a country's weekend as `date.weekday()` numbers.
    """

    days: Mapping[tuple[str, date], bool] = field(default_factory=dict)
    weekends: Mapping[str, frozenset[int]] = field(default_factory=dict)


NO_OVERRIDES = Overrides()


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """A holiday as the library knows it; `estimated` until the moon was seen."""

    day: date
    name: str
    estimated: bool


def is_working_day(day: date, countries: Collection[str], overrides: Overrides = NO_OVERRIDES) -> bool:
    """Whether all the countries (ISO alpha-2 codes) work on a day; with no country, every day counts."""
    return all(_works(country, day, overrides) for country in countries)


def add_working_days(
    start: datetime, days: int, countries: Collection[str], overrides: Overrides = NO_OVERRIDES
) -> datetime:
    """The moment by which a thing promised within so many working days must be done.

    It is the same time of day, in the time zone of `start` (UTC in the desk), on the `days`-th working day
    after the day of `start`. The day of `start` itself never counts, worked or not: what is promised within
    one working day on a Friday at 15:00 is due on Monday at 15:00, and on the Saturday at 15:00 likewise.
    With `days=0` it is `start` itself, whatever day that is. A negative number raises `ValueError`.
    """
    if days < 0:
        raise ValueError("A promise cannot lie in the past.")
    moment, rested = start, 0
    while days:
        moment += _ONE_DAY
        if is_working_day(moment.date(), countries, overrides):
            days, rested = days - 1, 0
        elif (rested := rested + 1) > _LONGEST_REST:
            raise NoCommonWorkingDay(f"{sorted(countries)} share no working day before {moment:%Y-%m-%d}.")
    return moment


def working_days_between(
    start: date, end: date, countries: Collection[str], overrides: Overrides = NO_OVERRIDES
) -> int:
    """How many working days lie after the day of `start`, up to and with the day of `end`.

    The inverse of `add_working_days`. Negative when `end` comes first. Datetimes are taken by their day.
    """
    first, last = _day(start), _day(end)
    if last < first:
        return -working_days_between(last, first, countries, overrides)
    days = (first + timedelta(days=offset) for offset in range(1, (last - first).days + 1))
    return sum(is_working_day(day, countries, overrides) for day in days)


def public_holidays(country: str, year: int) -> tuple[PublicHoliday, ...]:
    """The public holidays of a country in a year by date, named in English where the library can."""
    try:
        found = holidays.country_holidays(country, years=year, language="en_US")
    except NotImplementedError:
        return ()
    return tuple(PublicHoliday(day, name, "(estimated)" in name) for day, name in sorted(found.items()))


def _works(country: str, day: date, overrides: Overrides) -> bool:
    decided = overrides.days.get((country, day))
    if decided is not None:
        return decided
    return day not in _days_off(country, day.year, overrides.weekends.get(country))


@lru_cache(maxsize=2048)
def _days_off(country: str, year: int, weekend: frozenset[int] | None) -> frozenset[date]:
    """All the days of a year on which a country rests; its own weekend if one is given, else the library's.

    The library is always asked with the day: a weekend that changed over time is only right that way. The
    days that it declares worked in exchange for a bridge are respected with either weekend. A country that it
    does not know rests on Saturdays and Sundays.
    """
    start = date(year, 1, 1)
    days = [start + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - start).days)]
    try:
        known = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return frozenset(day for day in days if day.weekday() in (weekend or SATURDAY_AND_SUNDAY))
    if weekend is None:
        return frozenset(day for day in days if not known.is_working_day(day))
    exchanged = known.weekend_workdays
    return frozenset(
        day for day in days if day in known or (day.weekday() in weekend and day not in exchanged)
    )


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
