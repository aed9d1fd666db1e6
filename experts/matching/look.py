"""A need looked up in a roster of columns: which rows are whose, and who fails which condition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experts.matching.columns import Columns, Known, calendar_of
from experts.matching.slots import fits, working_days
from experts.matching.types import Need, Period, Profile, cefr_rank

Array = NDArray[Any]


class Look:
    """One need, the columns, and what is known beside them."""

    def __init__(self, need: Need, columns: Columns, known: Known, at: date) -> None:
        self.need, self.columns, self.known, self.at = need, columns, known, at
        self.size = len(columns)

    @cached_property
    def living(self) -> Array:
        """Rows that count, in the order of their ids."""
        rows = np.flatnonzero(self.columns.alive)
        return rows[np.argsort(self.columns.ids[rows], kind="stable")]

    @cached_property
    def sorted_ids(self) -> Array:
        return self.columns.ids[self.living]

    def rows_of(self, ids: list[int]) -> Array:
        """The rows of people by id, -1 for whoever is not there."""
        if not len(self.sorted_ids):
            return np.full(len(ids), -1)
        places = np.minimum(np.searchsorted(self.sorted_ids, ids), len(self.sorted_ids) - 1)
        return np.where(self.sorted_ids[places] == ids, self.living[places], -1)

    def handed_in(self, values: Mapping[int, int], kind: Any = np.int32) -> Array:
        """A column of numbers that were given by id, 0 elsewhere."""
        column = np.zeros(self.size, kind)
        if values:
            rows = self.rows_of(list(values))
            there = rows >= 0
            column[rows[there]] = np.array(list(values.values()), kind)[there]
        return column

    def spread(self, table: str, key: str) -> Array:
        """A posting as a column of bytes."""
        return self.columns.column(table, key)

    def failed(self) -> dict[str, Array]:
        """Who fails which condition of `FILTERS`, by row."""
        need, columns = self.need, self.columns
        level = self.spread("languages", need.language)
        free, rested = self._times()
        left = columns.days_per_year
        if self.known.days_used:
            left = np.maximum(0, left - self.handed_in(self.known.days_used))
        return {
            "vetted": ~columns.vetted,
            "on_roster": ~(columns.on_roster & (columns.valid_until >= self.at.toordinal())),
            "language": level < cefr_rank(need.language_level),
            "free": ~free,
            "rested": free & ~rested,
            "days_per_year": need.days > left,
            "exclusion": self._barred(),
            "conflict": self._named(
                {pk: 1 for pk, parties in self.known.conflicts.items() if parties & need.parties}
            ),
            "cool_down": self._named({pk: 1 for pk, found in self.known.cool_downs.items() if found}),
        }

    def _named(self, people: Mapping[int, int]) -> Array:
        return self.handed_in(people, np.uint8) > 0

    def _barred(self) -> Array:
        need = self.need
        asked = {("country", need.country), ("modality", need.modality)}
        asked.update(("theme", code) for code in need.themes)
        asked.update(("expertise", code) for code in need.expertise)
        asked.update(("support_type", code) for code in need.support_types)
        barred = np.zeros(self.size, bool)
        for bar in asked & self.columns.bars.keys():
            barred[self.columns.bars[bar].rows] = True
        return barred

    def _times(self) -> tuple[Array, Array]:
        """Who is free, and who is free with rest around missions."""
        period = self.need.period
        if period is None:
            return np.ones(self.size, bool), np.ones(self.size, bool)
        first, last = period.start.toordinal(), period.end.toordinal()
        asked = min(self.need.days, working_days(period))
        here = np.flatnonzero((self.columns.free_start <= last) & (self.columns.free_end >= first))
        start = np.maximum(self.columns.free_start[here], first)
        end = np.minimum(self.columns.free_end[here], last)
        enough = (start == first) & (end == last) if asked == 0 else _working_days(start, end) >= asked
        free = np.zeros(self.size, bool)
        free[self.columns.free_row[here[enough]]] = True
        rested = free.copy()
        for pk, missions in self.known.commitments.items():
            self._beside_missions(pk, missions, period, free, rested)
        return free, rested

    def _beside_missions(self, pk: int, missions: Any, period: Period, free: Array, rested: Array) -> None:
        """The few whose missions come near the period are looked at one by one."""
        row = int(self.rows_of([pk])[0])
        if row < 0 or not free[row]:
            return
        rest = int(self.columns.rest_days[row])
        first, last = period.start.toordinal() - rest, period.end.toordinal() + rest
        if not any(m[0].toordinal() <= last and m[1].toordinal() >= first for m in missions):
            return
        person = Profile(
            id=pk,
            windows=calendar_of(self.columns, row),
            commitments=tuple(Period(*mission) for mission in missions),
            rest_days=rest,
        )
        free[row] = fits(self.need, person, rested=False)
        rested[row] = free[row] and fits(self.need, person, rested=True)


def _working_days(start: Array, end: Array) -> Array:
    """Mondays to Fridays from `start` to `end`, both included; ordinal 1 is a Monday."""
    return _working_days_before(end + 1) - _working_days_before(start)


def _working_days_before(day: Array) -> Array:
    weeks, rest = np.divmod(day - 1, 7)
    counted: Array = weeks * 5 + np.minimum(rest, 5)
    return counted
