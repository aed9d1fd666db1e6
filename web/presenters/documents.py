"""The papers of a request: each version of its terms of reference, in both languages, and how far each paper is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import Text
from requests_app.models import SupportRequest
from workflows.models import Document, Signature, TermsOfReference
from workflows.selectors.papers import PAPER_LANGUAGES
from workflows.states import DocumentState, TermsState

TONES: Mapping[str, str] = {TermsState.SIGNED: "good", TermsState.IN_REVIEW: "warn"}
SIDES: Mapping[str, Text] = {Role.FOCAL_POINT: _("the focal point"), Role.MANAGER: _("the Support Project")}


@dataclass(frozen=True, slots=True)
class Paper:
    """The PDF of one version in one language; `url` is empty until it is ready."""

    language: str
    language_name: str
    label: Text
    url: str
    size: int
    is_pending: bool
    has_failed: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, as far as the reader may know, and when."""

    side: Text
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the terms with its papers and signatures."""

    number: int
    label: Text
    tone: str
    read_url: str
    at: datetime
    papers: list[Paper]
    signatures: list[Signed]


@dataclass(frozen=True, slots=True)
class Documents:
    """All versions, the newest first, with whether any paper is still being made."""

    request_id: int
    versions: list[Version]

    @property
    def pending(self) -> bool:
        return any(paper.is_pending for version in self.versions for paper in version.papers)


def documents_for(support_request: SupportRequest, actor: Actor) -> Documents:
    """All versions for whoever may know of them; no papers for the Committee, which name persons. Three queries."""
    rows = (
        TermsOfReference.objects.visible_to(actor)
        .filter(support_request=support_request)
        .defer("content", "translations")
        .prefetch_related("signatures", "documents")
        .order_by("-number")
    )
    return Documents(support_request.pk, [_version(terms, actor) for terms in rows])


def _version(terms: TermsOfReference, actor: Actor) -> Version:
    named = actor.role != Role.STEERING
    signatures = list(terms.signatures.all())
    return Version(
        number=terms.number,
        label=TermsState(terms.state).label,
        tone=TONES.get(terms.state, "plain"),
        read_url=reverse("terms_read", args=[terms.pk]),
        at=terms.signed_at or terms.updated_at,
        papers=list(_papers(terms, len(signatures))) if named else [],
        signatures=[_signed(signature, named=named) for signature in signatures],
    )


def _papers(terms: TermsOfReference, signatures: int) -> Iterable[Paper]:
    current = {
        document.language: document
        for document in terms.documents.all()
        if (document.content_hash, document.signatures) == (terms.content_hash, signatures)
    }
    for language in PAPER_LANGUAGES:
        yield _paper(terms, language, current.get(language))


def _paper(terms: TermsOfReference, language: str, document: Document | None) -> Paper:
    state = DocumentState(document.state) if document else DocumentState.PENDING
    is_ready = state == DocumentState.READY
    return Paper(
        language=language,
        language_name=translation.get_language_info(language)["name_local"].capitalize(),
        label=state.label,
        url=reverse("terms_paper", args=[terms.pk, language]) if is_ready else "",
        size=document.size if document else 0,
        is_pending=state == DocumentState.PENDING,
        has_failed=state == DocumentState.FAILED,
    )


def _signed(signature: Signature, *, named: bool) -> Signed:
    return Signed(SIDES[signature.role], signature.name if named else "", signature.signed_at)
