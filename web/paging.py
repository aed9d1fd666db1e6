"""Long lists in pages, with the page in the address beside whatever else filters the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

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


def _url(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
