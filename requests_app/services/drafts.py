"""A focal point writes: drafts, and answers completed or corrected later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import journal, storage
from core.actors import Actor, Role
from core.errors import Blocked, InvalidInput, NotAllowed, NotFound, Problems, Reason
from core.transitions import lock, refuse_if_stale
from programme.models import Country, Phase
from requests_app import form, rules, states
from requests_app.models import SupportRequest
from requests_app.services.answers import check_answers, set_answers
from requests_app.states import RequestState


def create_draft(*, country: str, answers: Mapping[str, Any], actor: Actor, now: datetime) -> SupportRequest:
    """Begin a request for a country (ISO alpha-2) with whatever answers there are; nothing is required yet.

    Raises `NotAllowed` for a country that the actor does not speak for, and `InvalidInput` at each wrong answer.
    """
    if actor.role != Role.FOCAL_POINT:
        raise NotAllowed(_("Only an accredited focal point can make a request for a country."))
    if country not in actor.countries:
        raise InvalidInput.at(
            "country", _("You are not accredited as focal point of this country."), code="not_accredited"
        )
    phase = Phase.objects.current()
    if phase is None:
        raise Blocked(reasons=[Reason("no_phase", _("No phase of the Support Project is running."))])
    support_request: SupportRequest = SupportRequest(
        phase=phase,
        country=Country.objects.get(pk=country),
        created_by_id=actor.signed_in_id,
        text_language=actor.language,
        created_at=now,
        updated_at=now,
    )
    problems = Problems()
    check_answers(support_request, answers, now=now, problems=problems)
    problems.raise_if_any()
    with transaction.atomic():
        set_answers(support_request, answers, now=now)
    return support_request


def edit_answers(
    *,
    support_request: SupportRequest,
    answers: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Change answers: all of a draft, the fields a question opened, or what may be completed under review.

    Raises `Stale` when the caller saw an older version, `Blocked` when the state or the question does not open
    these fields, `InvalidInput` at each wrong answer.
    """
    with transaction.atomic():
        row, _dossier = lock(support_request)
        if not rules.may_see(actor, row):
            raise NotFound
        if not rules.may_edit_answers(actor, row):
            raise NotAllowed(_("Only a focal point of the country can change the answers."))
        refuse_if_stale(row, expected_version)
        change_answers(row, answers, now=now)
        _save_edited(row, answers, actor=actor, now=now)
    return row


def change_answers(row: SupportRequest, answers: Mapping[str, Any], *, now: datetime) -> None:
    """Check and set answers on a locked row within what its state opens; the caller saves the row."""
    problems = Problems()
    check_answers(row, answers, now=now, problems=problems)
    problems.raise_if_any()
    closed = sorted(set(answers) - open_fields(row))
    if closed:
        raise Blocked(
            _("These answers can no longer be changed here."),
            code="answers_closed",
            reasons=[
                Reason("answer_closed", _("This answer is part of what was submitted."), field=code)
                for code in closed
            ],
        )
    set_answers(row, answers, now=now)
    if row.state != RequestState.DRAFT:
        _refuse_gaps(row, answers)


def _refuse_gaps(row: SupportRequest, answers: Mapping[str, Any]) -> None:
    """What a request needs to be sent it needs afterwards, too."""
    problems = Problems()
    for code in set(form.missing_answers(row)) & set(answers):
        problems.add(code, _("This answer is needed and cannot be taken back."), code="required")
    problems.raise_if_any()


def open_fields(support_request: SupportRequest) -> frozenset[str]:
    """The codes of the answers that the focal point may change now."""
    state = support_request.state
    if state == RequestState.DRAFT:
        return form.CODES
    if state == RequestState.QUESTION:
        asked = support_request.questions.filter(answered_at=None).values_list("fields", flat=True).first()
        return frozenset(asked or form.CODES) | form.COMPLETABLE
    if state in states.BEFORE_DECISION:
        return form.COMPLETABLE
    return frozenset()


def delete_draft(
    *, support_request: SupportRequest, actor: Actor, now: datetime, expected_version: int | None = None
) -> None:
    """Throw a draft away. What was submitted is withdrawn instead, and never deleted.

    A draft has no journal yet: the chain of a request begins when the country submits it.
    """
    with transaction.atomic():
        row, _dossier = lock(support_request)
        if not rules.may_see(actor, row):
            raise NotFound
        if not rules.may_edit_answers(actor, row):
            raise NotAllowed
        refuse_if_stale(row, expected_version)
        if row.state != RequestState.DRAFT:
            reason = Reason("not_a_draft", _("What was submitted can be withdrawn, not deleted."))
            raise Blocked(reasons=[reason])
        files = list(row.attachments.values_list("file", flat=True))
        row.delete()
        transaction.on_commit(lambda: storage.remove(files))


def _save_edited(row: SupportRequest, answers: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    row.version += 1
    if row.state != RequestState.DRAFT:
        journal.append(
            row,
            "request.edited",
            actor=actor,
            now=now,
            audience={Role.FOCAL_POINT, Role.MANAGER},
            data={"fields": sorted(answers)},
        )
    row.save()
