"""Where a request stands as its country and the Committee read it: the way, who has it, what is promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actors import Actor, Role
from core.errors import Text
from requests_app.models import SupportRequest
from requests_app.states import ENDED, PUBLIC_STATE, CancelReason, DeclineReason, PublicState, RequestState
from workflows.clocks import Promise
from workflows.guards.requests import REVIEW_PERIOD

P = PublicState
WAY = (
    P.RECEIVED,
    P.UNDER_REVIEW,
    P.FINDING_EXPERTS,
    P.AGREEING_TERMS,
    P.PREPARING,
    P.UNDER_WAY,
    P.REPORTING,
    P.COMPLETED,
)
WAITS = frozenset(
    {RequestState.DRAFT, RequestState.QUESTION, RequestState.TERMS}
)  # nothing goes on meanwhile
TONES: Mapping[str, str] = {
    P.ANSWER_NEEDED: "warn",
    P.ON_HOLD: "warn",
    P.COMPLETED: "good",
    P.UNDER_WAY: "good",
    P.DECLINED: "bad",
    P.CANCELLED: "bad",
}
WHAT_HAPPENS: Mapping[str, Text] = {
    P.RECEIVED: gettext_lazy("An officer takes the request and begins to read it."),
    P.UNDER_REVIEW: gettext_lazy(
        "The Support Project checks the request against the priority themes and decides."
    ),
    P.ANSWER_NEEDED: gettext_lazy("The Support Project goes on as soon as the question is answered."),
    P.FINDING_EXPERTS: gettext_lazy(
        "The Support Project looks for suitable experts and asks them one after another."
    ),
    P.AGREEING_TERMS: gettext_lazy("Both sides read and sign the terms of reference."),
    P.PREPARING: gettext_lazy("The Support Project prepares the journey of the experts."),
    P.UNDER_WAY: gettext_lazy("The experts are at work."),
    P.REPORTING: gettext_lazy("The experts write their report; the institution says how it was."),
    P.ON_HOLD: gettext_lazy("All clocks stand still until the request goes on."),
    P.COMPLETED: gettext_lazy("The support is over and the file is closed."),
    P.DECLINED: gettext_lazy("The request was declined."),
    P.WITHDRAWN: gettext_lazy("The country took the request back."),
    P.CANCELLED: gettext_lazy("The request ended before the support was complete."),
}
CLOSING_WORDS: Mapping[str, Mapping[str, Text]] = {
    RequestState.DECLINED: dict(DeclineReason.choices),
    RequestState.CANCELLED: dict(CancelReason.choices),
}


class Place(Enum):
    """Where a stage lies, seen from where the request is."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Stage:
    label: Text
    place: Place

    @property
    def is_here(self) -> bool:
        return self.place is Place.HERE

    @property
    def is_done(self) -> bool:
        return self.place is Place.DONE


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promised time in plain words."""

    label: Text
    words: str
    tone: str


def way_of(support_request: SupportRequest) -> list[Stage]:
    """The public stages with where the request is; none for a draft and for what ended on the way."""
    here = _stage(support_request)
    if here not in WAY:
        return []
    at = WAY.index(here)
    finished = here == P.COMPLETED
    return [
        Stage(
            stage.label,
            Place.DONE if number < at or finished else Place.HERE if number == at else Place.AHEAD,
        )
        for number, stage in enumerate(WAY)
    ]


def tone_of(state: str) -> str:
    return TONES.get(PUBLIC_STATE[state], "plain")


def holder_of(support_request: SupportRequest, actor: Actor, *, waits_for_country: bool) -> Text:
    """Whose turn it is; the office is never named by its people. Empty once nobody has anything to do."""
    if waits_for_country and support_request.state in WAITS:
        return _("You") if actor.role == Role.FOCAL_POINT else _("The focal point")
    return "" if support_request.state in ENDED else _("The Support Project")


def what_happens(support_request: SupportRequest) -> Text:
    """What goes on now, in one sentence."""
    return WHAT_HAPPENS.get(support_request.public_state, "")


def closing_words(support_request: SupportRequest) -> Text:
    """The coded reason of an end, in words; empty where there is none."""
    return CLOSING_WORDS.get(support_request.state, {}).get(support_request.closing_code, "")


def promise_lines(promises: list[Promise]) -> list[PromiseLine]:
    """The promises as sentences: kept, open, late, or waiting with their clock."""
    return [PromiseLine(promise.label, *_standing(promise)) for promise in promises]


def _standing(promise: Promise) -> tuple[str, str]:
    if promise.met_at is not None:
        words = _("done on %(day)s, later than promised") if promise.overdue else _("done on %(day)s")
        return words % {"day": _day(promise.met_at)}, "warn" if promise.overdue else "good"
    if promise.due_at is None:
        return _("the clock stands still"), "plain"
    words = _("was promised by %(day)s and is late") if promise.overdue else _("by %(day)s")
    return words % {"day": _day(promise.due_at)}, "bad" if promise.overdue else "plain"


def _day(at: datetime) -> str:
    return date_format(at, "DATE_FORMAT")


def _stage(support_request: SupportRequest) -> PublicState:
    """The stage on the way; a question belongs to the review, a hold to where it began."""
    state = (
        support_request.held_from if support_request.state == RequestState.ON_HOLD else support_request.state
    )
    public = PUBLIC_STATE[state]
    return P.UNDER_REVIEW if public == P.ANSWER_NEEDED else public


def review_until(support_request: SupportRequest) -> datetime | None:
    """Until when a refusal can be asked to be looked at again; None where nothing was decided."""
    closed_at: datetime | None = support_request.closed_at
    return closed_at + REVIEW_PERIOD if closed_at else None
