"""The papers of terms of reference: which file is the right one now, and which terms a code belongs to."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from core.actors import Actor, Role
from workflows.models import Document, TermsOfReference
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


def verification_url(terms: TermsOfReference) -> str:
    """Where anybody can check a paper of these terms."""
    return f"{settings.PUBLIC_URL}/verify/{terms.verification_code}/"


def paper_name(document: Document) -> str:
    """The file name under which a paper is handed out, for example `TSR-2026-00042-terms-v1-fr.pdf`."""
    reference = document.support_request.reference or f"request-{document.support_request_id}"
    return f"{reference}-terms-v{document.terms.number}-{document.language}.pdf"


def terms_with_code(code: str) -> TermsOfReference | None:
    """The terms whose paper bears this verification code; spaces, hyphens and case do not matter."""
    plain = "".join(char for char in code if char.isalnum() and char.isascii()).upper()
    return (
        TermsOfReference.objects.select_related("support_request").filter(verification_code=plain).first()
        if plain
        else None
    )


def paper_with_digest(terms: TermsOfReference, sha256: str) -> Document | None:
    """The paper of these terms whose file has this SHA-256, of whatever day."""
    return terms.documents.filter(sha256=sha256).first() if sha256 else None
