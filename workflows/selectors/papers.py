"""The papers of a request: which file is the right one now, and what a code belongs to."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from core.actors import Actor, Role
from workflows.models import CaseFile, Document, Paper, TermsOfReference
from workflows.selectors.terms_source import LANGUAGES

PAPER_LANGUAGES = LANGUAGES
OF_PERSONS = frozenset({"request.unit_contact"})  # sources of clauses that hold names and addresses


def content_for(terms: TermsOfReference, actor: Actor) -> dict[str, Any]:
    """The content of terms as the actor may read it."""
    return without_persons(terms) if actor.role == Role.STEERING else terms.content


def without_persons(terms: TermsOfReference) -> dict[str, Any]:
    """The content as the Committee reads it: without the clauses that tell who is to be met."""
    told = [clause for clause in terms.content["clauses"] if clause["source"] not in OF_PERSONS]
    return {**terms.content, "clauses": told}


def paper_of(terms: TermsOfReference, language: str) -> Document | None:
    """The paper of these terms as they stand, with the signatures they bear; none before it was asked for."""
    return terms.documents.filter(
        language=language, content_hash=terms.content_hash, signatures=terms.signatures.count()
    ).first()


def papers_of(terms: TermsOfReference) -> dict[str, Document | None]:
    """The paper in each language, as `paper_of`; two queries."""
    current = terms.documents.filter(content_hash=terms.content_hash, signatures=terms.signatures.count())
    made = {document.language: document for document in current}
    return {language: made.get(language) for language in PAPER_LANGUAGES}


def verification_url(owner: TermsOfReference | Paper) -> str:
    """Where anybody can check a paper."""
    return f"{settings.PUBLIC_URL}/verify/{owner.verification_code}/"


def paper_name(document: Document) -> str:
    """The file name under which a paper is handed out, for example `TSR-2026-00042-terms-v1-fr.pdf`."""
    reference = document.support_request.reference or f"request-{document.support_request_id}"
    owner = document.owner
    what = f"terms-v{owner.number}" if document.terms else f"{owner.number}-{owner.kind.replace('_', '-')}"
    return f"{reference}-{what}-{document.language}.pdf"


def archive_name(case_file: CaseFile) -> str:
    """The file name under which an archive is handed out, for example `TSR-2026-00042-file-31.zip`."""
    return f"{case_file.support_request.reference}-file-{case_file.journal_sequence}.zip"


def owner_with_code(code: str) -> TermsOfReference | Paper | None:
    """What bears this verification code, of whatever kind; spaces, hyphens and case do not matter."""
    plain = "".join(char for char in code if char.isalnum() and char.isascii()).upper()
    if not plain:
        return None
    terms = TermsOfReference.objects.select_related("support_request").filter(verification_code=plain).first()
    return terms or Paper.objects.select_related("support_request").filter(verification_code=plain).first()


def document_with_digest(owner: TermsOfReference | Paper, sha256: str) -> Document | None:
    """The file of this paper with this SHA-256, of whatever day."""
    return owner.documents.filter(sha256=sha256).first() if sha256 else None


def is_seal_of_the_desk(fingerprint: str) -> bool:
    """Whether the desk has sealed a paper with the certificate of this SHA-256."""
    return bool(fingerprint) and Document.objects.filter(seal_fingerprint=fingerprint).exists()
