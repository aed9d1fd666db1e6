"""The files of a request as those who may add some see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.actors import Actor, Role
from requests_app import states
from requests_app.models import Attachment, SupportRequest
from requests_app.rules import may_write
from requests_app.services.attachments import MOST_FILES
from requests_app.states import RequestState


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a request; `removable` says whether the reader may take it off again."""

    id: int
    name: str
    size: int
    uploaded_at: datetime
    uploaded_by: str
    removable: bool


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a request, whether more may be added, and whether there is room."""

    request_id: int
    rows: tuple[File, ...]
    open: bool

    @property
    def full(self) -> bool:
        return len(self.rows) >= MOST_FILES

    @property
    def may_add(self) -> bool:
        return self.open and not self.full


def attachments_for(support_request: SupportRequest, actor: Actor) -> Files | None:
    """The files for whoever may write to the desk about this request; None for everybody else. One query."""
    row = support_request
    if not may_write(actor, row):
        return None
    is_open = row.state not in states.ENDED
    kept = row.attachments.filter(removed_at=None).select_related("uploaded_by")
    return Files(row.pk, tuple(_file(row, file, actor, is_open=is_open) for file in kept), is_open)


def _file(row: SupportRequest, file: Attachment, actor: Actor, *, is_open: bool) -> File:
    own = row.state == RequestState.DRAFT or file.uploaded_by_id == actor.user_id
    return File(
        id=file.pk,
        name=file.name,
        size=file.size,
        uploaded_at=file.uploaded_at,
        uploaded_by=_sender(file, actor),
        removable=is_open and own,
    )


def _sender(file: Attachment, actor: Actor) -> str:
    """Who sent it; a country reads of the office that it is the office."""
    sender = file.uploaded_by
    if actor.role == Role.FOCAL_POINT and sender.role != Role.FOCAL_POINT:
        return _("Support desk")
    return sender.full_name
