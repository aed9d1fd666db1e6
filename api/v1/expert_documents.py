"""Papers of people on the roster: for the person and the managers alone."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from api.serializers.experts import InputDocument, OutputDocument
from api.throttling import UploadThrottle
from api.views import DeskView
from core import storage
from core.errors import NotAllowed, NotFound
from experts.models import Expert, ExpertDocument
from experts.rules import view_documents
from experts.services.documents import add_document, remove_document


class OfPapers(DeskView):
    def expert(self) -> Expert:
        found = Expert.objects.visible_to(self.actor).filter(pk=self.kwargs["expert_id"]).first()
        if found is None:
            raise NotFound
        if not view_documents(self.actor, found):
            raise NotAllowed
        return found


class DocumentsView(OfPapers):
    parser_classes = [MultiPartParser]

    def get_throttles(self) -> list[BaseThrottle]:
        extra = [UploadThrottle()] if self.request.method == "POST" else []
        return [*super().get_throttles(), *extra]

    @extend_schema(operation_id="experts_documents_list", responses=OutputDocument(many=True))
    def get(self, request: Request, expert_id: int) -> Response:
        """The papers by kind, with the day on which each expires."""
        rows = ExpertDocument.objects.visible_to(self.actor).filter(expert=self.expert())
        return Response(OutputDocument(rows, many=True).data)

    @extend_schema(
        operation_id="experts_documents_create",
        request={"multipart/form-data": InputDocument},
        responses={201: OutputDocument},
    )
    def post(self, request: Request, expert_id: int) -> Response:
        """Keep a paper: PDF, image, office document or plain text; its content must be what its name says."""
        expert, sent = self.expert(), self.read(InputDocument)
        file = sent.pop("file")
        document = add_document(
            expert=expert, file=file, name=file.name, **sent, actor=self.actor, now=self.now
        )
        where = reverse("api-expert-document", kwargs={"expert_id": expert_id, "paper_id": document.pk})
        return Response(OutputDocument(document).data, 201, headers={"Location": where})


class DocumentView(OfPapers):
    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A file has the one type that it has, whatever the caller would rather accept."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="experts_documents_retrieve",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY)},
    )
    def get(self, request: Request, expert_id: int, paper_id: int) -> FileResponse:
        """The file itself, to be saved and never shown in place."""
        document = self._document()
        try:
            content = storage.open_file(document.file)
        except FileNotFoundError as gone:
            raise NotFound from gone
        response = FileResponse(
            content, as_attachment=True, filename=document.name, content_type="application/octet-stream"
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response

    @extend_schema(operation_id="experts_documents_delete", responses={204: None})
    def delete(self, request: Request, expert_id: int, paper_id: int) -> Response:
        """Take a paper off: its file is deleted for good."""
        remove_document(document=self._document(), actor=self.actor, now=self.now)
        return Response(status=204)

    def _document(self) -> ExpertDocument:
        rows = ExpertDocument.objects.visible_to(self.actor).select_related("expert")
        found = rows.filter(expert=self.expert(), pk=self.kwargs["paper_id"]).first()
        if found is None:
            raise NotFound
        return found
