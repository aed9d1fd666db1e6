"""The whole file of a request as one archive: asked for by a manager, made in the background, kept for some days."""

from __future__ import annotations

import logging
import tempfile
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from core import journal, outbox, storage
from core.actors import SYSTEM, Actor, Role
from core.errors import Blocked, NotAllowed, Reason
from core.transitions import lock
from requests_app.models import SupportRequest
from requests_app.rules import is_manager
from requests_app.states import RequestState
from workflows.case_file.bundle import write_bundle
from workflows.models import CaseFile
from workflows.selectors.case_file import Gathered, gather
from workflows.states import CaseFileState

logger = logging.getLogger(__name__)

KEPT = timedelta(days=7)
AT_A_TIME = 50
READERS = frozenset({Role.MANAGER})


def ask_for_case_file(*, support_request: SupportRequest, actor: Actor, now: datetime) -> CaseFile:
    """Have the whole file made; one that is in the making already is answered instead of another one."""
    with transaction.atomic():
        row, _dossier = lock(support_request)
        if not is_manager(actor, row):
            raise NotAllowed(_("Only programme managers can do this."))
        if row.state == RequestState.DRAFT:
            raise Blocked(reasons=[Reason("not_submitted", _("A draft has no file yet."))])
        waiting = row.case_files.filter(state=CaseFileState.PENDING).first()
        if waiting is not None:
            return waiting
        case_file: CaseFile = CaseFile.objects.create(
            support_request=row, asked_by_id=actor.signed_in_id, asked_at=now
        )
        data = {"case_file": case_file.pk}
        journal.record(row, "file.asked", actor=actor, now=now, audience=READERS, data=data)
        outbox.publish("case_file", {"id": case_file.pk}, now=now)
    return case_file


def make_case_file(case_file: CaseFile, *, now: datetime) -> CaseFile:
    """Make the archive of a row that is still waiting; what was made is left as it is.

    A failure is kept with the row, and raised so that it is tried again.
    """
    if case_file.state not in (CaseFileState.PENDING, CaseFileState.FAILED):
        return case_file
    try:
        kept, gathered = _write(case_file, now=now)
    except Exception as failure:
        _finish(case_file, state=CaseFileState.FAILED, error=type(failure).__name__)
        raise
    with transaction.atomic():
        row, _dossier = lock(case_file.support_request)
        made = _finish(
            case_file,
            state=CaseFileState.READY,
            error="",
            file=kept.path,
            sha256=kept.sha256,
            size=kept.size,
            journal_sequence=gathered.sequence,
            made_at=now,
            expires_at=now + KEPT,
        )
        if not made:
            storage.remove([kept.path])  # another worker was faster
            return CaseFile.objects.get(pk=case_file.pk)
        data = {"case_file": case_file.pk, "sha256": kept.sha256, "until": gathered.sequence}
        journal.record(row, "file.made", actor=SYSTEM, now=now, audience=READERS, data=data)
    return CaseFile.objects.get(pk=case_file.pk)


def note_download(case_file: CaseFile, *, actor: Actor, now: datetime) -> None:
    """The journal knows who took the file away."""
    with transaction.atomic():
        row, _dossier = lock(case_file.support_request)
        data = {"case_file": case_file.pk}
        journal.record(row, "file.taken", actor=actor, now=now, audience=READERS, data=data)


def expire_case_files(*, now: datetime) -> int:
    """Throw away the archives whose time is over; the row says so before the file is gone."""
    over = list(CaseFile.objects.filter(state=CaseFileState.READY, expires_at__lte=now)[:AT_A_TIME])
    for case_file in over:
        path, case_file.state, case_file.file = case_file.file, CaseFileState.EXPIRED, ""
        case_file.save(update_fields=["state", "file"])
        storage.remove([path])
    return len(over)


def _write(case_file: CaseFile, *, now: datetime) -> tuple[storage.StoredFile, Gathered]:
    """Gather under the lock of the dossier, so that everything is of one moment; write without it."""
    asker = actor_for(User.objects.get(pk=case_file.asked_by_id), now=now)
    with transaction.atomic():
        row, _dossier = lock(case_file.support_request)
        gathered = gather(row, asker)
    CaseFile.objects.filter(pk=case_file.pk).update(done=0, total=len(gathered.entries))
    with tempfile.TemporaryFile(dir=_folder()) as file:
        write_bundle(file, gathered.entries, at=gathered.at, each=partial(_count, case_file.pk))
        file.seek(0)
        return storage.keep("case-files", File(file), extension=".zip"), gathered


def _count(pk: int) -> None:
    CaseFile.objects.filter(pk=pk).update(done=F("done") + 1)


def _folder() -> str:
    """Where files are kept anyway: an archive may be larger than what fits elsewhere."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    return str(settings.MEDIA_ROOT)


def _finish(case_file: CaseFile, **columns: object) -> bool:
    """Write how it ended; false where another worker has finished it."""
    unfinished = CaseFile.objects.filter(
        pk=case_file.pk, state__in=(CaseFileState.PENDING, CaseFileState.FAILED)
    )
    return bool(unfinished.update(**columns))
