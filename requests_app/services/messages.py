"""Messages on a case, and the managers' internal notes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import journal, outbox
from core.actors import Actor, Role
from core.errors import Blocked, InvalidInput, NotAllowed, NotFound, Reason
from core.transitions import lock
from requests_app import rules
from requests_app.models import Message, SupportRequest
from requests_app.states import RequestState


def send_message(
    *,
    support_request: SupportRequest,
    text: str,
    actor: Actor,
    now: datetime,
    is_internal: bool = False,
    text_language: str = "",
) -> Message:
    """Say something to the other side; an internal note is for managers alone."""
    with transaction.atomic():
        row, _dossier = lock(support_request)
        if not rules.may_see(actor, row):
            raise NotFound
        if not rules.may_write(actor, row):
            raise NotAllowed(_("You can read this case but not write on it."))
        if row.state == RequestState.DRAFT:
            reason = Reason(
                "still_a_draft", _("Submit the request first; then the desk can read your message.")
            )
            raise Blocked(reasons=[reason])
        if is_internal and actor.role != Role.MANAGER:
            raise InvalidInput.at("is_internal", _("Only programme managers can keep internal notes."))
        message = Message.objects.create(
            support_request=row,
            author_id=actor.signed_in_id,
            author_role=actor.role,
            text=text,
            text_language=text_language or actor.language,
            is_internal=is_internal,
            sent_at=now,
        )
        audience = {Role.MANAGER} if is_internal else {Role.MANAGER, Role.FOCAL_POINT}
        verb = "note.written" if is_internal else "message.sent"
        event = journal.record(
            row, verb, actor=actor, now=now, audience=audience, data={"message": message.pk}
        )
        if not is_internal:
            outbox.publish("message.sent", {"id": row.pk, "event": event.pk, "message": message.pk}, now=now)
    return message
