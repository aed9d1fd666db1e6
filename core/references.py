"""References that people quote: `TSR-2026-00042`. Gapless within a year, never reused."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from core.models import ReferenceCounter


def next_reference(prefix: str, now: datetime) -> str:
    """The next reference of a kind; call it in the transaction of what it names.

    The counter's row stays locked until that transaction ends, so a rolled-back number is given out again.
    """
    counters = ReferenceCounter.objects.filter(prefix=prefix, year=now.year)
    if not counters.update(value=F("value") + 1):
        ReferenceCounter.objects.get_or_create(prefix=prefix, year=now.year)
        counters.update(value=F("value") + 1)
    return f"{prefix}-{now.year}-{counters.values_list('value', flat=True).get():05d}"
