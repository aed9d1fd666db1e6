"""Requests as their readers may know them.

Managers see everything. A focal point never reads who of the desk had the case in hand, nor what was noted about it
there. The Committee reads no name, address or number of any person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.selectors import people
from core.actors import Actor, Role
from requests_app import form
from requests_app.models import Question, RequestTheme, SupportRequest
from requests_app.services.drafts import open_fields
from requests_app.states import RequestState, public_label
from workflows.clocks import promises

WITH_THEMES = Prefetch("request_themes", RequestTheme.objects.select_related("theme"))
SHOWN_WITH = (
    WITH_THEMES,
    "objectives",
    "support_types",
    "expertise",
    "peer_countries",
    "questions",
    "positions",
)
PERSONAL = ("unit_contact", "endorsement")
IMPERSONAL_PARTS = ("unit", "function")


def rows_for(actor: Actor, rows: Sequence[SupportRequest]) -> list[dict[str, Any]]:
    """The requests as lines of a list. Two queries, whatever their number."""
    prefetch_related_objects(list(rows), Prefetch("request_themes", _named_themes()))
    names = people(row.officer_id for row in rows) if actor.role == Role.MANAGER else {}
    return [_row(actor, row, names) for row in rows]


def request_for(actor: Actor, row: SupportRequest, *, now: datetime) -> dict[str, Any]:
    """The whole request."""
    prefetch_related_objects([row], *SHOWN_WITH)
    is_draft = row.state == RequestState.DRAFT
    questions = list(row.questions.all())
    names = people(_people_of(row, questions))
    shown = {
        **answers_for(actor, form.answers_of(row)),
        **_row(actor, row, names),
        "missing": form.missing_answers(row) if is_draft else [],
        "open_fields": sorted(open_fields(row)) if actor.role == Role.FOCAL_POINT else [],
        "questions": [
            question_for(actor, question, names) for question in sorted(questions, key=_open_first)
        ],
        "promises": [] if is_draft else promises(row, now=now),
        "decided_at": row.decided_at,
        "closed_at": row.closed_at,
        "closing_code": row.closing_code,
        "closing_text": row.closing_text,
        "closing_text_language": row.closing_text_language,
        "hold_reason": row.hold_reason if row.state == RequestState.ON_HOLD else "",
        "hold_reason_language": row.hold_reason_language if row.state == RequestState.ON_HOLD else "",
        "review_asked_at": row.review_asked_at,
        "as_submitted": answers_for(actor, row.as_submitted),
        "as_agreed": answers_for(actor, row.as_agreed),
    }
    return {**shown, **_assessment(row)} if actor.role == Role.MANAGER else shown


def answers_for(actor: Actor, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of the form, for the Committee without the persons in them."""
    if actor.role != Role.STEERING:
        return dict(answers)
    kept = dict(answers)
    for code in PERSONAL:
        if code in kept:
            kept[code] = {part: kept[code][part] for part in IMPERSONAL_PARTS if part in kept[code]}
    return kept


def question_for(actor: Actor, question: Question, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "id": question.pk,
        "text": question.text,
        "text_language": question.text_language,
        "fields": question.fields,
        "asked_by": names.get(question.asked_by_id, "") if actor.role == Role.MANAGER else the_desk(),
        "asked_at": question.asked_at,
        "answer": question.answer,
        "answer_language": question.answer_language,
        "answered_by": _answered_by(actor, question, names),
        "answered_at": question.answered_at,
    }


def the_desk() -> str:
    """What stands in the place of the name of somebody of the desk."""
    return _("Support Project")


def _row(actor: Actor, row: SupportRequest, names: Mapping[int, str]) -> dict[str, Any]:
    is_manager = actor.role == Role.MANAGER
    start, end = row.preferred_start, row.preferred_end
    shown = {
        "id": row.pk,
        "reference": row.reference,
        "version": row.version,
        "state": row.state,
        "public_state": row.public_state,
        # Not `get_state_display`, which hashes the whole list of translated choices for each row.
        "state_label": RequestState(row.state).label if is_manager else public_label(row.state),
        "title": row.title,
        "text_language": row.text_language,
        "institution": row.institution,
        "urgency": row.urgency,
        "country": row.country_id,
        "phase": row.phase_id,
        "officer": _officer(row, names, by_name=is_manager),
        "themes": _themes(row),
        "preferred_dates": {"start": start, "end": end} if start and end else None,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "submitted_at": row.submitted_at,
    }
    return {**shown, "officer_id": row.officer_id} if is_manager else shown


def _officer(row: SupportRequest, names: Mapping[int, str], *, by_name: bool) -> str | None:
    if row.officer_id is None:
        return None
    return names.get(row.officer_id) if by_name else the_desk()


def _named_themes() -> QuerySet[RequestTheme]:
    """The confirmed themes with what names them, in one query."""
    named = RequestTheme.objects.select_related("theme")
    return named.only("support_request", "is_main", "theme__label_en", "theme__label_fr")


def _themes(row: SupportRequest) -> list[dict[str, Any]]:
    chosen = sorted(row.request_themes.all(), key=lambda chosen: (not chosen.is_main, chosen.theme_id))
    return [{"code": theme.theme_id, "label": theme.theme.label, "main": theme.is_main} for theme in chosen]


def _assessment(row: SupportRequest) -> dict[str, Any]:
    approvals = row.approvals.select_related("approver").order_by("id")
    return {
        "checklist": row.checklist,
        "theme_reason": row.theme_reason,
        "theme_reason_language": row.theme_reason_language,
        "theme_proposal": row.theme_proposal,
        "approved_days": row.approved_days,
        "approvals": [
            {
                "approver": approval.approver.full_name,
                "expert_days": approval.expert_days,
                "round": approval.round,
                "note": approval.note,
                "text_language": approval.text_language,
                "approved_at": approval.approved_at,
            }
            for approval in approvals
        ],
    }


def _people_of(row: SupportRequest, questions: Iterable[Question]) -> list[int | None]:
    asked = [pk for question in questions for pk in (question.asked_by_id, question.answered_by_id)]
    return [row.officer_id, *asked]


def _answered_by(actor: Actor, question: Question, names: Mapping[int, str]) -> str | None:
    if question.answered_by_id is None:
        return None
    return _("The focal point") if actor.role == Role.STEERING else names.get(question.answered_by_id, "")


def _open_first(question: Question) -> tuple[bool, int]:
    return question.answered_at is not None, -question.pk
