"""The queue as it is drawn: the stages to choose from with their counts, and the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.errors import Text
from requests_app import states
from requests_app.models import SupportRequest
from requests_app.states import RequestState, Urgency
from web.presenters.promises import Due, due
from workflows.selectors.latest import Latest
from workflows.selectors.queue import STAGES, Asked, Line

STAGE_LABELS: Mapping[str, Text] = {
    "office": _("Waiting for the office"),
    "review": _("To review"),
    "team": _("Finding experts"),
    "departure": _("Terms and departure"),
    "mission": _("Mission and report"),
    "elsewhere": _("Waiting for the country or on hold"),
    "open": _("All open"),
}
THEME_NOTES: Mapping[str, Text] = {
    "office": "",
    "country": _("(named by the country)"),
    "text": _("(proposed from the text)"),
}
URGENCY_TONES: Mapping[str, str] = {Urgency.URGENT: "warn", Urgency.CRISIS: "bad"}
STATE_TONES: Mapping[str, str] = {
    RequestState.SUBMITTED: "warn",
    RequestState.QUESTION: "warn",
    RequestState.ON_HOLD: "warn",
    RequestState.DECLINED: "bad",
    RequestState.CANCELLED: "bad",
    RequestState.CLOSED: "good",
}


@dataclass(frozen=True, slots=True)
class Take:
    """Where a case that nobody has is taken with one press, and the field that says by whom."""

    url: str
    officer: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A stage, or one state of it, with how many requests are there."""

    label: Text
    url: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A line of the queue."""

    row: Any
    state: str
    tone: str
    urgency: Text
    urgency_tone: str
    theme_note: Text
    due: Due | None
    age: str
    latest: Latest | None
    take: Take | None


def tabs(asked: Asked, counts: Counter[str], query: QueryDict) -> list[Tab]:
    """The stages; the one that is shown, or that the shown state belongs to, is marked."""
    return [
        Tab(
            label, _address(query, stage), sum(counts[state] for state in STAGES[stage]), stage == asked.stage
        )
        for stage, label in STAGE_LABELS.items()
    ]


def states_of(asked: Asked, counts: Counter[str], query: QueryDict) -> list[Tab]:
    """The states in which anything is, to look at one of them alone."""
    return [
        Tab(RequestState(state).label, _address(query, state), counts[state], state == asked.stage)
        for state in STAGES["open"]
        if counts[state] or state == asked.stage
    ]


def lines_for(lines: Iterable[Line], *, email: str, now: datetime) -> list[QueueLine]:
    return [_line(line, email, now) for line in lines]


def _line(line: Line, email: str, now: datetime) -> QueueLine:
    row = line.row
    return QueueLine(
        row=row,
        state=row.get_state_display(),
        tone=STATE_TONES.get(row.state, "plain"),
        urgency=row.get_urgency_display() if row.is_urgent else "",
        urgency_tone=URGENCY_TONES.get(row.urgency, "plain"),
        theme_note=THEME_NOTES[line.theme_comes_from],
        due=due(line.promise, now=now),
        age=age(row.submitted_at, now=now),
        latest=line.latest,
        take=take_of(row, email=email),
    )


def take_of(support_request: SupportRequest, *, email: str) -> Take | None:
    """How the reader takes a case that nobody has; None where somebody has it or it has ended."""
    row = support_request
    if row.state == RequestState.SUBMITTED:
        return Take(reverse("request_start_triage", args=[row.pk]), "")
    if row.officer_id is None and row.state in states.OPEN:
        return Take(reverse("request_assign", args=[row.pk]), email)
    return None


def age(submitted_at: datetime | None, *, now: datetime) -> str:
    """How long ago a request came in, in whole days."""
    days = (now - submitted_at).days if submitted_at else 0
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _address(query: QueryDict, stage: str) -> str:
    asked = query.copy()
    asked["stage"] = stage
    asked.pop("page", None)
    return f"?{asked.urlencode()}"
