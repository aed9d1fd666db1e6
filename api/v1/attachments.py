"""Files that come with a request: private, looked at before they are believed."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from api.serializers.exchange import InputFile, OutputAttachment
from api.throttling import UploadThrottle
from api.views import OfRequest
from core import storage
from core.errors import NotAllowed, NotFound
from requests_app.models import Attachment, SupportRequest
from requests_app.rules import may_write
from requests_app.services.attachments import attach_file, remove_attachment


class OfFiles(OfRequest):
    """A view of the files of a request, which are between its country and the managers."""

    def case(self) -> SupportRequest:
        if not may_write(self.actor, self.support_request):
            raise NotAllowed(_("Files are between the country and the Support Project."))
        return self.support_request


class AttachmentsView(OfFiles):
    parser_classes = [MultiPartParser]

    def get_throttles(self) -> list[BaseThrottle]:
        extra = [UploadThrottle()] if self.request.method == "POST" else []
        return [*super().get_throttles(), *extra]

    @extend_schema(operation_id="attachments_list", responses=OutputAttachment(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """The files in the order in which they came."""
        rows = self.case().attachments.filter(removed_at=None)
        return Response(OutputAttachment(rows, many=True).data)

    @extend_schema(
        operation_id="attachments_create",
        request={"multipart/form-data": InputFile},
        responses={201: OutputAttachment},
    )
    def post(self, request: Request, request_id: int) -> Response:
        """Add a file: PDF, image, office document or plain text; its content must be what its name says."""
        file = self.read(InputFile)["file"]
        attachment = attach_file(
            support_request=self.case(), file=file, name=file.name, actor=self.actor, now=self.now
        )
        where = reverse("api-attachment", kwargs={"request_id": request_id, "attachment_id": attachment.pk})
        return Response(OutputAttachment(attachment).data, 201, headers={"Location": where})


class AttachmentView(OfFiles):
    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A file has the one type that it has, whatever the caller would rather accept."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="attachments_retrieve",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY)},
    )
    def get(self, request: Request, request_id: int, attachment_id: int) -> FileResponse:
        """The file itself, to be saved and never shown in place."""
        attachment = self._attachment()
        try:
            content = storage.open_file(attachment.file)
        except FileNotFoundError as gone:
            raise NotFound from gone
        response = FileResponse(
            content,
            as_attachment=True,
            filename=attachment.name,
            content_type="application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response

    @extend_schema(operation_id="attachments_delete", responses={204: None})
    def delete(self, request: Request, request_id: int, attachment_id: int) -> Response:
        """Take a file off; once the request was submitted it is only marked as removed."""
        remove_attachment(attachment=self._attachment(), actor=self.actor, now=self.now)
        return Response(status=204)

    def _attachment(self) -> Attachment:
        found = self.case().attachments.filter(pk=self.kwargs["attachment_id"], removed_at=None).first()
        if found is None:
            raise NotFound
        return found
