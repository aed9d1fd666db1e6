"""Files that come with a request: looked at before they are believed, kept privately."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core import journal, scan, storage
from core.actors import Actor, Role
from core.errors import Blocked, NotAllowed, NotFound, Reason
from core.files import plain_name, sniff
from core.transitions import lock
from requests_app import rules, states
from requests_app.models import Attachment, SupportRequest
from requests_app.states import RequestState

MOST_FILES = 20


def attach_file(
    *, support_request: SupportRequest, file: File[bytes], name: str, actor: Actor, now: datetime
) -> Attachment:
    """Keep a file with the request.

    Raises `TooLarge`, `UnsupportedType` when the type is not taken or the content is not what the name says, and
    `Blocked` when the case is closed or has too many files.
    """
    name = plain_name(name)
    content_type = sniff(file, name)
    _refuse_unless_writable(support_request, actor)
    _refuse_if_full(support_request)
    scan.refuse_if_infected(file)
    kept = storage.keep("attachments", file, extension=PurePosixPath(name).suffix.lower())
    try:
        with transaction.atomic():
            row, _dossier = lock(support_request)
            _refuse_unless_writable(row, actor)
            _refuse_if_full(row)
            attachment = Attachment.objects.create(
                support_request=row,
                file=kept.path,
                name=name,
                content_type=content_type,
                size=kept.size,
                sha256=kept.sha256,
                uploaded_by_id=actor.signed_in_id,
                uploaded_at=now,
            )
            _record(row, "attachment.added", attachment, actor=actor, now=now)
    except BaseException:
        storage.remove([kept.path])
        raise
    return attachment


def remove_attachment(*, attachment: Attachment, actor: Actor, now: datetime) -> None:
    """Take a file off a draft for good; later it is only marked as removed, since decisions may rest on it."""
    with transaction.atomic():
        row, _dossier = lock(attachment.support_request)
        _refuse_unless_writable(row, actor)
        if row.state == RequestState.DRAFT:
            attachment.delete()
            transaction.on_commit(lambda: storage.remove([attachment.file]))
            return
        if attachment.uploaded_by_id != actor.user_id:
            raise NotAllowed(_("Only the person who added a file can remove it."))
        if not Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=now):
            raise NotFound
        _record(row, "attachment.removed", attachment, actor=actor, now=now)


def _refuse_unless_writable(row: SupportRequest, actor: Actor) -> None:
    if not rules.may_see(actor, row):
        raise NotFound
    if not rules.may_write(actor, row):
        raise NotAllowed(_("You can read this case but not add to it."))
    if row.state in states.ENDED:
        raise Blocked(
            reasons=[Reason("case_ended", _("This case is closed; nothing can be added or removed."))]
        )


def _refuse_if_full(row: SupportRequest) -> None:
    if row.attachments.filter(removed_at=None).count() >= MOST_FILES:
        reason = Reason(
            "too_many_files", _("A case can have at most %(count)s files.") % {"count": MOST_FILES}
        )
        raise Blocked(reasons=[reason])


def _record(row: SupportRequest, verb: str, attachment: Attachment, *, actor: Actor, now: datetime) -> None:
    if row.state == RequestState.DRAFT:
        return
    journal.record(
        row,
        verb,
        actor=actor,
        now=now,
        audience={Role.FOCAL_POINT, Role.MANAGER},
        data={"attachment": attachment.pk, "name": attachment.name, "sha256": attachment.sha256},
    )
