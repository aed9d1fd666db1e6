"""Mission reports and evaluations as the office, the country and the Committee read them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from programme.selectors import questionnaire
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.forms.deployments import ReturnReportForm, WaiveForm
from web.presenters.deployments import title_language_of
from web.presenters.evaluations import sheets_of
from web.presenters.reports import moves_of, sections_of
from web.views.base import OfRequest, Page, RequestFormPage
from web.views.row_actions import RowActionPage
from workflows.actions import reports as moves
from workflows.models import Deployment, MissionReport
from workflows.services import evaluations, reports
from workflows.states import ReportState

READERS = frozenset({Role.MANAGER, Role.STEERING, Role.FOCAL_POINT})


class ReportPage(Page):
    """A mission report: the office from its submission on, the country and the Committee once it is accepted."""

    roles = READERS
    template_name = "pages/deployments/report.html"

    @cached_property
    def report(self) -> MissionReport:
        rows = MissionReport.objects.visible_to(self.actor).exclude(state=ReportState.DRAFT)
        rows = rows.select_related(
            "support_request__country", "deployment__position", "deployment__support_request", "expert"
        )
        found = rows.filter(deployment_id=self.kwargs["deployment_id"]).first()
        if found is None:
            raise NotFound
        return found

    def context(self) -> dict[str, Any]:
        row = self.report
        return {
            **super().context(),
            "report": row,
            "sections": sections_of(row),
            "expert_name": row.expert.name if self.actor.role != Role.STEERING else "",
            "title_language": title_language_of(row.deployment),
            "moves": moves_of(row, actor=self.actor, now=self.now),
        }


class ReportMove(RowActionPage):
    subject_name = "report"

    def find(self) -> MissionReport | None:
        rows = MissionReport.objects.visible_to(self.actor).exclude(state=ReportState.DRAFT)
        rows = rows.select_related("support_request__country", "deployment__position", "expert")
        return rows.filter(deployment_id=self.kwargs["deployment_id"]).first()

    def url_of(self, row: MissionReport) -> str:
        return reverse("deployment_report", args=[row.deployment_id])


class AcceptReportPage(ReportMove):
    move, service, form_class = moves.ACCEPT, reports.accept_report, NothingForm
    done = _("The report is accepted; the country can read it now.")


class SendBackReportPage(ReportMove):
    move, service, form_class = moves.SEND_BACK, reports.return_report, ReturnReportForm
    done = _("The report is returned; the expert is told.")


class EvaluationsPage(OfRequest):
    """What everybody said about the missions of a request, and what is still awaited."""

    roles = frozenset({Role.MANAGER, Role.STEERING})
    template_name = "pages/deployments/evaluations.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "sheets": sheets_of(self.support_request, self.actor)}


class WaivePage(RequestFormPage):
    """Doing without a questionnaire that will not come."""

    roles = frozenset({Role.MANAGER})
    form_class = WaiveForm
    template_name = "pages/deployments/waive.html"
    done = _("The questionnaire is waived.")

    def act(self, form: DeskForm) -> Any:
        return evaluations.waive_evaluation(
            support_request=self.support_request,
            group=self.kwargs["group"],
            reason=form.cleaned_data["reason"],
            deployment=self.mission(),
            actor=self.actor,
            now=self.now,
        )

    def mission(self) -> Deployment | None:
        number = self.kwargs.get("deployment_id")
        if number is None:
            return None
        found = self.support_request.deployments.filter(pk=number).first()
        if found is None:
            raise NotFound
        return found

    def go_on(self, result: Any) -> str:
        return reverse("request_evaluations", args=[self.support_request.pk])

    def context(self) -> dict[str, Any]:
        label = questionnaire(self.kwargs["group"]).questionnaire.label
        return {**super().context(), "sheet_label": label, "mission": self.mission()}
