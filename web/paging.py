"""Long lists in pages, with the page in the address beside whatever else filters the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from core.errors import InvalidInput
from core.paging import Cursor, Order, slice_of

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Paged:
    """The rows of one page, and the addresses of its neighbours (empty where there is none)."""

    rows: list[Any]
    number: int
    pages: int
    total: int
    previous_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one page of a list without an end; nobody counts how many pages there are."""

    rows: list[Any]
    previous_url: str
    next_url: str


def stretch(request: HttpRequest, rows: QuerySet[Any], *, order: Order, size: int = PER_PAGE) -> Stretch:
    """The page that begins where the address says, the first where it says nothing. One query.

    No page costs more than the first, however long the list is; a cursor of another order leads to the beginning.
    """
    found = slice_of(rows, order=order, cursor=_cursor(request, order), size=size)
    return Stretch(found.rows, _after(request, found.previous), _after(request, found.next))


def paged(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, size: int = PER_PAGE) -> Paged:
    """The page that the address asks for, or the nearest that exists. Two queries."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return Paged(
        rows=list(page.object_list),
        number=page.number,
        pages=page.paginator.num_pages,
        total=page.paginator.count,
        previous_url=_url(request, page.number - 1) if page.has_previous() else "",
        next_url=_url(request, page.number + 1) if page.has_next() else "",
    )


def _cursor(request: HttpRequest, order: Order) -> Cursor | None:
    try:
        return Cursor.decode(request.GET["cursor"], order) if request.GET.get("cursor") else None
    except InvalidInput:
        return None


def _after(request: HttpRequest, cursor: Cursor | None) -> str:
    return _with(request, "cursor", cursor.encode()) if cursor else ""


def _url(request: HttpRequest, number: int) -> str:
    return _with(request, "page", str(number))


def _with(request: HttpRequest, name: str, value: str) -> str:
    asked = request.GET.copy()
    asked[name] = value
    return f"?{asked.urlencode()}"
