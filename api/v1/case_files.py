"""The whole file of a request as one archive, for managers."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.case_files import OutputCaseFile
from api.views import OfRequest
from core.actors import Role
from core.errors import Blocked, NotAllowed, NotFound, Reason
from core.storage import open_file
from requests_app.models import SupportRequest
from workflows.models import CaseFile
from workflows.selectors.papers import archive_name
from workflows.services.case_files import ask_for_case_file, note_download
from workflows.states import CaseFileState


class OfCaseFile(OfRequest):
    """A view of a request's archives, which are for managers."""

    def case(self) -> SupportRequest:
        found: SupportRequest = self.support_request
        if self.actor.role != Role.MANAGER:
            raise NotAllowed(_("Only programme managers can do this."))
        return found


class CaseFilesView(OfCaseFile):
    @extend_schema(operation_id="case_files_list", responses=OutputCaseFile(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """The archives of this request, the newest first; those that expired are still listed."""
        return Response(OutputCaseFile(self.case().case_files.order_by("-id"), many=True).data)

    @extend_schema(operation_id="case_files_create", request=None, responses={202: OutputCaseFile})
    def post(self, request: Request, request_id: int) -> Response:
        """Have the archive made in the background; one that is being made already is answered."""
        return self.once(self._ask)

    def _ask(self) -> Response:
        asked = ask_for_case_file(support_request=self.case(), actor=self.actor, now=self.now)
        return Response(OutputCaseFile(asked).data, 202, headers={"Retry-After": "2"})


class CaseFileView(OfCaseFile):
    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A file has the one type that it has, whatever the caller would rather accept."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="case_files_retrieve",
        responses={
            (200, "application/zip"): OpenApiTypes.BINARY,
            (202, "application/json"): OutputCaseFile,
        },
    )
    def get(self, request: Request, request_id: int, case_file_id: int) -> HttpResponseBase:
        """The archive; 202 while it is being made, 409 where it could not be, 404 once its time is over."""
        found = self.case().case_files.filter(pk=case_file_id).first()
        if found is None or found.state == CaseFileState.EXPIRED or self._over(found):
            raise NotFound
        if found.state == CaseFileState.PENDING:
            return Response(OutputCaseFile(found).data, 202, headers={"Retry-After": "2"})
        if found.state == CaseFileState.FAILED:
            message = _("This archive could not be made. The desk tries again; you can ask for another one.")
            raise Blocked(message, code="archive_failed", reasons=[Reason("archive_failed", message)])
        return self._file(found)

    def _over(self, found: CaseFile) -> bool:
        return found.expires_at is not None and self.now >= found.expires_at

    def _file(self, found: CaseFile) -> FileResponse:
        content = open_file(found.file)
        note_download(found, actor=self.actor, now=self.now)
        return FileResponse(
            content,
            as_attachment=True,
            filename=archive_name(found),
            content_type="application/zip",
            headers={"Cache-Control": "private, no-store"},
        )
