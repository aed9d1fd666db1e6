"""The desk's promises, computed from the journal: nothing counts down, so no lost job can lose a day.

Working days are those that the country and the desk's seat have in common. A clock stands still while the other
side must act (a question) or the request is on hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Text
from core.models import JournalEvent
from programme.calendars import Overrides, add_working_days, working_days_between
from programme.selectors import calendar_overrides
from requests_app import states
from requests_app.models import SupportRequest
from workflows.calendar import desk_countries


@dataclass(frozen=True, slots=True)
class Rule:
    """A promised time: so many days after the last of `starts`, kept by the first of `stops` after it."""

    code: str
    label: Text
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    days: int
    urgent_days: int | None = None
    calendar_days: bool = False


OFFICER_NAMED = Rule(
    "officer_named",
    _("An officer is named"),
    ("request.submitted",),
    ("request.triage_started", "request.assigned"),
    1,
)
TRIAGED = Rule(
    "triaged", _("First checks completed"), ("request.submitted",), ("request.triage_passed", "declined"), 3
)
DECIDED = Rule(
    "decided",
    _("Decision"),
    ("request.submitted", "request.review_asked"),
    ("approved", "declined"),
    10,
    urgent_days=3,
)
FIRST_OFFER = Rule("first_offer", _("First expert asked"), ("approved",), ("request.offers_sent",), 2)
TERMS_SIGNED = Rule(
    "terms_signed", _("Terms of reference signed"), ("request.team_agreed",), ("signed_by_both",), 5
)
DEPARTED_ON_SITE = Rule(
    "departed", _("Departure"), ("approved",), ("request.deployed",), 30, calendar_days=True
)
DEPARTED_REMOTE = Rule("departed", _("Start of the work"), ("approved",), ("request.deployed",), 5)
REPORTED = Rule("final_report", _("Final report"), ("request.mission_ended",), ("report.submitted",), 10)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as it stands: due, kept or overdue; `due_at` is open while its clock is stopped."""

    code: str
    label: Text
    started_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    overdue: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class Step:
    """An event reduced to what the clocks look at."""

    mark: str
    at: datetime
    left: str
    reached: str


def promises(support_request: SupportRequest, *, now: datetime) -> list[Promise]:
    """The promises that have begun for a request, in their order. Four queries."""
    steps = _steps(support_request)
    countries = desk_countries(support_request.country_id)
    overrides = calendar_overrides(countries)
    remote = not any(position.is_on_site for position in support_request.positions.all())
    departed = DEPARTED_REMOTE if remote else DEPARTED_ON_SITE
    rules = (OFFICER_NAMED, TRIAGED, DECIDED, FIRST_OFFER, TERMS_SIGNED, departed, REPORTED)
    ended = support_request.state in states.ENDED
    found = []
    for rule in rules:
        promise = _promise(
            rule, steps, now=now, urgent=support_request.is_urgent, countries=countries, overrides=overrides
        )
        if promise and not (ended and promise.met_at is None):
            found.append(promise)
    return found


def _promise(
    rule: Rule,
    steps: Sequence[Step],
    *,
    now: datetime,
    urgent: bool,
    countries: tuple[str, ...],
    overrides: Overrides,
) -> Promise | None:
    started = max((step.at for step in steps if step.mark in rule.starts), default=None)
    if started is None:
        return None
    met = min((step.at for step in steps if step.mark in rule.stops and step.at >= started), default=None)
    pauses = _pauses(steps, since=started, until=met or now)
    stopped = met is None and bool(steps) and steps[-1].reached in states.CLOCK_STOPPED
    days = rule.urgent_days if urgent and rule.urgent_days else rule.days
    if rule.calendar_days:
        due = started + timedelta(days=days) + sum((end - start for start, end in pauses), timedelta())
    else:
        paused = sum(working_days_between(start, end, countries, overrides) for start, end in pauses)
        due = add_working_days(started, days + paused, countries, overrides)
    return Promise(
        code=rule.code,
        label=rule.label,
        started_at=started,
        due_at=None if stopped else due,
        met_at=met,
        overdue=not stopped and (met or now) > due,
        stopped=stopped,
    )


def _pauses(steps: Sequence[Step], *, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """The spans in which the clock stood still."""
    pauses, stopped_at = [], None
    for step in steps:
        if step.reached in states.CLOCK_STOPPED and stopped_at is None:
            stopped_at = max(step.at, since)
        elif step.left in states.CLOCK_STOPPED and step.reached not in states.CLOCK_STOPPED and stopped_at:
            pauses.append((stopped_at, max(stopped_at, min(step.at, until))))
            stopped_at = None
    if stopped_at is not None:
        pauses.append((stopped_at, max(stopped_at, until)))
    return [(start, end) for start, end in pauses if end > since]


def _steps(support_request: SupportRequest) -> list[Step]:
    verbs = ("request.", "report.submitted")
    events = JournalEvent.objects.of(support_request.chain).order_by("sequence")
    return [
        Step(_mark(event.verb, event.data), event.at, event.data.get("from", ""), _reached(event))
        for event in events
        if event.verb.startswith(verbs) and "to" in event.data
    ]


def _reached(event: JournalEvent) -> str:
    return str(event.data["to"]) if event.verb.startswith("request.") else ""


def _mark(verb: str, data: dict[str, Any]) -> str:
    """The verb, or what it amounts to where the verb alone does not say it."""
    if verb == "request.approved":
        return "approved" if data.get("complete") else "approved_in_part"
    if verb == "request.terms_signed":
        return "signed_by_both" if data["to"] == "mobilisation" else "signed_by_one"
    return "declined" if verb == "request.declined" else verb
