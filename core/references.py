"""References that people quote: `TSR-2026-00042`. Gapless within a year, never reused."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from core.models import ReferenceCounter


def next_reference(prefix: str, now: datetime) -> str:
    """The next reference of a kind; call it in the transaction of what it names.

    The counter's row stays locked until that transaction ends, so a rolled-back number is given out again.
    """
    number = _counted_up(prefix, now.year)
    if number is None:
        ReferenceCounter.objects.get_or_create(prefix=prefix, year=now.year)
        number = _counted_up(prefix, now.year)
    return f"{prefix}-{now.year}-{number:05d}"


def _counted_up(prefix: str, year: int) -> int | None:
    """The counter's new value, read by the statement that wrote it; none while there is no such counter."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_referencecounter SET value = value + 1 WHERE prefix = %s AND year = %s RETURNING value",
            [prefix, year],
        )
        counted = cursor.fetchone()
    return counted[0] if counted else None
