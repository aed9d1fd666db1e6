"""Papers are made in the background: once for each content, language and number of signatures."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import cast

from django.db.models import Count, F, QuerySet

from core import outbox, storage
from core.actors import Role
from requests_app.models import SupportRequest
from workflows.models import Document, TermsOfReference
from workflows.seal.certificate import sealing_certificate
from workflows.seal.signing import sealed
from workflows.selectors.papers import paper_name, verification_url
from workflows.selectors.terms_source import LANGUAGES
from workflows.states import DocumentState, PaperForce, TermsState
from workflows.tor.presentation import Marks, Signature
from workflows.tor.render import RenderFailed, render_pdf

MADE = [
    *("state", "error", "file", "sha256", "size", "made_at"),
    *("drawn_sha256", "sealed_by", "seal_fingerprint"),
]


def make_documents(support_request: SupportRequest, *, now: datetime) -> list[Document]:
    """Make what is missing of the papers of a request's terms; what was made is left as it is.

    Wanted are the papers of the terms in force, and whatever somebody asked for, as long as the terms still say
    and bear the same. The file is on disk before the row points to it. A renderer that is not there raises, and
    is tried again.
    """
    for terms in support_request.terms.in_force():
        for language in LANGUAGES:
            ask_document(terms, language, now=now)
    return [_make(document, now=now) for document in _still_to_make(support_request)]


def make_again(terms: TermsOfReference, *, now: datetime) -> None:
    """Have what is missing or failed of a request's papers made in the background."""
    outbox.publish("documents", {"id": terms.support_request_id}, now=now)


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


def _still_to_make(support_request: SupportRequest) -> QuerySet[Document]:
    """What is asked of a text that was revised or signed since cannot be made any more: only the newer one is."""
    unmade = support_request.documents.exclude(terms=None).exclude(state=DocumentState.READY)
    borne = unmade.annotate(borne=Count("terms__signatures"))
    as_it_stands = borne.filter(content_hash=F("terms__content_hash"), signatures=F("borne"))
    return as_it_stands.select_related("terms__support_request")


def _make(document: Document, *, now: datetime) -> Document:
    try:
        drawn = _draw(document)
    except RenderFailed as failed:
        document.state, document.error = DocumentState.FAILED, str(failed.detail)
        document.save(update_fields=["state", "error"])
        return document
    document.drawn_sha256 = hashlib.sha256(drawn).hexdigest()
    kept = storage.keep("documents", _with_seal(document, drawn, now=now), extension=".pdf")
    document.state, document.error = DocumentState.READY, ""
    document.file, document.sha256, document.size = kept.path, kept.sha256, kept.size
    document.made_at = now
    document.save(update_fields=MADE)
    return document


def _with_seal(document: Document, drawn: bytes, *, now: datetime) -> bytes:
    """The file with the institution's seal where there is a certificate; a draft binds nobody and gets none."""
    certificate = None if document.owner.force == PaperForce.DRAFT else sealing_certificate(now=now)
    if certificate is None:
        return drawn
    document.sealed_by, document.seal_fingerprint = certificate.name[:200], certificate.fingerprint
    return sealed(drawn, certificate, reason=paper_name(document).removesuffix(".pdf"))


def _draw(document: Document) -> bytes:
    terms = document.owner
    return render_pdf(
        terms.content, language=document.language, marks=_marks(document, cast(TermsOfReference, terms))
    )


def _marks(document: Document, terms: TermsOfReference) -> Marks:
    """What the paper bears: the signatures that its row counts, and none that came while it was being made."""
    signed = tuple(
        Signature(
            role="manager" if signature.role == Role.MANAGER else "focal_point",
            name=signature.name,
            signed_on=signature.signed_at.date(),
        )
        for signature in terms.signatures.all()[: document.signatures]
    )
    return Marks(
        reference=terms.support_request.reference or "",
        version=terms.number,
        status="signed" if terms.state == TermsState.SIGNED else "draft",
        verification_code=terms.verification_code,
        verification_url=verification_url(terms),
        signatures=signed,
    )
