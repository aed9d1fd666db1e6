"""Pauses and early ends: hold, resume, cancel."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from core.actors import Actor
from core.errors import InvalidInput
from core.models import JournalEvent
from core.text import language_of
from core.transitions import perform
from requests_app import states
from requests_app.models import SupportRequest
from requests_app.states import CancelReason, RequestState
from workflows.actions import requests as actions
from workflows.services.offers import after_answer, ask_next, positions_to_fill
from workflows.services.standing_down import stand_down
from workflows.states import ConsultationState


def hold_request(
    *,
    support_request: SupportRequest,
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Put an open request on hold; its clocks and the deadlines of its offers stop."""
    language = language_of(reason, actor.language)
    return perform(
        actions.HOLD,
        support_request,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": language},
        data={"reason": reason, "text_language": language},
        expected_version=expected_version,
    )


def resume_request(
    *, support_request: SupportRequest, actor: Actor, now: datetime, expected_version: int | None = None
) -> SupportRequest:
    """Go on where the request was held; whoever had time to answer gets the time of the hold on top."""
    return perform(
        actions.RESUME,
        support_request,
        actor=actor,
        now=now,
        effect=lambda row: _go_on(row, now),
        expected_version=expected_version,
    )


def cancel_request(
    *,
    support_request: SupportRequest,
    code: str,
    text: str,
    actor: Actor,
    now: datetime,
    text_language: str = "",
    expected_version: int | None = None,
    within: SupportRequest | None = None,
) -> SupportRequest:
    """End an open request with a coded reason; offers, departures and missions end with it.

    `within` is the request itself where the caller holds its lock.
    """
    if code not in CancelReason.values:
        raise InvalidInput.at("code", _("Choose one of the reasons."), code="unknown_code")
    language = language_of(text, text_language or actor.language)
    return perform(
        actions.CANCEL,
        support_request,
        actor=actor,
        now=now,
        arguments={"code": code, "text": text, "language": language, "now": now},
        data={"code": code, "text": text, "text_language": language},
        effect=lambda row: stand_down(row, reason="cancelled", now=now),
        expected_version=expected_version,
        within=within,
    )


def _go_on(row: SupportRequest, now: datetime) -> None:
    """Give back the time of the hold, and catch up with what was answered during it."""
    if row.state in states.BEFORE_DECISION:
        return  # nobody has been asked yet
    held = now - _held_at(row, now)
    row.offers.open().update(deadline=F("deadline") + held)
    row.consultations.filter(state=ConsultationState.SHOWN).update(due_at=F("due_at") + held)
    if row.state == RequestState.OFFERING:
        for position in positions_to_fill(row):
            ask_next(position, row, now=now)
        after_answer(row, now=now)


def _held_at(row: SupportRequest, now: datetime) -> datetime:
    events = JournalEvent.objects.of(row.chain).filter(verb=actions.HOLD.verb)
    return events.order_by("-sequence").values_list("at", flat=True).first() or now
