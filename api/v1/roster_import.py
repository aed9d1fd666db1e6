"""People taken in from a spreadsheet: looked at first, then on demand; for managers."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from api.serializers.exchange import InputFile
from api.serializers.roster_import import OutputImport
from api.throttling import UploadThrottle
from api.views import DeskView
from core.errors import NotAllowed, NotFound
from experts import rules
from experts.models import RosterImport
from experts.services.roster_import import look_at, send_sheet, take_in


class ImportsBase(DeskView):
    def sent(self) -> RosterImport:
        if not rules.register_expert(self.actor):
            raise NotAllowed
        found = RosterImport.objects.filter(pk=self.kwargs["import_id"]).first()
        if found is None:
            raise NotFound
        return found

    def shown(self, sent: RosterImport) -> Any:
        report = look_at(sent) if sent.file else None
        return OutputImport({"sent": sent, "report": report}).data


class ImportsView(ImportsBase):
    parser_classes = [MultiPartParser]

    def get_throttles(self) -> list[BaseThrottle]:
        extra = [UploadThrottle()] if self.request.method == "POST" else []
        return [*super().get_throttles(), *extra]

    @extend_schema(
        operation_id="experts_import_send",
        request={"multipart/form-data": InputFile},
        responses={201: OutputImport},
    )
    def post(self, request: Request) -> Response:
        """Send a spreadsheet (XLSX or CSV) to see what would come of it; nobody is taken in yet."""
        file = self.read(InputFile)["file"]
        sent = send_sheet(file=file, name=file.name, actor=self.actor, now=self.now)
        where = reverse("api-expert-import", kwargs={"import_id": sent.pk})
        return Response(self.shown(sent), 201, headers={"Location": where})


class ImportView(ImportsBase):
    @extend_schema(operation_id="experts_import_retrieve", responses=OutputImport)
    def get(self, request: Request, import_id: int) -> Response:
        """What would come of a sheet now; without rows once it was taken in, or after a week."""
        return Response(self.shown(self.sent()))


class ImportRunView(ImportsBase):
    @extend_schema(operation_id="experts_import_run", request=None, responses=OutputImport)
    def post(self, request: Request, import_id: int) -> Response:
        """Put forward everybody whose row has no problem; the file is then deleted."""
        return self.once(self._run)

    def _run(self) -> Response:
        return Response(self.shown(take_in(sent=self.sent(), actor=self.actor, now=self.now)))
