from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q

from programme.calendars import Overrides
from programme.models import Country, Holiday


def calendar_overrides(countries: Collection[str] | None = None) -> Overrides:
    """What the desk knows better than the calendar library, for some countries or for all. One query.

    Load it once per call of a service or a page and pass it on: `programme.calendars` asks no database.
    """
    rows = Country.objects.filter(~Q(weekend="") | Q(holidays__isnull=False))
    if countries is not None:
        rows = rows.filter(iso2__in=countries)
    found: list[Any] = list(rows.annotate(day=F("holidays__date"), kind=F("holidays__kind")).order_by())
    days = {(row.iso2, row.day): row.kind == Holiday.Kind.WORKING_DAY for row in found if row.day}
    weekends = {row.iso2: weekend for row in found if (weekend := row.weekend_days)}
    return Overrides(days=days, weekends=weekends)
