"""The roster in memory: read once by each process, and brought up to date before every ranking.

A change is seen from its commit on, by whichever process made it: triggers note the people concerned in the same
transaction (`RosterChange`), and only those are read again. Texts are read into terms when a person is read; that
takes a fraction of a millisecond each, so that the first ranking of a process waits for the whole roster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

import numpy as np
from django.db import connection

from experts.matching import Assessment, Need, Weights
from experts.matching.columns import Columns, Known, columns_of, compacted, joined
from experts.matching.scan import scan
from experts.matching.seen import Seen, seen
from experts.models import RosterChange
from experts.selectors import listings

AT_A_TIME = 900  # people read in one query
LARGE_BLOCK = 31 * 2**20  # bytes
NONE_YET = 2**62  # a number that no transaction has reached
TOO_MANY_DEAD = 0.2  # share of rows whose person changed since; then they are cleared away


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first of a roster for a need, with everything said of them, and counts of everybody.

    `people` are what they were assessed by, in the same order. `nearest`: where nobody is eligible, who fails fewest
    conditions, the best score first. `failing` counts by condition.
    """

    assessments: list[Assessment]
    people: list[Seen]
    looked_at: int
    eligible: int
    failing: dict[str, int]
    nearest: list[Assessment]


@dataclass(frozen=True, slots=True)
class _Mark:
    """The last change seen, the first transaction that was still open then, and what was seen of it and later ones.

    A change is its row's id and token.
    """

    last: tuple[int, int] | None
    open_since: int
    seen: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Kept:
    database: str
    columns: Columns
    mark: _Mark


_lock = Lock()
_kept: _Kept | None = None


def in_memory() -> Columns:
    """The roster as the last commit left it."""
    global _kept
    with _lock:
        _kept = _refreshed(_kept)
        return _kept.columns


def forget() -> None:
    """Let the next ranking read the whole roster: for measurements."""
    global _kept
    with _lock:
        _kept = None


def ranked(need: Need, known: Known, weights: Weights, *, at: date, top: int, nearest: int = 0) -> Ranking:
    """The first `top` for a need, each with all reasons; and those `nearest` to it, where nobody is eligible."""
    columns = in_memory()
    found = scan(need, columns, known, weights, at=at, enough=top)
    rows = found.order(top)
    people = seen(need, columns, known, [*rows, *found.nearest(nearest)], at=at)
    shown = [one.assessed(need, weights) for one in people]
    return Ranking(
        assessments=shown[: len(rows)],
        people=people[: len(rows)],
        looked_at=int(found.alive.sum()),
        eligible=int(found.eligible.sum()),
        failing=found.failing,
        nearest=shown[len(rows) :],
    )


def _refreshed(kept: _Kept | None) -> _Kept:
    database = str(connection.settings_dict["NAME"])
    if kept is None or kept.database != database:
        return _read(database)
    last = kept.mark.last
    rows, open_since = _changes(last[0] if last else 0, kept.mark.open_since)
    if last and last not in rows:
        return _read(database)  # rolled back, or cleared away: what is kept may be wrong
    known = kept.mark.seen | {last}
    changed = sorted({expert for change, expert in rows.items() if change not in known})
    mark = _Mark(max(rows, default=last), open_since, frozenset(rows))
    return replace(kept, columns=_with(kept.columns, changed) if changed else kept.columns, mark=mark)


FOLLOWING = "SELECT id, token, expert_id, 0 FROM experts_rosterchange WHERE id >= %s AND %s >= 0"
# The first transaction that may still commit something belongs to the very snapshot that the rows are read from.
FOLLOWING_ON_POSTGRESQL = """
    SELECT change.id, change.token, change.expert_id, snapshot.open_since
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS open_since) AS snapshot
    LEFT JOIN experts_rosterchange AS change ON change.id = %s OR change.transaction >= %s
"""


def _changes(last: int, open_since: int) -> tuple[dict[tuple[int, int], int], int]:
    """The people concerned by the last change seen and by all that may have followed, by the change; and the first
    transaction that was still open."""
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWING_ON_POSTGRESQL if on_postgresql else FOLLOWING, [last, open_since])
        found = cursor.fetchall()
    rows = {(pk, token): expert for pk, token, expert, _open in found if pk is not None}
    return rows, found[0][3] if found else 0


def _read(database: str) -> _Kept:
    """The whole roster; the mark is taken first, so that nothing committed meanwhile is missed."""
    last = RosterChange.objects.order_by("-pk").values_list("pk", "token").first()
    rows, open_since = _changes(last[0] if last else 0, NONE_YET)
    if open_since:
        rows, open_since = _changes(last[0] if last else 0, open_since)
    kept = _Kept(database, columns_of(listings()), _Mark(last, open_since, frozenset(rows)))
    _keep_memory_at_hand()
    return kept


def _keep_memory_at_hand() -> None:
    """Let glibc keep the blocks that a ranking of a large roster takes and frees again.

    It gives blocks beyond a threshold back to the system at once, which has to clear them for the next ranking: two
    thirds of its time at 100,000. Freeing a large block raises that threshold to its size, which may be 32 MB at most.
    """
    np.empty(LARGE_BLOCK, np.uint8)


def _with(columns: Columns, changed: Sequence[int]) -> Columns:
    """The roster with some people read again: their old rows no longer count, new ones follow at the end."""
    alive = columns.alive & ~np.isin(columns.ids, changed)
    columns = replace(columns, alive=alive)
    for start in range(0, len(changed), AT_A_TIME):
        columns = joined(columns, columns_of(listings(changed[start : start + AT_A_TIME])))
    if len(columns) and (~columns.alive).mean() > TOO_MANY_DEAD:
        columns = compacted(columns)
    return columns
