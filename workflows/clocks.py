"""The desk's promises, computed from the journal: nothing counts down, so no lost job can lose a day.

Working days are those that the country and the desk's seat have in common. A clock stands still while the other
side must act (a question) or the request is on hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from core.models import JournalEvent
from programme.calendars import Overrides, add_working_days, working_days_between
from programme.selectors import calendar_overrides
from requests_app import states
from requests_app.models import Position, SupportRequest
from requests_app.states import Modality
from workflows.calendar import desk_countries

LATE = datetime.max.replace(tzinfo=UTC)  # after every promise: where a clock stands still


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
    return promises_of([support_request], now=now)[support_request.pk]


def promises_of(
    rows: Collection[SupportRequest], *, now: datetime, open_only: bool = False
) -> dict[int, list[Promise]]:
    """The promises that have begun for each of these requests. As many queries for many as for one.

    `open_only` leaves out those that were kept, without computing when they had to be.
    """
    steps = _steps(rows)
    overrides = calendar_overrides({code for row in rows for code in desk_countries(row.country_id)})
    on_site = set(
        Position.objects.filter(support_request__in=[row.pk for row in rows])
        .exclude(modality=Modality.REMOTE)
        .values_list("support_request_id", flat=True)
    )
    return {
        row.pk: _begun(
            row,
            steps[row.chain],
            on_site=row.pk in on_site,
            now=now,
            overrides=overrides,
            open_only=open_only,
        )
        for row in rows
    }


def next_promise(found: Sequence[Promise]) -> Promise | None:
    """The promise that runs out next, what is overdue first; None where none is open."""
    waiting = [promise for promise in found if promise.met_at is None]
    return min(waiting, key=lambda promise: promise.due_at or LATE, default=None)


def _begun(
    row: SupportRequest,
    steps: Sequence[Step],
    *,
    on_site: bool,
    now: datetime,
    overrides: Overrides,
    open_only: bool,
) -> list[Promise]:
    countries = desk_countries(row.country_id)
    departed = DEPARTED_ON_SITE if on_site else DEPARTED_REMOTE
    rules = (OFFICER_NAMED, TRIAGED, DECIDED, FIRST_OFFER, TERMS_SIGNED, departed, REPORTED)
    ended, found = row.state in states.ENDED, []
    for rule in rules:
        span = _span(rule, steps)
        if span is None or (ended and span[1] is None) or (open_only and span[1] is not None):
            continue
        found.append(
            _promise(rule, span, steps, now, urgent=row.is_urgent, countries=countries, overrides=overrides)
        )
    return found


def _span(rule: Rule, steps: Sequence[Step]) -> tuple[datetime, datetime | None] | None:
    """When a promise began and when it was kept; None before it began."""
    started = max((step.at for step in steps if step.mark in rule.starts), default=None)
    if started is None:
        return None
    met = (step.at for step in steps if step.mark in rule.stops and step.at >= started)
    return started, min(met, default=None)


def _promise(
    rule: Rule,
    span: tuple[datetime, datetime | None],
    steps: Sequence[Step],
    now: datetime,
    *,
    urgent: bool,
    countries: tuple[str, ...],
    overrides: Overrides,
) -> Promise:
    started, met = span
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


def _steps(rows: Collection[SupportRequest]) -> Mapping[str, list[Step]]:
    """What the clocks look at in the journals of these requests, by chain, first to last."""
    told = Q(verb__startswith="request.") | Q(verb="report.submitted")
    events = JournalEvent.objects.filter(told, chain__in=[row.chain for row in rows])
    found: dict[str, list[Step]] = defaultdict(list)
    # Plain values: a queue looks at thousands of events, and a row of the journal costs more than its step.
    for chain, verb, data, at in events.order_by("chain", "sequence").values_list(
        "chain", "verb", "data", "at"
    ):
        if "to" in data:
            found[chain].append(Step(_mark(verb, data), at, data.get("from", ""), _reached(verb, data)))
    return found


def _reached(verb: str, data: dict[str, Any]) -> str:
    return str(data["to"]) if verb.startswith("request.") else ""


def _mark(verb: str, data: dict[str, Any]) -> str:
    """The verb, or what it amounts to where the verb alone does not say it."""
    if verb == "request.approved":
        return "approved" if data.get("complete") else "approved_in_part"
    if verb == "request.terms_signed":
        return "signed_by_both" if data["to"] == "mobilisation" else "signed_by_one"
    return "declined" if verb == "request.declined" else verb
