"""The lines of what waits for somebody: kinds with their number, and the first things of each.

`place` names the page on which a thing is done; the doors know its address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from requests_app.models import SupportRequest
from workflows.clocks import LATE, Promise, next_promise
from workflows.models import Deployment

SHOWN = 10  # of each kind; the rest is a number with a link


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. `at` is when it ends (`ends`) or since when it is so; `keys` find it at its `place`.

    `where` names the country to those who have several.
    """

    subject: str
    place: str
    keys: tuple[int | str, ...]
    reference: str = ""
    where: str = ""
    language: str = ""
    note: Text = ""
    at: datetime | date | None = None
    ends: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many things of one kind wait; `all_at` is the page that lists them all. `code` is stable."""

    code: str
    label: Text
    count: int
    items: tuple[Item, ...] = ()
    all_at: str = ""

    @property
    def more(self) -> bool:
        return self.count > len(self.items)


def kind(
    code: str, label: Text, rows: QuerySet[Any], item: Callable[[Any], Item], *, all_at: str = ""
) -> Waiting:
    """The first rows of a kind and how many there are. One query."""
    return of_rows(code, label, top(rows), item, all_at=all_at)


def of_rows(
    code: str, label: Text, rows: list[Any], item: Callable[[Any], Item], *, all_at: str = ""
) -> Waiting:
    count = rows[0].how_many if rows else 0
    return Waiting(code, label, count, tuple(item(row) for row in rows[:SHOWN]), all_at)


def top(rows: QuerySet[Any], number: int = SHOWN) -> list[Any]:
    """The first rows; each says how many there are in all."""
    return list(rows.annotate(how_many=Window(Count("pk")))[:number])


def request_item(row: SupportRequest, place: str, *keys: int | str, **told: Any) -> Item:
    """A line about a request; without `keys` its place is found by the request itself."""
    # Whoever has several countries had them selected with the rows; nobody else reads their own country's name.
    where = row.country.label if SupportRequest.country.is_cached(row) else ""
    return Item(
        row.title,
        place,
        keys or (row.pk,),
        row.reference or "",
        where=where,
        language=row.text_language,
        **told,
    )


def sent(row: SupportRequest) -> Item:
    return request_item(row, "request", at=row.submitted_at, note=_("submitted on"))


def mission(row: Deployment, day: date, note: Text, *, place: str = "assignment") -> Item:
    return request_item(row.support_request, place, row.pk, at=day, note=note)


def promised_item(
    row: SupportRequest, place: str, *keys: int, promises: Iterable[Promise], code: str = ""
) -> Item:
    """A request with the promise of that code that is not kept yet, or with whichever runs out first."""
    found = next_promise([promise for promise in promises if code in ("", promise.code)])
    if found is None or found.due_at is None:
        return request_item(row, place, *keys, note=_("the clock stands still") if found else "")
    return request_item(
        row, place, *keys, note=found.label, at=found.due_at, ends=True, overdue=found.overdue
    )


def due_of(promise: Promise | None) -> datetime:
    return promise.due_at or LATE if promise else LATE
