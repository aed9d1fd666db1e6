"""When a person is free: windows, less absences and missions, and whether a mission fits."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from experts.matching.types import Need, Period, Profile

DAY = timedelta(days=1)
LOOK_AHEAD = timedelta(days=366)


def working_days(period: Period) -> int:
    """Mondays to Fridays in a period; public holidays are the planner's concern, not the ranking's."""
    weeks, rest = divmod((period.end - period.start).days + 1, 7)
    first = period.start.weekday()
    return weeks * 5 + sum(1 for offset in range(rest) if (first + offset) % 7 < 5)


def fits(need: Need, profile: Profile, *, rested: bool) -> bool:
    """Whether the mission has room in the need's period; ``rested`` also keeps rest around missions.

    A need longer than its period (25 days in a month of 22) asks for the whole period.
    """
    if need.period is None:
        return True
    asked = min(need.days, working_days(need.period))
    return _first_slot(need.period, profile, asked, rested=rested) is not None


def next_slot(need: Need, profile: Profile) -> date | None:
    """First day, within a year after the need's period, on which the mission would fit rested."""
    if need.period is None:
        return None
    ahead = Period(_later(need.period.end, DAY), _later(need.period.end, LOOK_AHEAD))
    asked = need.days or working_days(need.period)
    return _first_slot(ahead, profile, asked, rested=True)


def _first_slot(within: Period, profile: Profile, asked: int, *, rested: bool) -> date | None:
    for free in _free_periods(within, profile, rested=rested):
        if asked == 0 and free != within:
            continue
        if working_days(free) >= asked:
            return free.start
    return None


def free_of_absences(profile: Profile) -> list[Period]:
    """The free periods by the person's own calendar, from the first day to the last; missions are not looked at."""
    taken = sorted(profile.absences)
    windows = _joined(profile.windows) if profile.windows else [Period(date.min, date.max)]
    return [free for window in windows for free in _remaining(window, taken)]


def _free_periods(within: Period, profile: Profile, *, rested: bool) -> Iterator[Period]:
    rest = timedelta(days=profile.rest_days) if rested else timedelta(0)
    missions = (_widened(mission, rest) for mission in profile.commitments)
    taken = sorted((*profile.absences, *missions))
    for window in _joined(profile.windows) if profile.windows else [within]:
        start, end = max(window.start, within.start), min(window.end, within.end)
        if start <= end:
            yield from _remaining(Period(start, end), taken)


def _widened(period: Period, rest: timedelta) -> Period:
    return Period(_earlier(period.start, rest), _later(period.end, rest))


def _joined(windows: Iterable[Period]) -> list[Period]:
    """Windows in order, those that touch or overlap made one."""
    joined: list[Period] = []
    for window in sorted(windows):
        if joined and window.start <= _later(joined[-1].end, DAY):
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, window.end))
        else:
            joined.append(window)
    return joined


def _remaining(window: Period, taken: Iterable[Period]) -> Iterator[Period]:
    """What is left of a window when the taken periods, sorted by start, are cut out."""
    start = window.start
    for period in taken:
        if period.end < start:
            continue
        if period.start > window.end:
            break
        if period.start > start:
            yield Period(start, period.start - DAY)
        if period.end >= window.end:
            return
        start = period.end + DAY
    if start <= window.end:
        yield Period(start, window.end)


def _later(day: date, by: timedelta) -> date:
    """A day that much later; what has no end (9999-12-31) stays without one."""
    return day + by if by <= date.max - day else date.max


def _earlier(day: date, by: timedelta) -> date:
    return day - by if by <= day - date.min else date.min
