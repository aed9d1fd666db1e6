"""An expert's calendar as they read it, and as the service takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Text
from experts.models import Expert, Unavailability
from experts.services.availability import PeriodInput

FREE = "free"
AWAY, BUSY = Unavailability.Kind.AWAY.value, Unavailability.Kind.BUSY.value
LABELS: dict[str, Text] = {
    AWAY: _("Not available"),
    BUSY: _("Nothing new"),
    FREE: _("Free"),
}
TONES = {AWAY: "bad", BUSY: "warn", FREE: "good"}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included; `key` names the period when it is taken out."""

    kind: str
    start: date
    end: date

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.start.isoformat()}"

    @property
    def label(self) -> Text:
        return LABELS[self.kind]

    @property
    def tone(self) -> str:
        return TONES[self.kind]


def periods_of(expert: Expert) -> list[Period]:
    """Everything in the calendar by its first day. Two queries."""
    free = [Period(FREE, row.start, row.end) for row in expert.windows.all()]
    taken = [Period(row.kind, row.start, row.end) for row in expert.unavailabilities.all()]
    return sorted(free + taken, key=lambda period: (period.start, period.end))


def as_lists(periods: Iterable[Period]) -> dict[str, list[PeriodInput]]:
    """The two lists that the service replaces."""
    lists: dict[str, Any] = {"windows": [], "unavailabilities": []}
    for period in periods:
        if period.kind == FREE:
            lists["windows"].append(PeriodInput(period.start, period.end))
        else:
            lists["unavailabilities"].append(PeriodInput(period.start, period.end, period.kind))
    return lists
