"""People of the columns as profiles again, as far as one need looks at them.

What a need does not ask for is left out, so that `engine.assess` says of such a profile exactly what it says of the
whole one, without anything being read anew. A test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from experts.matching.columns import CERTAIN, NEVER_FREE, NO_FEE, Columns, Known, Postings, calendar_of
from experts.matching.engine import assess
from experts.matching.reach import keys_of
from experts.matching.types import (
    CEFR_LEVELS,
    NO_APPRAISALS,
    Assessment,
    Bar,
    Need,
    Period,
    Profile,
    Weights,
)


@dataclass(slots=True)
class Seen:
    """A person as far as a need looks; `terms` are those of the texts that it asks for."""

    profile: Profile
    terms: Mapping[str, float]

    def assessed(self, need: Need, weights: Weights) -> Assessment:
        return assess(need, self.profile, weights, self.terms)


@dataclass(slots=True)
class _Told:
    """What is found of one row while the columns are gone through."""

    languages: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    expertise: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    bars: dict[tuple[str, str], int] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)


def seen(need: Need, columns: Columns, known: Known, rows: Sequence[int], *, at: date) -> list[Seen]:
    """The people of some rows, in their order, on the day `at`."""
    order = np.asarray(rows, np.int64)
    told = [_Told() for _row in rows]
    for table, keys in keys_of(need, columns).items():
        postings = getattr(columns, table)
        for key in keys:
            for place, value in _values(postings.get(key), order):
                getattr(told[place], table)[key] = value
    return [_seen(columns, known, int(row), one, at) for row, one in zip(rows, told, strict=True)]


def _values(posting: Postings | None, rows: Any) -> Iterable[tuple[int, int]]:
    """Which of the rows have it, by their place, and how much of it; the rows of a posting rise."""
    if posting is None or not len(posting.rows) or not len(rows):
        return ()
    at = np.minimum(np.searchsorted(posting.rows, rows), len(posting.rows) - 1)
    there = np.flatnonzero(posting.rows[at] == rows)
    return zip(there.tolist(), posting.values[at[there]].tolist(), strict=True)


def _seen(columns: Columns, known: Known, row: int, told: _Told, at: date) -> Seen:
    pk, fee = int(columns.ids[row]), float(columns.fee[row])
    category, nationality = (
        columns.names[int(column[row])] for column in (columns.category, columns.nationality)
    )
    windows, departs = calendar_of(columns, row), known.departure
    bits = int(columns.regions[row])
    profile = Profile(
        id=pk,
        vetted=bool(columns.vetted[row]),
        on_roster=bool(columns.on_roster[row]) and int(columns.valid_until[row]) >= at.toordinal(),
        languages={code: CEFR_LEVELS[rank - 1] for code, rank in told.languages.items()},
        competences={theme: (level, told.years[theme]) for theme, level in told.themes.items()},
        expertise=told.expertise,
        countries=frozenset(told.countries),
        regions=frozenset(region for region, bit in columns.region_bits.items() if bits >> bit & 1),
        home_country=columns.names[int(columns.home[row])],
        category=category,
        windows=windows,
        absences=() if windows else NEVER_FREE,
        commitments=tuple(Period(*mission) for mission in known.commitments.get(pk, ())),
        rest_days=int(columns.rest_days[row]),
        days_per_year=int(columns.days_per_year[row]),
        days_used=known.days_used.get(pk, 0),
        exclusions=frozenset(Bar(*bar) for bar in told.bars),
        conflicts=known.conflicts.get(pk, frozenset()),
        fee=None if fee == NO_FEE else fee,
        appraisals=known.appraisals.get(pk, NO_APPRAISALS),
        load=known.loads.get(pk, 0),
        earliest_departure=known.own_departures.get(pk, departs(nationality, category) if departs else None),
        cool_downs=known.cool_downs.get(pk, ()),
    )
    return Seen(profile, {term: quarters / CERTAIN for term, quarters in told.terms.items()})
