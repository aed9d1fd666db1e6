"""Papers of people on the roster: kept privately, taken off for good, with the day on which they expire."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import PurePosixPath

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core import journal, scan, storage
from core.actors import Actor
from core.errors import Blocked, NotFound, Problems, Reason
from core.files import plain_name, sniff
from experts.models import Expert, ExpertDocument
from experts.services.access import audience, hold

Kind = ExpertDocument.Kind

MOST_DOCUMENTS = 30
EXPIRES = frozenset({Kind.PASSPORT, Kind.VISA})  # papers that always have a last day
COUNTRY = re.compile(r"[A-Z]{2}")


def add_document(
    *,
    expert: Expert,
    file: File[bytes],
    name: str,
    kind: str,
    actor: Actor,
    now: datetime,
    country_code: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
) -> ExpertDocument:
    """Keep a paper of somebody; the person themself or a manager brings it.

    Raises `InvalidInput` for a paper without what its kind needs, `TooLarge` and `UnsupportedType` for the file, and
    `Blocked` when there are too many.
    """
    _refuse_bad_paper(kind, country_code, issued_on, expires_on)
    name = plain_name(name)
    content_type = sniff(file, name)
    with transaction.atomic():
        hold(expert, actor=actor)  # whoever may not is told before anything is written
    scan.refuse_if_infected(file)
    kept = storage.keep("experts", file, extension=PurePosixPath(name).suffix.lower())
    try:
        with transaction.atomic():
            row = hold(expert, actor=actor)
            _refuse_if_full(row)
            document = ExpertDocument.objects.create(
                expert=row,
                kind=kind,
                country_code=country_code if kind == Kind.VISA else "",
                file=kept.path,
                name=name,
                content_type=content_type,
                size=kept.size,
                sha256=kept.sha256,
                issued_on=issued_on,
                expires_on=expires_on,
                uploaded_by_id=actor.signed_in_id,
                uploaded_at=now,
            )
            _tell(row, "expert.document_added", document, actor=actor, now=now)
    except BaseException:
        storage.remove([kept.path])
        raise
    return document


def remove_document(*, document: ExpertDocument, actor: Actor, now: datetime) -> None:
    """Take a paper off: the file is gone for good, the row says that it was there.

    Raises `NotFound` when it was taken off already.
    """
    with transaction.atomic():
        row = hold(document.expert, actor=actor)
        if not ExpertDocument.objects.filter(pk=document.pk, removed_at=None).update(removed_at=now):
            raise NotFound
        _tell(row, "expert.document_removed", document, actor=actor, now=now)
        transaction.on_commit(lambda: storage.remove([document.file]))


def _tell(expert: Expert, verb: str, document: ExpertDocument, *, actor: Actor, now: datetime) -> None:
    """The journal cannot forget, so it keeps the kind and the hash, and never a name or a number."""
    data = {"document": document.pk, "kind": document.kind, "sha256": document.sha256}
    journal.record(expert, verb, actor=actor, now=now, audience=audience(expert), data=data)


def _refuse_bad_paper(kind: str, country: str, issued: date | None, expires: date | None) -> None:
    problems = Problems()
    if kind not in Kind.values:
        problems.add("kind", _("Choose one of the values offered."), code="unknown")
    if kind == Kind.VISA and not COUNTRY.fullmatch(country):
        problems.add("country_code", _("Say for which country the visa is."), code="required")
    if kind in EXPIRES and expires is None:
        problems.add("expires_on", _("Say until when it is valid."), code="required")
    if issued and expires and expires < issued:
        problems.add("expires_on", _("The end lies before the beginning."), code="order")
    problems.raise_if_any()


def _refuse_if_full(expert: Expert) -> None:
    if expert.documents.filter(removed_at=None).count() >= MOST_DOCUMENTS:
        message = _("A profile can have at most %(count)s papers: take off what is out of date.")
        raise Blocked(reasons=[Reason("too_many_files", message % {"count": MOST_DOCUMENTS})])
