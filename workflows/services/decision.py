"""The decision: approval by size, refusal, and its review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.actors import Actor
from core.errors import InvalidInput
from core.text import language_of
from core.transitions import perform
from programme.selectors import approvals_needed
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.selectors import theme_check_of
from requests_app.services.positions import expert_days
from requests_app.states import DeclineReason
from workflows.actions import requests as actions
from workflows.models import Approval
from workflows.services.terms import compose_first_terms
from workflows.services.theme_readings import keep_reading


def approve_request(
    *,
    support_request: SupportRequest,
    note: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Approve; by its size in expert days a request needs one person or two (`programme.ApprovalRule`).

    With the last approval the request is kept as agreed and its draft terms of reference are composed.
    """
    outcome: dict[str, Any] = {}

    def arguments(row: SupportRequest) -> dict[str, Any]:
        days = expert_days(row)
        given = row.approvals.filter(round=row.review_round, expert_days=days).count() + 1
        outcome.update(days=days, needed=approvals_needed(days), given=given, note=note)
        outcome["complete"] = given >= outcome["needed"]
        return {
            "complete": outcome["complete"],
            "approved_days": days,
            "as_agreed": form.answers_of(row),
            "now": now,
        }

    def effect(row: SupportRequest) -> None:
        Approval.objects.create(
            support_request=row,
            round=row.review_round,
            approver_id=actor.signed_in_id,
            expert_days=outcome["days"],
            note=note,
            text_language=language_of(note, actor.language),
            approved_at=now,
        )
        if outcome["complete"]:
            compose_first_terms(row, now=now)

    return perform(
        actions.APPROVE,
        support_request,
        actor=actor,
        now=now,
        arguments=arguments,
        data=outcome,
        effect=effect,
        expected_version=expected_version,
    )


def decline_request(
    *,
    support_request: SupportRequest,
    code: str,
    text: str,
    actor: Actor,
    now: datetime,
    text_language: str = "",
    expected_version: int | None = None,
) -> SupportRequest:
    """Decline with a coded reason and a text in the focal point's language: the request's, unless said otherwise."""
    if code not in DeclineReason.values:
        raise InvalidInput.at("code", _("Choose one of the reasons."), code="unknown_code")
    language = language_of(text, text_language or support_request.text_language)

    def effect(row: SupportRequest) -> None:
        if code == DeclineReason.OUTSIDE_THEMES:
            keep_reading(row, theme_check_of(row), main="", confirmed=(), now=now)

    return perform(
        actions.DECLINE,
        support_request,
        actor=actor,
        now=now,
        arguments={
            "code": code,
            "text": text,
            "language": language,
            "declined_by_id": actor.user_id,
            "now": now,
        },
        data={"code": code, "text": text, "text_language": language},
        effect=effect,
        expected_version=expected_version,
    )


def ask_review(
    *,
    support_request: SupportRequest,
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Have a refusal looked at again, once, by another officer."""
    language = language_of(reason, actor.language)
    return perform(
        actions.ASK_REVIEW,
        support_request,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": language, "now": now},
        data={"reason": reason, "text_language": language},
        expected_version=expected_version,
    )
