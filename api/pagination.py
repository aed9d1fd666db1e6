"""Growing lists, a page at a time, as the API tells them: the addresses of the pages around it beside the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from core.errors import InvalidInput
from core.paging import LARGEST_ID, NEWEST_FIRST, Cursor, Order, slice_of

__all__ = ["DEFAULT_SIZE", "LARGEST_ID", "LARGEST_SIZE", "Cursor", "Order", "page"]

DEFAULT_SIZE, LARGEST_SIZE = 50, 100


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
    sent = request.query_params.get("cursor")
    found = slice_of(rows, order=order, cursor=Cursor.decode(sent, order) if sent else None, size=size)
    return {
        "next": _link(request, found.next),
        "previous": _link(request, found.previous),
        "results": show(found.rows),
    }


def _link(request: Request, cursor: Cursor | None) -> str | None:
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor.encode()) if cursor else None


def _size(request: Request) -> int:
    sent = request.query_params.get("page_size", str(DEFAULT_SIZE))
    if not (sent.isascii() and sent.isdigit() and len(sent) <= 3 and 1 <= int(sent) <= LARGEST_SIZE):
        raise InvalidInput.at("page_size", _("Between 1 and %(most)s.") % {"most": LARGEST_SIZE})
    return int(sent)
