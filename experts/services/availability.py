"""A person's calendar: windows in which they are free, and periods in which they are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import journal
from core.actors import Actor
from core.errors import Problems
from experts.models import AvailabilityWindow, Expert, Unavailability
from experts.services.access import audience, hold

LONGEST_LIST = 200


@dataclass(frozen=True, slots=True)
class PeriodInput:
    """First and last day, both included; `kind` (busy or away) counts for unavailability only."""

    start: date
    end: date
    kind: str = Unavailability.Kind.AWAY


def set_availability(
    *,
    expert: Expert,
    actor: Actor,
    now: datetime,
    windows: Sequence[PeriodInput] | None = None,
    unavailabilities: Sequence[PeriodInput] | None = None,
    expected_version: int | None = None,
) -> Expert:
    """Replace the windows, the unavailabilities, or both; what is not given stays.

    With any window the person is free only within windows; with none, always but for the unavailabilities.
    Periods of one list must not overlap.
    """
    with transaction.atomic():
        row = hold(expert, actor=actor, expected_version=expected_version)
        given = {"windows": windows, "unavailabilities": unavailabilities}
        _refuse_bad_periods(windows=windows or (), unavailabilities=unavailabilities or ())
        if windows is not None:
            row.windows.all().delete()
            AvailabilityWindow.objects.bulk_create(
                AvailabilityWindow(expert=row, start=period.start, end=period.end) for period in windows
            )
        if unavailabilities is not None:
            row.unavailabilities.all().delete()
            Unavailability.objects.bulk_create(
                Unavailability(expert=row, start=period.start, end=period.end, kind=period.kind)
                for period in unavailabilities
            )
        row.version += 1
        journal.append(
            row,
            "expert.availability_set",
            actor=actor,
            now=now,
            audience=audience(row),
            data={name: len(periods) for name, periods in given.items() if periods is not None},
        )
        row.save(update_fields=["version", "journal_sequence", "journal_hash"])
    return row


def _refuse_bad_periods(**lists: Sequence[PeriodInput]) -> None:
    problems = Problems()
    for name, periods in lists.items():
        if len(periods) > LONGEST_LIST:
            problems.add(name, _("Give at most 200 periods."), code="too_long")
        for place, period in enumerate(periods):
            if period.end < period.start:
                problems.add(f"{name}.{place}.end", _("The end lies before the beginning."), code="order")
            if period.kind not in Unavailability.Kind.values:
                problems.add(f"{name}.{place}.kind", _("Choose one of the values offered."), code="unknown")
        _refuse_overlaps(name, periods, problems)
    problems.raise_if_any()


def _refuse_overlaps(name: str, periods: Sequence[PeriodInput], problems: Problems) -> None:
    """Tells the later of two overlapping periods, each period at most once."""
    in_order = sorted(enumerate(periods), key=lambda numbered: (numbered[1].start, numbered[0]))
    reached: date | None = None
    for place, period in in_order:
        if reached is not None and period.start <= reached:
            problems.add(f"{name}.{place}", _("This period overlaps with another one."), code="overlap")
        reached = max(reached or period.end, period.end)
