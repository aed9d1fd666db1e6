"""A request enters the desk, and may be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.actors import Actor
from core.references import next_reference
from core.text import language_of, searchable
from core.transitions import perform
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.services.drafts import edit_answers
from workflows.actions import requests as actions
from workflows.services.standing_down import stand_down

PREFIX = "TSR"


def submit_request(
    *, support_request: SupportRequest, actor: Actor, now: datetime, expected_version: int | None = None
) -> SupportRequest:
    """Send the request to the desk: it gets its reference, and the answers are kept as they were submitted."""

    def arguments(row: SupportRequest) -> dict[str, Any]:
        reference = next_reference(PREFIX, now)
        row.search_text = searchable(reference) + row.search_text
        return {"reference": reference, "as_submitted": form.answers_of(row), "now": now}

    return perform(
        actions.SUBMIT,
        support_request,
        actor=actor,
        now=now,
        arguments=arguments,
        expected_version=expected_version,
    )


def endorse_and_submit(
    *,
    support_request: SupportRequest,
    answers: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Write the endorsement and the consent and send the request in one go: both happen, or neither."""
    with transaction.atomic():
        endorsed = edit_answers(
            support_request=support_request,
            answers=answers,
            actor=actor,
            now=now,
            expected_version=expected_version,
        )
        return submit_request(support_request=endorsed, actor=actor, now=now)


def withdraw_request(
    *,
    support_request: SupportRequest,
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Take the request back before anybody has left; open offers are retracted, departures cancelled."""
    language = language_of(reason, actor.language)
    return perform(
        actions.WITHDRAW,
        support_request,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": language, "now": now},
        data={"reason": reason, "text_language": language},
        effect=lambda row: stand_down(row, reason="withdrawn", now=now),
        expected_version=expected_version,
    )
