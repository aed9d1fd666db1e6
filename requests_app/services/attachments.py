"""Files that come with a request: looked at before they are believed, kept privately."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import PurePosixPath

import filetype
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core import journal, scan, storage
from core.actors import Actor, Role
from core.errors import Blocked, InvalidInput, NotAllowed, NotFound, Reason, TooLarge, UnsupportedType
from core.transitions import lock
from requests_app import rules, states
from requests_app.models import Attachment, SupportRequest
from requests_app.states import RequestState

LARGEST = 20 * 1024 * 1024  # bytes
MOST_FILES = 20

# Extension → what its content must be. Office files are archives and are told apart by what they hold.
TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".txt": "text/plain",
}
OFFICE_FOLDER = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
BINARY_TYPES = {"application/pdf", "image/png", "image/jpeg"}


def attach_file(
    *, support_request: SupportRequest, file: File[bytes], name: str, actor: Actor, now: datetime
) -> Attachment:
    """Keep a file with the request.

    Raises `TooLarge`, `UnsupportedType` when the type is not taken or the content is not what the name says, and
    `Blocked` when the case is closed or has too many files.
    """
    name = _plain_name(name)
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


def sniff(file: File[bytes], name: str) -> str:
    """The content type of a file, from its content; raises when it is not one that is taken, or not as named."""
    if (file.size or 0) > LARGEST:
        raise TooLarge(_("A file can have at most %(size)s MB.") % {"size": LARGEST // 1024 // 1024})
    if not file.size:
        raise InvalidInput.at("file", _("This file is empty."), code="empty")
    extension = PurePosixPath(name).suffix.lower()
    expected = TYPES.get(extension)
    if expected is None:
        kinds = ", ".join(sorted(kind.lstrip(".").upper() for kind in TYPES))
        raise UnsupportedType(
            _("Files of this type cannot be accepted; send one of: %(kinds)s.") % {"kinds": kinds}
        )
    if not _is_what_it_says(file, extension, expected):
        raise UnsupportedType(_("The content of this file is not what its name says."))
    file.seek(0)
    return expected


def _is_what_it_says(file: File[bytes], extension: str, expected: str) -> bool:
    file.seek(0)
    beginning = file.read(8192)
    if expected == "text/plain":
        return b"\x00" not in beginning and filetype.guess(beginning) is None
    if expected in BINARY_TYPES:
        found = filetype.guess(beginning)
        return found is not None and found.mime == expected
    return _is_office_file(file, extension, expected)


def _is_office_file(file: File[bytes], extension: str, expected: str) -> bool:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if extension in OFFICE_FOLDER:
                has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
                folder = OFFICE_FOLDER[extension]
                return (
                    "[Content_Types].xml" in names
                    and any(n.startswith(folder) for n in names)
                    and not has_macros
                )
            return (
                "mimetype" in names and archive.read("mimetype")[:200].decode("ascii", "replace") == expected
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return False


def _plain_name(name: str) -> str:
    """The last part of a name, without control characters; what a browser sends may be a whole path."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(char for char in last if char.isprintable()).strip()
    if not plain:
        raise InvalidInput.at("file", _("This file has no name."), code="no_name")
    if len(plain) > 200:
        suffix = PurePosixPath(plain).suffix[:20]
        plain = plain[: 200 - len(suffix)] + suffix
    return plain


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
