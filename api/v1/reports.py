"""The report of a mission: written by the expert, accepted or returned by a manager."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.concurrency import expected_version, versioned
from api.serializers.actions import InputReason
from api.serializers.reports import InputReport, OutputReport
from api.v1.moves import Moved
from api.views import ActionCall, DeskView
from core.errors import NotFound
from workflows.models import MissionReport
from workflows.services.reports import accept_report, return_report, submit_report, write_report


class ReportRowView(DeskView):
    def report(self) -> MissionReport:
        """The report, which exists once the expert is back; a country reads it once it was accepted."""
        visible = MissionReport.objects.visible_to(self.actor)
        found = visible.filter(deployment_id=self.kwargs["deployment_id"]).first()
        if found is None:
            raise NotFound
        return found

    def show(self, report: MissionReport) -> Response:
        return versioned(self.request, OutputReport(report).data, report.version)


class ReportView(ReportRowView):
    @extend_schema(operation_id="deployments_report_retrieve", responses=OutputReport)
    def get(self, request: Request, deployment_id: int) -> Response:
        """The report with the headings of its plan."""
        return self.show(self.report())

    @extend_schema(operation_id="deployments_report_write", request=InputReport, responses=OutputReport)
    def patch(self, request: Request, deployment_id: int) -> Response:
        """Keep what was written so far; the expert's own, until it is submitted."""
        report = self.report()
        values = self.read(InputReport)
        version = expected_version(request)
        written = write_report(
            report=report, **values, actor=self.actor, now=self.now, expected_version=version
        )
        return self.show(written)


class ReportMove(Moved, ReportRowView):
    subject_name = "report"

    def subject(self) -> MissionReport:
        return self.report()

    def shown_row(self, row: Any) -> Any:
        return OutputReport(row).data


REPORT_CALLS = {
    "submit": ActionCall(submit_report),
    "return": ActionCall(return_report, InputReason),
    "accept": ActionCall(accept_report),
}
