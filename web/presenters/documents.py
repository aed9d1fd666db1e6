"""The papers of a request: versions of its terms, letters and reports, in both languages, and how far each file is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import Text
from requests_app.models import SupportRequest
from workflows.models import Document, Paper, Signature, TermsOfReference
from workflows.selectors.papers import PAPER_LANGUAGES
from workflows.states import DocumentState, PaperForce, PaperKind, TermsState

TONES: Mapping[str, str] = {TermsState.SIGNED: "good", TermsState.IN_REVIEW: "warn"}
SIDES: Mapping[str, Text] = {Role.FOCAL_POINT: _("the focal point"), Role.MANAGER: _("the Support Project")}


@dataclass(frozen=True, slots=True)
class File:
    """The PDF of one paper in one language; `url` is empty until it is ready."""

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
    papers: list[File]
    signatures: list[Signed]


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter, certificate or report; `about` is the expert concerned, `force` is empty while what it says holds."""

    kind: Text
    about: str
    reference: str
    force: Text
    tone: str
    at: datetime
    files: list[File]


@dataclass(frozen=True, slots=True)
class Documents:
    """All versions of the terms and all letters, the newest first, with how far their files are."""

    request_id: int
    versions: list[Version]
    letters: list[LetterLine]
    may_make_again: bool

    @property
    def files(self) -> list[File]:
        of_terms = [paper for version in self.versions for paper in version.papers]
        return of_terms + [file for letter in self.letters for file in letter.files]

    @property
    def pending(self) -> bool:
        return any(file.is_pending for file in self.files)

    @property
    def failed(self) -> bool:
        return any(file.has_failed for file in self.files)

    @property
    def ready(self) -> int:
        return sum(bool(file.url) for file in self.files)


def documents_for(support_request: SupportRequest, actor: Actor) -> Documents:
    """All that the actor may read of them; no papers for the Committee that name persons. Five queries."""
    rows = (
        TermsOfReference.objects.visible_to(actor)
        .filter(support_request=support_request)
        .defer("content", "translations")
        .prefetch_related("signatures", "documents")
        .order_by("-number")
    )
    return Documents(
        support_request.pk,
        versions=[_version(terms, actor) for terms in rows],
        letters=letters_for(Paper.objects.filter(support_request=support_request), actor),
        may_make_again=actor.role == Role.MANAGER,
    )


def letters_for(papers: QuerySet[Paper], actor: Actor) -> list[LetterLine]:
    """Those of these papers that the actor may read, the newest first. Two queries."""
    seen = (
        papers.visible_to(actor)
        .select_related("support_request", "expert")
        .defer("content")
        .prefetch_related("documents")
    )
    return [_letter(paper) for paper in seen.order_by("-number")]


def _letter(paper: Paper) -> LetterLine:
    made = {document.language: document for document in paper.documents.all()}
    holds = paper.force == PaperForce.IN_FORCE
    return LetterLine(
        kind=PaperKind(paper.kind).label,
        about=paper.expert.name if paper.expert else "",
        reference=f"{paper.support_request.reference}/{paper.number}",
        force="" if holds else PaperForce(paper.force).label,
        tone="plain" if paper.force == PaperForce.SUPERSEDED else "bad",
        at=paper.issued_at,
        files=[
            _file(language, made.get(language), url=reverse("paper", args=[paper.pk, language]))
            for language in PAPER_LANGUAGES
        ],
    )


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


def _papers(terms: TermsOfReference, signatures: int) -> Iterable[File]:
    current = {
        document.language: document
        for document in terms.documents.all()
        if (document.content_hash, document.signatures) == (terms.content_hash, signatures)
    }
    for language in PAPER_LANGUAGES:
        url = reverse("terms_paper", args=[terms.pk, language])
        yield _file(language, current.get(language), url=url)


def _file(language: str, document: Document | None, *, url: str) -> File:
    state = DocumentState(document.state) if document else DocumentState.PENDING
    is_ready = state == DocumentState.READY
    return File(
        language=language,
        language_name=translation.get_language_info(language)["name_local"].capitalize(),
        label=state.label,
        url=url if is_ready else "",
        size=document.size if document else 0,
        is_pending=state == DocumentState.PENDING,
        has_failed=state == DocumentState.FAILED,
    )


def _signed(signature: Signature, *, named: bool) -> Signed:
    return Signed(SIDES[signature.role], signature.name if named else "", signature.signed_at)
