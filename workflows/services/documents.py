"""Files of papers are made in the background: once for each content, language and number of signatures."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from core import outbox, storage
from requests_app.models import SupportRequest
from workflows.models import Document, TermsOfReference
from workflows.seal.certificate import sealing_certificate
from workflows.seal.signing import sealed
from workflows.selectors.papers import paper_name
from workflows.selectors.terms_source import LANGUAGES
from workflows.services.drawing import draw_document
from workflows.services.papers import issue_papers
from workflows.states import DocumentState, PaperForce
from workflows.tor.render import MissingTranslation, RendererUnavailable, RenderFailed

MADE = (
    *("state", "error", "file", "sha256", "size", "made_at"),
    *("drawn_sha256", "sealed_by", "seal_fingerprint"),
)
logger = logging.getLogger(__name__)


def make_documents(support_request: SupportRequest, *, now: datetime) -> list[Document]:
    """Write the papers that are due, and make what is missing of their files; what was made is left as it is.

    Wanted are the files of the terms in force, of every other paper, and whatever somebody asked for, as long as the
    terms still say and bear the same.
    """
    issue_papers(support_request, now=now)
    ask_for_terms(support_request, now=now)
    _ask_for_papers(support_request, now=now)
    return make_files(support_request, now=now)


def make_files(support_request: SupportRequest, *, now: datetime) -> list[Document]:
    """Make the files that were asked for. Each is on disk before its row points to it.

    One that cannot be made says so and keeps none of the others back; what failed for another reason than its content
    is raised in the end, so that it is tried again. A renderer that is not there is no failure of a paper.
    """
    made, failures = [], []
    for document in _still_to_make(support_request):
        try:
            made.append(_make(document, now=now))
        except RendererUnavailable:
            raise
        except Exception as failure:
            logger.exception("document %s could not be made", document.pk)
            _fail(document, type(failure).__name__)
            failures.append(failure)
    if failures:
        raise failures[0]
    return made


def make_again(support_request_id: int, *, now: datetime) -> None:
    """Have what is missing or failed of a request's papers made in the background."""
    outbox.publish("documents", {"id": support_request_id}, now=now)


def ask_document(terms: TermsOfReference, language: str, *, now: datetime) -> Document:
    """The row of the paper of these terms as they stand, made or still to be made."""
    document, _created = Document.objects.get_or_create(
        terms=terms,
        language=language,
        content_hash=terms.content_hash,
        signatures=terms.signatures.count(),
        defaults={"support_request_id": terms.support_request_id, "asked_at": now},
    )
    return document


def ask_for_terms(support_request: SupportRequest, *, now: datetime) -> None:
    """A row for each language of the terms in force."""
    for terms in support_request.terms.in_force():
        for language in LANGUAGES:
            ask_document(terms, language, now=now)


def _ask_for_papers(support_request: SupportRequest, *, now: datetime) -> None:
    without = support_request.papers.annotate(files=Count("documents")).filter(files__lt=len(LANGUAGES))
    Document.objects.bulk_create(
        [
            Document(
                support_request_id=support_request.pk,
                paper=paper,
                language=language,
                content_hash=paper.content_hash,
                asked_at=now,
            )
            for paper in without
            for language in LANGUAGES
        ],
        ignore_conflicts=True,
    )


def _still_to_make(support_request: SupportRequest) -> QuerySet[Document]:
    """What is asked of a text that was revised or signed since cannot be made any more: only the newer one is."""
    unmade = support_request.documents.exclude(state=DocumentState.READY)
    borne = unmade.annotate(borne=Count("terms__signatures"))
    as_it_stands = Q(content_hash=F("terms__content_hash"), signatures=F("borne"))
    rows = borne.filter(as_it_stands | Q(terms=None)).order_by("id")
    return rows.select_related("terms__support_request", "paper")


def _make(document: Document, *, now: datetime) -> Document:
    """Draw, keep the file, then let the row point to it; a worker that was slower throws its own file away."""
    try:
        drawn = draw_document(document)
    except (RenderFailed, MissingTranslation) as failed:
        return _fail(document, str(failed.detail))
    document.drawn_sha256 = hashlib.sha256(drawn).hexdigest()
    kept = storage.keep("documents", _with_seal(document, drawn, now=now), extension=".pdf")
    document.state, document.error = DocumentState.READY, ""
    document.file, document.sha256, document.size = kept.path, kept.sha256, kept.size
    document.made_at = now
    if not _write(document, MADE):
        storage.remove([kept.path])
        document.refresh_from_db()
    return document


def _with_seal(document: Document, drawn: bytes, *, now: datetime) -> bytes:
    """The file with the institution's seal where there is a certificate; a draft binds nobody and gets none."""
    certificate = None if document.owner.force == PaperForce.DRAFT else sealing_certificate(now=now)
    if certificate is None:
        return drawn
    document.sealed_by, document.seal_fingerprint = certificate.name[:200], certificate.fingerprint
    return sealed(drawn, certificate, reason=paper_name(document).removesuffix(".pdf"))


def _fail(document: Document, why: str) -> Document:
    document.state, document.error = DocumentState.FAILED, why
    _write(document, ("state", "error"))
    return document


def _write(document: Document, columns: Sequence[str]) -> bool:
    """Write the columns of a row that has no file yet; false where another worker was faster."""
    unmade = Document.objects.filter(pk=document.pk).exclude(state=DocumentState.READY)
    return bool(unmade.update(**{column: getattr(document, column) for column in columns}))
