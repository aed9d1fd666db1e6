"""How the desk kept the times that it promises, counted from the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from core.errors import Text
from requests_app.models import SupportRequest
from requests_app.querysets import SupportRequestQuerySet
from workflows.clocks import Promise, promises_of

COMPARED = 1000  # requests, the latest: each is judged by its own journal


@dataclass(frozen=True, slots=True)
class Punctuality:
    """One promise over many requests. Those whose time still runs are not among `judged`.

    `median_days` are calendar days from beginning to end, pauses included, of those that came to their end.
    """

    code: str
    label: Text
    judged: int
    kept: int
    median_days: float | None

    @property
    def percent(self) -> int | None:
        return round(100 * self.kept / self.judged) if self.judged else None


def punctuality(requests: SupportRequestQuerySet, *, now: datetime) -> list[Punctuality]:
    """Each promise that began for one of the latest `COMPARED` of these requests. Four queries."""
    rows: list[SupportRequest] = list(requests.order_by("-submitted_at", "-id")[:COMPARED])
    found: dict[str, list[Promise]] = defaultdict(list)
    for promises in promises_of(rows, now=now).values():
        for promise in promises:
            found[promise.code].append(promise)
    return [_of(code, promises) for code, promises in found.items()]


def _of(code: str, promises: Iterable[Promise]) -> Punctuality:
    judged = [promise for promise in promises if promise.met_at or promise.overdue]
    taken = [_days(promise.started_at, promise.met_at) for promise in judged if promise.met_at]
    return Punctuality(
        code=code,
        label=next(iter(promises)).label,
        judged=len(judged),
        kept=sum(not promise.overdue for promise in judged),
        median_days=round(median(taken), 1) if taken else None,
    )


def _days(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 86400
