"""Positions: how many experts, for what, for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import journal
from core.actors import Actor, Role
from core.errors import Blocked, InvalidInput, NotAllowed, NotFound, Problems, Reason
from core.transitions import lock, refuse_if_stale
from programme.models import Expertise
from requests_app import form, rules, states
from requests_app.models import Position, SupportRequest
from requests_app.models.position import LONGEST
from requests_app.states import RequestState as S

OPEN_IN = (*states.UNDER_REVIEW, S.MATCHING)
WORDS = ("title", "tasks", "place")
READERS = {Role.MANAGER, Role.STEERING, Role.FOCAL_POINT}


def add_position(
    *,
    support_request: SupportRequest,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Position:
    """Add a position, until the first offers are sent; the version is the request's, here and below."""
    with transaction.atomic():
        row = _locked_for_change(support_request, actor, expected_version)
        _check(row, values, now)
        last = row.positions.aggregate(last=Max("number"))["last"] or 0
        position = Position(support_request=row, number=last + 1)
        _set(position, values, actor=actor, now=now)
        _refuse_beyond_approval(row)
        _record(row, position, "position.added", actor=actor, now=now)
    return position


def change_position(
    *,
    position: Position,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Position:
    """Change a position, until the first offers are sent."""
    with transaction.atomic():
        row = _locked_for_change(position.support_request, actor, expected_version)
        fresh = row.positions.filter(pk=position.pk).first()
        if fresh is None:
            raise NotFound
        _check(row, {"start": fresh.start, "end": fresh.end, "days": fresh.days, **values}, now)
        _set(fresh, values, actor=actor, now=now)
        _refuse_beyond_approval(row)
        _record(row, fresh, "position.changed", actor=actor, now=now)
    return fresh


def remove_position(
    *, position: Position, actor: Actor, now: datetime, expected_version: int | None = None
) -> None:
    """Remove a position, until the first offers are sent."""
    with transaction.atomic():
        row = _locked_for_change(position.support_request, actor, expected_version)
        fresh = row.positions.filter(pk=position.pk).first()
        if fresh is None:
            raise NotFound
        _record(row, fresh, "position.removed", actor=actor, now=now)
        try:
            fresh.delete()
        except ProtectedError as used:
            message = _("Experts were already looked for: change the position instead of removing it.")
            raise Blocked(reasons=[Reason("position_in_use", message)]) from used


def expert_days(support_request: SupportRequest) -> int:
    """Working days of all experts together: the size that decides how many approvals are needed."""
    return support_request.positions.aggregate(days=Sum("days"))["days"] or 0


def _locked_for_change(
    support_request: SupportRequest, actor: Actor, expected_version: int | None
) -> SupportRequest:
    row, _dossier = lock(support_request)
    if not rules.may_see(actor, row):
        raise NotFound
    refuse_if_stale(row, expected_version)
    if not rules.is_manager(actor, row):
        raise NotAllowed(_("Only programme managers can set the positions."))
    if row.state not in OPEN_IN:
        reason = Reason(
            "positions_closed", _("Positions can be set from triage until the first offer is sent.")
        )
        raise Blocked(reasons=[reason])
    return row


def _check(row: SupportRequest, values: Mapping[str, Any], now: datetime) -> None:
    problems = Problems()
    start, end, days = values.get("start"), values.get("end"), values.get("days")
    if start and end and end < start:
        problems.add("end", _("The end lies before the beginning."), code="period_reversed")
    elif end and end < now.date():
        problems.add("end", _("This period is already over."), code="in_the_past")
    elif start and end and days and days > (end - start).days + 1:
        problems.add("days", _("More days than the period has."), code="too_many_days")
    if days is not None and not 1 <= days <= LONGEST:
        problems.add("days", _("Between 1 and %(days)s working days.") % {"days": LONGEST}, code="too_long")
    if values.get("language") and values["language"] not in form.working_languages():
        problems.add(
            "language", _("Choose one of the working languages of the project."), code="unknown_code"
        )
    _check_expertise(values.get("expertise") or (), problems)
    problems.raise_if_any()


def _check_expertise(codes: Sequence[str], problems: Problems) -> None:
    known = set(Expertise.objects.filter(pk__in=codes).values_list("pk", flat=True))
    for unknown in sorted(set(codes) - known):
        problems.add("expertise", _("There is no '%(code)s'.") % {"code": unknown}, code="unknown_code")


def _set(position: Position, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    if any(values[name] != getattr(position, name) for name in WORDS if name in values):
        position.text_language = _language_of(position.support_request, values, actor)
    for name, value in values.items():
        if name != "expertise":
            setattr(position, name, value)
    position.changed_at = now
    position.save()
    if "expertise" in values:
        position.expertise.set(values["expertise"])


def _language_of(row: SupportRequest, values: Mapping[str, Any], actor: Actor) -> str:
    """That of the request as long as the title is the country's own words, else that of who words it anew."""
    own_words = bool(row.expertise_text) and values.get("title") == row.expertise_text
    return row.text_language if own_words else actor.language


def _refuse_beyond_approval(row: SupportRequest) -> None:
    """What was approved for its size may not grow afterwards."""
    days = expert_days(row)
    if row.state == S.MATCHING and row.approved_days is not None and days > row.approved_days:
        told = ngettext(
            "%(approved)s expert day was approved; this would make %(days)s.",
            "%(approved)s expert days were approved; this would make %(days)s.",
            row.approved_days,
        )
        raise InvalidInput.at(
            "days", told % {"approved": row.approved_days, "days": days}, code="beyond_approval"
        )


def _record(row: SupportRequest, position: Position, verb: str, *, actor: Actor, now: datetime) -> None:
    data = {
        "position": position.pk,
        "number": position.number,
        "title": position.title,
        "text_language": position.text_language,
        "days": position.days,
    }
    row.version += 1
    row.updated_at = now
    journal.append(row, verb, actor=actor, now=now, audience=READERS, data=data)
    row.save(update_fields=["version", "updated_at", "journal_sequence", "journal_hash"])
