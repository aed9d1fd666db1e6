"""A roster in columns held against a need: who may go, and with which score, for everybody at once.

Verdicts and scores are those of `engine.assess`, to the last digit: the same sums in the same order, and the same
rounding. Where a criterion has few possible findings the engine's own function is asked once for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from experts.matching import criteria
from experts.matching.columns import CERTAIN, NO_FEE, Columns, Known
from experts.matching.geography import regions_of
from experts.matching.lexicon import METHODS
from experts.matching.look import Array, Look
from experts.matching.overlap import (
    ENOUGH,
    HIGHEST_LEVEL,
    SHARE_OF_CODES,
    SHARE_OF_EXPERTISE,
    asked_terms,
)
from experts.matching.reach import narrowed
from experts.matching.types import CRITERIA, FILTERS, Need, Weights

LEVELS = 7  # no level at all, and A1 to C2


@dataclass(frozen=True, slots=True)
class Scan:
    """What came out, by row: `failed` has a column for each of `FILTERS`, scores have two decimals.

    Where enough people may go, nobody else has a score.
    """

    ids: Array
    failed: Mapping[str, Array]
    eligible: Array
    scores: Array
    alive: Array

    def order(self, top: int, *, among: Array | None = None) -> Array:
        """Rows of the first `top`, in the order of `engine.rank`; only those `among`, where given."""
        if among is None and np.count_nonzero(self.eligible) >= top:
            among = self.eligible
        rows = np.flatnonzero(self.alive if among is None else self.alive & among)
        keys = np.where(self.eligible[rows], 1_000.0, 0.0) + self.scores[rows]
        if 0 < top < len(rows):
            edge = np.partition(keys, len(rows) - top)[len(rows) - top]
            rows, keys = rows[keys >= edge], keys[keys >= edge]
        first: Array = rows[np.lexsort((self.ids[rows], -keys))][:top]
        return first

    def nearest(self, count: int) -> Array:
        """Rows of those who fail fewest conditions, the best score first; nobody where somebody is eligible."""
        if not count or self.eligible.any() or not self.alive.any():
            return np.array([], np.int64)
        misses = self.misses
        return self.order(count, among=misses == misses[self.alive].min())

    @property
    def failing(self) -> dict[str, int]:
        """How many fail each condition."""
        return {code: int(np.count_nonzero(self.failed[code] & self.alive)) for code in FILTERS}

    @property
    def misses(self) -> Array:
        """How many conditions each person fails."""
        counted: Array = np.zeros(len(self.ids), np.int32)
        for code in FILTERS:
            counted += self.failed[code]
        return counted


def scan(need: Need, columns: Columns, known: Known, weights: Weights, *, at: date, enough: int = 1) -> Scan:
    """Hold everybody against a need as things stand on the day `at`; whoever is out is scored only where fewer than
    `enough` may go."""
    look = _Scores(need, columns, known, at)
    failed = look.failed()
    eligible = columns.alive.copy()
    for found in failed.values():
        eligible &= ~found
    rows = np.flatnonzero(eligible)
    if len(rows) < enough:
        scores = look.scores(weights)
    else:
        scores = np.zeros(len(columns))
        scores[rows] = _Scores(need, narrowed(columns, rows, need), known, at).scores(weights)
    return Scan(columns.ids, failed, eligible, scores, columns.alive)


def conditions(need: Need, columns: Columns, known: Known, *, at: date) -> dict[str, Array]:
    """Who fails which condition, without the scores."""
    return Look(need, columns, known, at).failed()


class _Scores(Look):
    """The criteria: what each gives everybody, of `out_of` points."""

    def scores(self, weights: Weights) -> Array:
        total = np.zeros(self.size)
        for code in CRITERIA:
            out_of = weights.points[code]
            if out_of:
                total += _MEASURES[code](self, out_of)
        return _rounded(total)

    def theme(self, out_of: int) -> Array:
        if not self.need.themes:
            return np.full(self.size, float(out_of))
        depths = [self._depth(code) for code in self.need.themes]
        main, others = depths[0], depths[1:]
        if not others:
            return _rounded(main * out_of)
        further = np.zeros(self.size)
        for depth in others:
            further += depth
        share = criteria.MAIN_THEME_SHARE * main + (1 - criteria.MAIN_THEME_SHARE) * further / len(others)
        return _rounded(share * out_of)

    def _depth(self, code: str) -> Array:
        level, years = self.spread("themes", code), self.spread("years", code)
        seasoned = criteria.SEASONED_YEARS
        table = np.array(
            [[criteria.depth(one, year) for year in range(seasoned + 1)] for one in range(HIGHEST_LEVEL + 1)]
        )
        return table[level, np.minimum(years, seasoned)]

    def expertise(self, out_of: int) -> Array:
        need = self.need
        parts: list[tuple[float, Array]] = []
        if need.expertise:
            levels = np.zeros(self.size, np.int64)
            for code in need.expertise:
                levels += np.minimum(self.spread("expertise", code), HIGHEST_LEVEL)
            parts.append((SHARE_OF_CODES, levels / (HIGHEST_LEVEL * len(need.expertise))))
        if need.expertise_text or need.context:
            parts.append((1 - SHARE_OF_CODES, self._words()))
        if not parts:
            return np.full(self.size, float(out_of))
        total, share = sum(part for part, _met in parts), np.zeros(self.size)
        for part, met in parts:
            share += part * met
        return _rounded(share / total * out_of)

    def _words(self) -> Array:
        asked, context = asked_terms(self.need.expertise_text), asked_terms(self.need.context)
        if not asked or not context:
            return self._coverage(asked or context)
        of_expertise, of_context = self._coverage(asked), self._coverage(context)
        return SHARE_OF_EXPERTISE * of_expertise + (1 - SHARE_OF_EXPERTISE) * of_context

    def _coverage(self, asked: tuple[tuple[str, float], ...]) -> Array:
        possible = sum(worth for _term, worth in asked)
        if not possible:
            return np.ones(self.size)
        met = np.zeros(self.size)
        for term, worth in asked:
            posting = self.columns.terms.get(term)
            if posting is not None:
                met[posting.rows] += (worth * (np.arange(CERTAIN + 1) / CERTAIN))[posting.values]
        return np.minimum(1.0, met / possible / ENOUGH)

    def methods(self, out_of: int) -> Array:
        known = [code for code in dict.fromkeys(self.need.support_types) if code in METHODS]
        if not known:
            return np.full(self.size, float(out_of))
        quarters = np.zeros(self.size, np.int64)
        for code in known:
            best = np.zeros(self.size, np.uint8)
            for concept in METHODS[code]:
                posting = self.columns.terms.get(f"#{concept}")
                if posting is not None:
                    best[posting.rows] = np.maximum(best[posting.rows], posting.values)
            quarters += best
        table = [round(q / CERTAIN / len(known) * out_of, 2) for q in range(CERTAIN * len(known) + 1)]
        return np.array(table)[quarters]

    def country(self, out_of: int) -> Array:
        need, columns = self.need, self.columns
        bits = 0
        for region in regions_of(need.country) | {need.region}:
            if region in columns.region_bits:
                bits |= 1 << columns.region_bits[region]
        near = (columns.regions & np.uint64(bits)) != 0
        points = np.where(near, round(criteria.REGION_SHARE * out_of, 2), 0.0)
        points[columns.home == self._name(need.country)] = out_of
        worked = columns.countries.get(need.country)
        if worked is not None:
            points[worked.rows] = out_of
        return points

    def _name(self, name: str) -> int:
        return self.columns.names.index(name) if name in self.columns.names else -1

    def language_margin(self, out_of: int) -> Array:
        level = self.spread("languages", self.need.language)
        return self._each(level, LEVELS, lambda rank: criteria.margin(self.need, rank), out_of)

    def _each(self, column: Array, size: int, share: Callable[[int], float], out_of: int) -> Array:
        return np.array([round(share(value) * out_of, 2) for value in range(size)])[column]

    def peer(self, out_of: int) -> Array:
        names = self.columns.names
        shares = [round(criteria.COLLEAGUE_SHARE.get(name, 0.0) * out_of, 2) for name in names]
        return np.array(shares)[self.columns.category]

    def south_south(self, out_of: int) -> Array:
        need, columns = self.need, self.columns
        peers = criteria.peers_of(need)
        if not peers:
            return np.zeros(self.size)
        points = np.zeros(self.size)
        elsewhere = round(criteria.ALIKE_SHARE * out_of, 2)
        for country in peers:
            posting = columns.countries.get(country)
            if posting is not None:
                points[posting.rows] = elsewhere
        homes = np.array([name in peers for name in columns.names])
        points[homes[columns.home]] = out_of
        return points

    def appraisals(self, out_of: int) -> Array:
        points = np.full(self.size, round(criteria.appraisal_share(0.0, 0) * out_of, 2))
        given = self.known.appraisals
        if given:
            rows = self.rows_of(list(given))
            for row, (mean, count) in zip(rows, given.values(), strict=True):
                if row >= 0:
                    points[row] = round(criteria.appraisal_share(mean, count) * out_of, 2)
        return points

    def rotation(self, out_of: int) -> Array:
        load = np.minimum(self.handed_in(self.known.loads), criteria.HEAVY_LOAD)
        return self._each(load, criteria.HEAVY_LOAD + 1, criteria.rotation_share, out_of)

    def cost(self, out_of: int) -> Array:
        fee = self.columns.fee
        share = (criteria.DEAR_FEE - fee) / (criteria.DEAR_FEE - criteria.CHEAP_FEE)
        share = np.minimum(1.0, np.maximum(0.0, share))
        share[fee == NO_FEE] = 1.0
        return _rounded(share * out_of)

    def departure(self, out_of: int) -> Array:
        departs, start = self.known.departure, self.need.start
        if start is None or departs is None:
            return np.full(self.size, float(out_of))
        columns, points = self.columns, np.empty(self.size)
        kinds = columns.nationality.astype(np.int64) * len(columns.names) + columns.category
        found, inverse = np.unique(kinds, return_inverse=True)
        each = np.empty(len(found))
        for place, kind in enumerate(found):
            nationality, category = divmod(int(kind), len(columns.names))
            first = departs(columns.names[nationality], columns.names[category])
            each[place] = round(criteria.departure_share(start, first) * out_of, 2)
        points[:] = each[inverse]
        own = self.known.own_departures
        for row, first in zip(self.rows_of(list(own)), own.values(), strict=True):
            if row >= 0:
                points[row] = round(criteria.departure_share(start, first) * out_of, 2)
        return points


_MEASURES: Mapping[str, Callable[[_Scores, int], Array]] = {code: getattr(_Scores, code) for code in CRITERIA}


NEAR_A_TIE = 1e-6


def _rounded(values: Array) -> Array:
    """Two decimals as Python's `round` gives them: near a tie it looks at the exact value, and so do we."""
    hundreds = values * 100
    rounded: Array = np.rint(hundreds)
    tie = np.abs(hundreds - np.floor(hundreds) - 0.5) < NEAR_A_TIE
    rounded /= 100
    if tie.any():
        found, inverse = np.unique(values[tie], return_inverse=True)
        rounded[tie] = np.array([round(float(value), 2) for value in found])[inverse]
    return rounded
