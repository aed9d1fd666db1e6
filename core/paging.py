"""Growing lists, a page at a time: each cursor names the row where the page begins, so no page costs more than the
first and nothing is skipped or told twice while rows are added."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import InvalidInput

LARGEST_ID = 2**63 - 1
TIMES = frozenset({"submitted_at", "updated_at", "created_at", "at"})


@dataclass(frozen=True, slots=True)
class Order:
    """The column that a list is ordered by, the unique one that decides between equals, and the direction."""

    column: str
    descending: bool = True
    tiebreak: str = "id"

    @classmethod
    def parse(cls, text: str) -> Order:
        """The order named as `-updated_at`."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.column, self.tiebreak)))


NEWEST_FIRST = Order("id")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The values of the order's columns at the edge of a page; `back` reads towards the beginning."""

    values: tuple[Any, ...]
    back: bool = False

    def encode(self) -> str:
        plain = [value.isoformat() if isinstance(value, datetime) else value for value in self.values]
        return base64.urlsafe_b64encode(json.dumps([self.back, *plain]).encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, sent: str, order: Order) -> Cursor:
        """The cursor that was sent, which has to fit the order; `InvalidInput` at `cursor` where it does not."""
        try:
            back, *values = json.loads(base64.urlsafe_b64decode(sent + "=" * (-len(sent) % 4)))
            return cls(tuple(_value(*pair) for pair in zip(order.columns, values, strict=True)), bool(back))
        except (ValueError, TypeError, RecursionError, binascii.Error) as broken:
            message = _("This cursor does not belong to this list.")
            raise InvalidInput.at("cursor", message, code="bad_cursor") from broken


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of one page, and the cursors of the pages around it; None where there is no such page."""

    rows: list[Any]
    next: Cursor | None
    previous: Cursor | None


def slice_of(rows: QuerySet[Any], *, order: Order, cursor: Cursor | None, size: int) -> Slice:
    """The page that begins at `cursor`, the first without one. One query.

    Rows without a value in the ordering column are left out: they have no place in the order.
    """
    found = list(_after(rows, order, cursor)[: size + 1])
    more, found = len(found) > size, found[:size]
    if cursor and cursor.back:
        found.reverse()
    before, after = (more, True) if cursor and cursor.back else (cursor is not None, more)
    return Slice(
        found,
        next=_at(order, found[-1:], back=False) if after else None,
        previous=_at(order, found[:1], back=True) if before else None,
    )


def _after(rows: QuerySet[Any], order: Order, cursor: Cursor | None) -> QuerySet[Any]:
    descending = order.descending != bool(cursor and cursor.back)
    rows = rows.order_by(*(f"{'-' if descending else ''}{column}" for column in order.columns))
    if order.column != order.tiebreak and cursor is None:
        return rows.filter(**{f"{order.column}__isnull": False})
    if cursor is None:
        return rows
    than = "lt" if descending else "gt"
    last = Q(**{f"{order.columns[-1]}__{than}": cursor.values[-1]})
    if len(order.columns) == 1:
        return rows.filter(last)
    value = cursor.values[0]
    # The first condition alone lets the index begin at the right place.
    return rows.filter(
        Q(**{f"{order.column}__{than}e": value}) & (Q(**{f"{order.column}__{than}": value}) | last)
    )


def _at(order: Order, edge: Sequence[Any], *, back: bool) -> Cursor | None:
    return Cursor(tuple(getattr(edge[0], column) for column in order.columns), back) if edge else None


def _value(column: str, value: Any) -> Any:
    if column in TIMES:
        return datetime.fromisoformat(value)
    if type(value) is not int or not 0 <= value <= LARGEST_ID:
        raise ValueError(column)
    return value
