"""All papers of a request as one list, and the files of letters, certificates and reports."""

from __future__ import annotations

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.papers import OutputRequestPaper
from api.serializers.terms import OutputPaperState, PaperQuery
from api.v1.terms import HandsOutPapers
from api.views import OfRequest
from core.errors import NotFound
from workflows.models import Paper, TermsOfReference


class DocumentsView(OfRequest):
    @extend_schema(operation_id="documents_list", responses=OutputRequestPaper(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """All papers that the caller may read, letters before terms, the newest first, with how far each file is.

        An expert reads what is meant for them, without knowing of the request.
        """
        letters = Paper.objects.visible_to(self.actor).filter(support_request_id=request_id)
        terms = TermsOfReference.objects.visible_to(self.actor).filter(support_request_id=request_id)
        rows = [
            *letters.defer("content").prefetch_related("documents").order_by("-number"),
            *terms.defer("content", "translations")
            .prefetch_related("documents", "signatures")
            .order_by("-number"),
        ]
        if not rows:
            self.support_request  # noqa: B018 - raises `NotFound`: only who knows of it learns that there is nothing
        return Response(OutputRequestPaper(rows, many=True, context={"actor": self.actor}).data)


class DocumentPdfView(HandsOutPapers):
    @extend_schema(
        operation_id="documents_pdf",
        parameters=[PaperQuery],
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            (202, "application/json"): OutputPaperState,
        },
    )
    def get(self, request: Request, request_id: int, letter_id: int) -> HttpResponseBase:
        """The PDF of a letter, certificate or report; 202 while it is being made, 409 where it could not be."""
        papers = Paper.objects.visible_to(self.actor).filter(support_request_id=request_id)
        paper = papers.filter(pk=letter_id).first()
        if paper is None:
            raise NotFound
        return self.hand_out(paper.documents.filter(language=self.language()).first())
