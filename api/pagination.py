"""Growing lists, a page at a time: each cursor names the row where the page begins, so no page costs more than the
first and nothing is skipped or told twice while rows are added."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from core.errors import InvalidInput

DEFAULT_SIZE, LARGEST_SIZE = 50, 100
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


def page(
    request: Request,
    rows: QuerySet[Any],
    show: Callable[[Sequence[Any]], list[Any]],
    *,
    order: Order = NEWEST_FIRST,
) -> dict[str, Any]:
    """One page of the rows as `{next, previous, results}`; `show` turns its rows into what the caller reads.

    Rows without a value in the ordering column are left out: they have no place in the order.
    """
    size = _size(request)
    cursor = _cursor(request, order)
    found = list(_after(rows, order, cursor)[: size + 1])
    more, found = len(found) > size, found[:size]
    if cursor and cursor.back:
        found.reverse()
    before, after = (more, True) if cursor and cursor.back else (cursor is not None, more)
    return {
        "next": _link(request, order, found[-1:], back=False) if after else None,
        "previous": _link(request, order, found[:1], back=True) if before else None,
        "results": show(found),
    }


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


def _link(request: Request, order: Order, edge: Sequence[Any], *, back: bool) -> str | None:
    if not edge:
        return None
    values = tuple(getattr(edge[0], column) for column in order.columns)
    return replace_query_param(request.build_absolute_uri(), "cursor", Cursor(values, back).encode())


def _size(request: Request) -> int:
    sent = request.query_params.get("page_size", str(DEFAULT_SIZE))
    if not (sent.isascii() and sent.isdigit() and len(sent) <= 3 and 1 <= int(sent) <= LARGEST_SIZE):
        raise InvalidInput.at("page_size", _("Between 1 and %(most)s.") % {"most": LARGEST_SIZE})
    return int(sent)


def _cursor(request: Request, order: Order) -> Cursor | None:
    sent = request.query_params.get("cursor")
    if not sent:
        return None
    try:
        back, *values = json.loads(base64.urlsafe_b64decode(sent + "=" * (-len(sent) % 4)))
        return Cursor(tuple(_value(*pair) for pair in zip(order.columns, values, strict=True)), bool(back))
    except (ValueError, TypeError, RecursionError, binascii.Error) as broken:
        message = _("This cursor does not belong to this list.")
        raise InvalidInput.at("cursor", message, code="bad_cursor") from broken


def _value(column: str, value: Any) -> Any:
    if column in TIMES:
        return datetime.fromisoformat(value)
    if type(value) is not int or not 0 <= value <= LARGEST_ID:
        raise ValueError(column)
    return value
