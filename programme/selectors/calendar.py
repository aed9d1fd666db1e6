from __future__ import annotations

from collections.abc import Collection

from programme.calendars import Overrides
from programme.models import Country, Holiday


def calendar_overrides(countries: Collection[str] | None = None) -> Overrides:
    """What the desk knows better than the calendar library, for some countries or for all. Two queries.

    Load it once per call of a service or a page and pass it on: `programme.calendars` asks no database.
    """
    holidays, rows = Holiday.objects.all(), Country.objects.exclude(weekend="")
    if countries is not None:
        holidays, rows = holidays.filter(country__in=countries), rows.filter(iso2__in=countries)
    days = {
        (country, day): kind == Holiday.Kind.WORKING_DAY
        for country, day, kind in holidays.values_list("country_id", "date", "kind")
    }
    weekends = {row.iso2: weekend for row in rows if (weekend := row.weekend_days)}
    return Overrides(days=days, weekends=weekends)
