"""A case as its officer sees it at one glance: where it stands, what is promised next, which part is at work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Text
from requests_app import states
from requests_app.models import SupportRequest
from requests_app.states import CancelReason, DeclineReason, RequestState
from web.presenters.drafts import in_words
from web.presenters.promises import Due, due
from web.presenters.questions import Section
from web.presenters.triage import STATE_TONES, URGENCY_TONES, age
from workflows.clocks import next_promise, promises

S = RequestState
REQUEST, CHECKS, THEMES, TEAM, DECISION = "request", "checks", "themes", "team", "decision"
TERMS, MISSION, CLOSING = "terms", "mission", "closing"
# The parts in which the work of a state is done; the first is the one to begin with.
AT_WORK: Mapping[str, tuple[str, ...]] = {
    S.SUBMITTED: (REQUEST,),
    S.TRIAGE: (CHECKS, REQUEST),
    S.THEME_CHECK: (THEMES,),
    S.DECISION: (DECISION, TEAM),
    S.MATCHING: (TEAM,),
    S.OFFERING: (TEAM,),
    S.TERMS: (TERMS,),
    S.MOBILISATION: (MISSION,),
    S.DEPLOYED: (MISSION,),
    S.REPORTING: (CLOSING, MISSION),
}
# Where the form of an action stands on the page of the case.
PART_OF: Mapping[str, str] = {"pass_triage": CHECKS, "confirm_themes": THEMES, "approve": DECISION}
LABELS: Mapping[str, Text] = {
    CHECKS: _("First checks"),
    REQUEST: _("Request"),
    THEMES: _("Themes"),
    DECISION: _("Decision"),
    TEAM: _("Positions and experts"),
    TERMS: _("Terms of reference"),
    MISSION: _("Deployments and reports"),
    CLOSING: _("Evaluations"),
    "messages": _("Messages"),
    "files": _("Files"),
    "timeline": _("What happened"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """The first lines of a case."""

    state: str
    tone: str
    urgency: Text
    urgency_tone: str
    age: str
    next: Due | None
    promises: list[Due]
    on_hold: bool
    ended: bool
    ended_because: str


@dataclass(frozen=True, slots=True)
class Check:
    """An answered first check."""

    label: str
    answer: Text
    note: str
    note_language: str


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that is no longer what the country sent, or what was approved."""

    label: Text
    before: str
    now: str


def head_of(support_request: SupportRequest, *, now: datetime) -> Head:
    """Four queries: the journal, the positions and both calendars."""
    row = support_request
    found = promises(row, now=now)
    lines = [due(promise, now=now) for promise in found]
    return Head(
        state=row.get_state_display(),
        tone=STATE_TONES.get(row.state, "plain"),
        urgency=row.get_urgency_display() if row.is_urgent else "",
        urgency_tone=URGENCY_TONES.get(row.urgency, "plain"),
        age=age(row.submitted_at, now=now),
        next=due(next_promise(found), now=now),
        promises=[line for line in lines if line],
        on_hold=row.state == S.ON_HOLD,
        ended=row.state in states.ENDED,
        ended_because=_ended_because(row),
    )


def at_work(support_request: SupportRequest) -> tuple[str, ...]:
    """The parts that are open: those of the state, or of the one to which a pause goes back."""
    row = support_request
    state = {S.QUESTION: row.returns_to, S.ON_HOLD: row.held_from}.get(row.state, row.state)
    return AT_WORK.get(state, ("timeline",))


def checks_of(support_request: SupportRequest, labels: Mapping[str, str]) -> list[Check]:
    """The first checks as they were answered."""
    return [
        Check(
            label=label,
            answer=ANSWERS.get(entry.get("answer", ""), ""),
            note=entry.get("note", ""),
            note_language=entry.get("text_language", ""),
        )
        for code, label in labels.items()
        if (entry := support_request.checklist.get(code))
    ]


ANSWERS: Mapping[str, Text] = {"yes": _("Yes"), "no": _("No"), "n/a": _("Not applicable")}


def changes_since(
    before: Mapping[str, Any], present: Mapping[str, Any], sections: Iterable[Section]
) -> list[Change]:
    """What the answers in force (`present`) say otherwise than `before`; nothing where there is no before."""
    return [
        Change(
            label=question.label,
            before=in_words(question, before[question.code]),
            now=in_words(question, present[question.code]),
        )
        for section in sections
        for question in section.questions
        if question.code in before and before[question.code] != present[question.code]
    ]


def _ended_because(row: SupportRequest) -> str:
    if row.state not in states.ENDED or not row.closing_code:
        return ""
    reasons: dict[str, Any] = {**dict(DeclineReason.choices), **dict(CancelReason.choices)}
    return str(reasons.get(row.closing_code, row.closing_code))
