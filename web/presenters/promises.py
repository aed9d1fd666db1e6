"""A promise as the office reads it in a line: until when, and how pressing it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

from core.errors import Text
from workflows.clocks import Promise

SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What is promised, when it was kept or has to be, how that stands (`words`), and the tone to say it in."""

    label: Text
    at: datetime | None
    words: str
    tone: str


def due(promise: Promise | None, *, now: datetime) -> Due | None:
    """The promise in one line; None where nothing is promised."""
    if promise is None:
        return None
    words, tone = _standing(promise, now)
    return Due(promise.label, promise.met_at or promise.due_at, words, tone)


def _standing(promise: Promise, now: datetime) -> tuple[str, str]:
    if promise.met_at is not None:
        return (_("kept late"), "warn") if promise.overdue else (_("kept"), "good")
    if promise.due_at is None:
        return _("its clock stands still"), "plain"
    if promise.overdue:
        return _("overdue by %(time)s") % {"time": timesince(promise.due_at, now, depth=1)}, "bad"
    words = _("in %(time)s") % {"time": timeuntil(promise.due_at, now, depth=1)}
    return words, "warn" if promise.due_at - now < SOON else "plain"
