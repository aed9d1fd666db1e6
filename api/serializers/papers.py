"""The papers of a request as a list: terms of reference, letters, certificates, reports, each with its files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.terms import OutputPaper
from core.actors import Actor, Role
from workflows.models import Document, Paper, TermsOfReference
from workflows.selectors.papers import PAPER_LANGUAGES, verification_url
from workflows.states import DocumentState, PaperForce, PaperKind


class OutputRequestPaper(serializers.Serializer[Any]):
    """One paper. `number` is its place among the letters of the request, or the version of the terms."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(PaperKind.choices)
    kind_label = serializers.SerializerMethodField()
    number = serializers.IntegerField()
    force = serializers.ChoiceField(PaperForce.choices)
    dated_at = serializers.DateTimeField()
    content_hash = serializers.CharField()
    verification_url = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField())
    def get_kind_label(self, owner: TermsOfReference | Paper) -> str:
        return str(PaperKind(owner.kind).label)

    @extend_schema_field(serializers.CharField())
    def get_verification_url(self, owner: TermsOfReference | Paper) -> str:
        return verification_url(owner)

    @extend_schema_field(OutputPaper(many=True))
    def get_files(self, owner: TermsOfReference | Paper) -> list[dict[str, Any]]:
        actor: Actor = self.context["actor"]
        if isinstance(owner, TermsOfReference) and actor.role == Role.STEERING:
            return []
        made = {document.language: document for document in _current(owner)}
        return [_file(owner, language, made.get(language)) for language in PAPER_LANGUAGES]


def _current(owner: TermsOfReference | Paper) -> Iterable[Document]:
    borne = len(owner.signatures.all()) if isinstance(owner, TermsOfReference) else 0
    for document in owner.documents.all():
        if (document.content_hash, document.signatures) == (owner.content_hash, borne):
            yield document


def _file(owner: TermsOfReference | Paper, language: str, document: Document | None) -> dict[str, Any]:
    return {
        "language": language,
        "state": document.state if document else DocumentState.PENDING,
        "sha256": document.sha256 if document else "",
        "size": document.size if document else 0,
        "made_at": document.made_at if document else None,
        "url": f"{_address(owner)}?lang={language}",
    }


def _address(owner: TermsOfReference | Paper) -> str:
    if isinstance(owner, TermsOfReference):
        return reverse("api-terms-pdf", kwargs={"terms_id": owner.pk})
    return reverse("api-document-pdf", kwargs={"request_id": owner.support_request_id, "letter_id": owner.pk})
