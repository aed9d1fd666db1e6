"""Many profiles as columns of numbers, so that a whole roster is held against a need at once.

`Columns` keeps of each profile what does not depend on the need or the day; what others know of the people
(missions, loads, conflicts ...) is handed in as `Known`. `scan` (in `experts.matching.scan`) gives the same
verdicts and scores as `engine.assess`, to the last digit; a test compares them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experts.matching.overlap import SAID_OF_ONESELF, strength_of
from experts.matching.slots import free_of_absences
from experts.matching.types import Appraisals, CoolDown, Period, Profile, cefr_rank

Ints = NDArray[Any]
NO_FEE = -1.0
SPARE = 4_096  # rows that a kept column has room for, so that people who are added leave it as it is
MOST_SPREAD = 400  # kept columns of a byte a person
ALWAYS = date.max.toordinal()
NEVER_FREE = (Period(date.min, date.max),)  # as an absence


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of people beside their profiles, by id; whoever is not named has nothing of it.

    `departure` gives the first day on which somebody of a nationality and a category could leave, for the need
    at hand; `own_departures` that of those whose own papers make it another.
    """

    commitments: Mapping[int, Sequence[Period]] = field(default_factory=dict)
    days_used: Mapping[int, int] = field(default_factory=dict)
    loads: Mapping[int, int] = field(default_factory=dict)
    appraisals: Mapping[int, Appraisals] = field(default_factory=dict)
    conflicts: Mapping[int, frozenset[str]] = field(default_factory=dict)
    cool_downs: Mapping[int, tuple[CoolDown, ...]] = field(default_factory=dict)
    departure: Callable[[str, str], date | None] | None = None
    own_departures: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """One profile with what the roster keeps beside it: until when the person agreed to be on it, and whose
    national they are."""

    profile: Profile
    valid_until: date | None = None
    nationality: str = ""


@dataclass(frozen=True, slots=True)
class Postings:
    """For one word, code or theme: the rows that have it, rising, and how much of it each has.

    The rows can be a slice over all; then nought is as good as nothing.
    """

    rows: Any
    values: Ints


@dataclass(frozen=True, slots=True)
class Columns:
    """People as columns; row numbers run from 0. `alive` is False where a later row took a person's place.

    Fee in euro a day (`NO_FEE` for none), dates as ordinals, `regions` as bits of `region_bits`. `free_*` are the
    free periods by the people's own calendar, sorted by row. `spread` keeps columns that were asked for.
    """

    ids: Ints
    alive: Ints
    vetted: Ints
    on_roster: Ints
    valid_until: Ints
    rest_days: Ints
    days_per_year: Ints
    fee: Ints
    home: Ints
    nationality: Ints
    category: Ints
    regions: Ints
    free_row: Ints
    free_start: Ints
    free_end: Ints
    languages: Mapping[str, Postings]
    themes: Mapping[str, Postings]
    years: Mapping[str, Postings]
    expertise: Mapping[str, Postings]
    countries: Mapping[str, Postings]
    bars: Mapping[tuple[str, str], Postings]
    terms: Mapping[str, Postings]
    names: tuple[str, ...]
    region_bits: Mapping[str, int]
    spread: dict[tuple[str, Any], Ints] = field(default_factory=dict, compare=False)

    def column(self, table: str, key: Any) -> Ints:
        """A posting as a column of bytes, 0 for whoever does not have it; kept, and not to be written into."""
        column = self.spread.get((table, key))
        if column is None:
            column = np.zeros(len(self) + SPARE, np.uint8)
            posting = getattr(self, table).get(key)
            if posting is not None:
                column[: len(self)][posting.rows] = posting.values
            if len(self.spread) < MOST_SPREAD:
                self.spread[table, key] = column
        return column[: len(self)]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def nbytes(self) -> int:
        """Bytes held by the arrays; the tables that name them come to about a tenth of that."""
        total = 0
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, np.ndarray):
                total += value.nbytes
            elif isinstance(value, dict) and value and isinstance(next(iter(value.values())), Postings):
                total += sum(posting.rows.nbytes + posting.values.nbytes for posting in value.values())
        return total


class _Gathered:
    """Lists for `Postings` while they grow."""

    def __init__(self) -> None:
        self.rows: dict[Any, list[int]] = defaultdict(list)
        self.values: dict[Any, list[int]] = defaultdict(list)

    def put(self, key: Any, row: int, value: int = 1) -> None:
        self.rows[key].append(row)
        self.values[key].append(value)

    def done(self) -> dict[Any, Postings]:
        return {
            key: Postings(np.array(rows, np.int32), np.array(self.values[key], np.uint8))
            for key, rows in self.rows.items()
        }


LONGEST_PRACTICE = 255  # years beyond that count no more, and fit a byte
CERTAIN, PROBABLE = 4, 3  # quarters: how firmly a term is shown
SHOWN_FIRMLY = {SAID_OF_ONESELF: CERTAIN}


def columns_of(listings: Iterable[Listing]) -> Columns:
    """Columns of profiles; ids have to be whole numbers. What takes time is reading the texts."""
    people = list(listings)
    tables = {name: _Gathered() for name in TABLES}
    names: dict[str, int] = {"": 0}
    region_bits: dict[str, int] = {}
    free: list[tuple[int, int, int]] = []
    for row, listing in enumerate(people):
        _gather(tables, row, listing.profile)
        free.extend((row, p.start.toordinal(), p.end.toordinal()) for p in free_of_absences(listing.profile))
    regions = np.zeros(len(people), np.uint64)
    for row, listing in enumerate(people):
        for region in sorted(listing.profile.regions):
            regions[row] |= np.uint64(1 << region_bits.setdefault(region, len(region_bits)))
    known = [(one, one.profile) for one in people]
    periods = np.array(free, np.int32).reshape(-1, 3)

    gathered: dict[str, Any] = {name: table.done() for name, table in tables.items()}

    def coded(words: Iterable[str]) -> Ints:
        return np.array([names.setdefault(word, len(names)) for word in words], np.int32)

    return Columns(
        ids=np.array([profile.id for _one, profile in known], np.int64),
        alive=np.ones(len(people), bool),
        vetted=np.array([profile.vetted for _one, profile in known], bool),
        on_roster=np.array([profile.on_roster for _one, profile in known], bool),
        valid_until=np.array(
            [one.valid_until.toordinal() if one.valid_until else ALWAYS for one in people], np.int32
        ),
        rest_days=np.array([profile.rest_days for _one, profile in known], np.int32),
        days_per_year=np.array([profile.days_per_year for _one, profile in known], np.int32),
        fee=np.array([NO_FEE if p.fee is None else p.fee for _one, p in known], np.float64),
        home=coded(profile.home_country for _one, profile in known),
        nationality=coded(one.nationality or profile.home_country for one, profile in known),
        category=coded(profile.category for _one, profile in known),
        regions=regions,
        free_row=periods[:, 0],
        free_start=periods[:, 1],
        free_end=periods[:, 2],
        names=tuple(names),
        region_bits=region_bits,
        **gathered,
    )


TABLES = ("languages", "themes", "years", "expertise", "countries", "bars", "terms")
PERIODS = ("free_row", "free_start", "free_end")


def _gather(tables: Mapping[str, _Gathered], row: int, profile: Profile) -> None:
    for code, spoken in profile.languages.items():
        tables["languages"].put(code, row, cefr_rank(spoken))
    for theme, (level, years) in profile.competences.items():
        tables["themes"].put(theme, row, level)
        tables["years"].put(theme, row, min(years, LONGEST_PRACTICE))
    for code, level in profile.expertise.items():
        tables["expertise"].put(code, row, level)
    for country in profile.countries:
        tables["countries"].put(country, row)
    for bar in profile.exclusions:
        tables["bars"].put(tuple(bar), row)
    for term, strength in strength_of(profile.text, profile.areas).items():
        tables["terms"].put(term, row, SHOWN_FIRMLY.get(strength, PROBABLE))


def joined(first: Columns, second: Columns) -> Columns:
    """Both one after the other; rows of the second follow those of the first."""
    if not len(first) or not len(second):
        return second if not len(first) else first
    offset = np.int32(len(first))
    names, bits, renamed = _renamed(first, second)
    renamed["free_row"] = second.free_row + offset
    merged: dict[str, Any] = {"names": names, "region_bits": bits, "spread": _untouched(first, second)}
    for one in fields(Columns):
        here, there = getattr(first, one.name), getattr(second, one.name)
        if one.name in TABLES:
            merged[one.name] = _both(here, there, offset)
        elif one.name not in merged:
            merged[one.name] = np.concatenate([here, renamed.get(one.name, there)])
    return Columns(**merged)


def _untouched(first: Columns, second: Columns) -> dict[tuple[str, Any], Ints]:
    """The kept columns of the first to which the second adds nothing, as far as they have room."""
    size = len(first) + len(second)
    return {
        (table, key): column
        for (table, key), column in first.spread.items()
        if key not in getattr(second, table) and len(column) >= size
    }


def _renamed(first: Columns, second: Columns) -> tuple[tuple[str, ...], dict[str, int], dict[str, Ints]]:
    """Names and region bits of both, and the columns of the second that use them, in terms of these."""
    names = {name: number for number, name in enumerate(first.names)}
    numbers = np.array([names.setdefault(name, len(names)) for name in second.names], np.int32)
    renamed = {name: numbers[getattr(second, name)] for name in ("home", "nationality", "category")}
    bits = dict(first.region_bits)
    renamed["regions"] = np.zeros(len(second), np.uint64)
    for region, bit in second.region_bits.items():
        has = (second.regions >> np.uint64(bit)) & np.uint64(1)
        renamed["regions"] |= has << np.uint64(bits.setdefault(region, len(bits)))
    return tuple(names), bits, renamed


def _both(
    here: Mapping[Any, Postings], there: Mapping[Any, Postings], offset: np.int32
) -> dict[Any, Postings]:
    merged = dict(here)
    for key, posting in there.items():
        rows = posting.rows + offset
        before = here.get(key)
        merged[key] = (
            Postings(rows, posting.values)
            if before is None
            else Postings(
                np.concatenate([before.rows, rows]), np.concatenate([before.values, posting.values])
            )
        )
    return merged


def compacted(columns: Columns) -> Columns:
    """The same people without the rows that no longer count."""
    number = np.cumsum(columns.alive, dtype=np.int32) - np.int32(1)
    kept: dict[str, Any] = {"names": columns.names, "region_bits": columns.region_bits, "spread": {}}
    here = columns.alive[columns.free_row]
    for one in fields(Columns):
        value = getattr(columns, one.name)
        if one.name in kept:
            continue
        if one.name in PERIODS:
            kept[one.name] = number[value[here]] if one.name == "free_row" else value[here]
        elif isinstance(value, np.ndarray):
            kept[one.name] = value[columns.alive]
        elif one.name in TABLES:
            kept[one.name] = {key: _alive(posting, columns.alive, number) for key, posting in value.items()}
    return Columns(**kept)


def _alive(posting: Postings, alive: Ints, number: Ints) -> Postings:
    here = alive[posting.rows]
    return Postings(number[posting.rows[here]], posting.values[here])


def calendar_of(columns: Columns, row: int) -> tuple[Period, ...]:
    """The free periods by the person's own calendar."""
    owners = columns.free_row
    here = slice(np.searchsorted(owners, row), np.searchsorted(owners, row, side="right"))
    pairs = zip(columns.free_start[here].tolist(), columns.free_end[here].tolist(), strict=True)
    return tuple(Period(date.fromordinal(start), date.fromordinal(end)) for start, end in pairs)
