"""What the office found two requests to have in common: one repeats the other, or they are related.

Both dossiers are locked by their ids, the smaller first, and both journals say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import journal
from core.actors import Actor, Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.models.rows import lock_row
from core.text import language_of
from core.transitions import refuse_if_stale
from requests_app.models import SupportRequest
from requests_app.rules import is_manager
from requests_app.states import CancelReason
from workflows.actions.parties import MANAGER_TEXT
from workflows.models import Relation
from workflows.services.control import cancel_request

Kind = Relation.Kind


def mark_duplicate(
    *,
    support_request: SupportRequest,
    original: int,
    text: str,
    actor: Actor,
    now: datetime,
    text_language: str = "",
    expected_version: int | None = None,
) -> SupportRequest:
    """Cancel a request that repeats another one, and keep which: the support is given under the `original`.

    The country reads `text`, in its own language; of a foreign original it reads nothing else.
    """
    if not text.strip():
        message = _("The country reads this: say why its request ends.")
        raise InvalidInput.at("text", message, code="required")
    with transaction.atomic():
        row, kept = _locked(support_request, original, actor, "original")
        if kept.state == "cancelled" and kept.closing_code == CancelReason.DUPLICATE:
            message = _("%(reference)s was cancelled as a duplicate itself: name the request that is kept.")
            raise InvalidInput.at(
                "original", message % {"reference": kept.reference}, code="duplicate_itself"
            )
        row = cancel_request(
            support_request=row,
            code=CancelReason.DUPLICATE,
            text=text,
            text_language=text_language or row.text_language,
            actor=actor,
            now=now,
            expected_version=expected_version,
            within=row,
        )
        _between(row, kept).update(removed_at=now)
        Relation.objects.create(
            support_request=row, other=kept, kind=Kind.DUPLICATE, made_by_id=actor.signed_in_id, made_at=now
        )
        _tell_both(row, kept, "relation.duplicate", {}, actor, now)
    return row


def link_requests(
    *,
    support_request: SupportRequest,
    other: int,
    note: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Relation:
    """Have two requests stand beside each other for whoever works on either. Raises `Conflict` where they do."""
    language = language_of(note, actor.language)
    with transaction.atomic():
        row, beside = _locked(support_request, other, actor, "other")
        refuse_if_stale(row, expected_version)
        if _between(row, beside).exists():
            raise Conflict(_("These two requests are linked already."), code="linked_already")
        relation = Relation.objects.create(
            support_request=row,
            other=beside,
            kind=Kind.RELATED,
            note=note,
            note_language=language,
            made_by_id=actor.signed_in_id,
            made_at=now,
        )
        _tell_both(row, beside, "relation.linked", {"reason": note, "text_language": language}, actor, now)
    return relation


def unlink_requests(*, relation: Relation, actor: Actor, now: datetime) -> Relation:
    """Take a link of related requests off again; what was cancelled as a duplicate stays one."""
    with transaction.atomic():
        row, beside = _locked(relation.support_request, relation.other_id, actor, "other")
        taken = Relation.objects.filter(pk=relation.pk, kind=Kind.RELATED, removed_at=None)
        if not taken.update(removed_at=now):
            raise Conflict(_("This link was taken off already."), code="unlinked_already")
        _tell_both(row, beside, "relation.unlinked", {}, actor, now)
    relation.refresh_from_db()
    return relation


def _locked(
    support_request: SupportRequest, other: int, actor: Actor, field: str
) -> tuple[SupportRequest, SupportRequest]:
    if not is_manager(actor):
        raise NotAllowed(MANAGER_TEXT)
    visible = SupportRequest.objects.visible_to(actor)
    if other == support_request.pk:
        raise InvalidInput.at(field, _("A request cannot be linked with itself."), code="itself")
    if not visible.filter(pk=support_request.pk).exists():
        raise NotFound
    if not visible.filter(pk=other).exists():
        raise InvalidInput.at(field, _("There is no such request."), code="unknown")
    rows = {pk: lock_row(SupportRequest, pk) for pk in sorted((support_request.pk, other))}
    return rows[support_request.pk], rows[other]


def _between(row: SupportRequest, other: SupportRequest) -> Any:
    """The link of these two that stands, whichever was linked first."""
    either = Q(support_request=row, other=other) | Q(support_request=other, other=row)
    return Relation.objects.filter(either, removed_at=None)


def _tell_both(
    row: SupportRequest,
    other: SupportRequest,
    verb: str,
    said: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """The same event on both dossiers, each with the reference of the other; only the office reads it."""
    for own, beside, side in ((row, other, "from"), (other, row, "to")):
        journal.record(
            own,
            verb,
            actor=actor,
            now=now,
            audience={Role.MANAGER},
            data={"other": beside.pk, "reference": beside.reference, "side": side, **said},
        )
