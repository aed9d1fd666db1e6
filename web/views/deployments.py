"""Deployments: who goes where and when, what must be in order before, and the moves of each."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.forms.deployments import (
    CancelDeploymentForm,
    ChecklistForm,
    DeploymentFilter,
    EarlyEndForm,
    ExtendForm,
)
from web.paging import paged
from web.presenters.deployments import (
    DeploymentLine,
    checklist_of,
    closed_because,
    extensions_of,
    invite_url,
    move_links,
    title_language_of,
    tone_of,
)
from web.presenters.expert_documents import travel_papers
from web.views.base import Page, RequestActionPage
from web.views.row_actions import RowActionPage
from workflows.actions import deployments as moves
from workflows.models import Deployment, MissionReport
from workflows.services import closing, deployments

READERS = frozenset({Role.MANAGER, Role.STEERING, Role.FOCAL_POINT})


class DeploymentsPage(Page):
    """Who is where, who leaves next and who came back: the office's, the Committee's, or a country's own."""

    roles = READERS
    template_name = "pages/deployments/list.html"

    def context(self) -> dict[str, Any]:
        filters = DeploymentFilter(self.request.GET, role=self.actor.role)
        rows = Deployment.objects.visible_to(self.actor).select_related(
            "support_request__country", "position", "expert"
        )
        found = paged(self.request, filters.narrow(rows).order_by("-planned_start", "-id"))
        named = self.actor.role != Role.STEERING
        return {
            **super().context(),
            "filters": filters,
            "paged": found,
            "lines": [DeploymentLine.of(row, named=named) for row in found.rows],
            "named": named,
        }


class DeploymentPage(Page):
    """One deployment, for the office in full, for the country with the name of who comes, for the Committee without."""

    roles = READERS
    template_name = "pages/deployments/deployment.html"

    @cached_property
    def deployment(self) -> Deployment:
        rows = Deployment.objects.visible_to(self.actor)
        found = rows.select_related("support_request__country", "position", "expert").filter(
            pk=self.kwargs["deployment_id"]
        )
        deployment = found.first()
        if deployment is None:
            raise NotFound
        return deployment

    def context(self) -> dict[str, Any]:
        row = self.deployment
        office = self.actor.role == Role.MANAGER
        return {
            **super().context(),
            "deployment": row,
            "tone": tone_of(row),
            "title_language": title_language_of(row),
            "closed_because": closed_because(row),
            "office": office,
            "expert_name": row.expert.name if self.actor.role != Role.STEERING else "",
            "extensions": extensions_of(row),
            "checklist": checklist_of(row) if office else [],
            "papers": travel_papers(row, self.actor, today=self.now.date()) if office else [],
            "invite_url": invite_url(row, now=self.now) if office else "",
            "moves": move_links(row, actor=self.actor, now=self.now) if office else [],
            "report": MissionReport.objects.visible_to(self.actor).filter(deployment=row).first(),
        }


class DeploymentMove(RowActionPage):
    """A move of a deployment; afterwards its page is shown again."""

    subject_name = "deployment"

    def find(self) -> Deployment | None:
        rows = Deployment.objects.visible_to(self.actor)
        rows = rows.select_related("support_request__country", "position", "expert")
        return rows.filter(pk=self.kwargs["deployment_id"]).first()

    def url_of(self, row: Deployment) -> str:
        return reverse("deployment", args=[row.pk])


class TickPage(DeploymentMove):
    move, service, form_class = moves.TICK, deployments.tick_checklist, ChecklistForm
    template_name = "pages/deployments/tick.html"
    done = _("The checklist is kept.")

    def form_options(self) -> dict[str, Any]:
        return {"items": deployments.required_items(self.row)}

    def initial(self) -> dict[str, Any]:
        ticks = checklist_of(self.row)
        return {f"{tick.code}_done": tick.done for tick in ticks} | {
            f"{tick.code}_note": tick.note for tick in ticks
        }

    def read(self, form: DeskForm) -> dict[str, Any]:
        return {"items": form.ticks()}

    def context(self) -> dict[str, Any]:
        papers = travel_papers(self.row, self.actor, today=self.now.date())
        return {**super().context(), "papers": papers}


class DeployPage(DeploymentMove):
    move, service, form_class = moves.DEPLOY, deployments.start_deployment, NothingForm
    done = _("The departure is confirmed.")


class EndPage(DeploymentMove):
    move, service, form_class = moves.END, deployments.end_deployment, NothingForm
    done = _("The return is confirmed; the report is open for writing.")


class EndEarlyPage(DeploymentMove):
    move, service, form_class = moves.END_EARLY, deployments.end_deployment, EarlyEndForm
    done = _("The mission has ended early; the report is open for writing.")


class ExtendPage(DeploymentMove):
    move, service, form_class = moves.EXTEND, deployments.extend_deployment, ExtendForm
    done = _("The end date is changed; everybody concerned is told.")

    def initial(self) -> dict[str, Any]:
        return {"end": self.row.planned_end}


class CancelDeploymentPage(DeploymentMove):
    move, service, form_class = moves.CANCEL, deployments.cancel_deployment, CancelDeploymentForm
    done = _("The departure is called off.")


class DeployRequestPage(RequestActionPage):
    action, service, form_class = "deploy", deployments.deploy_request, NothingForm
    template_name = "pages/deployments/deploy_request.html"
    done = _("Everybody who was ready has left.")

    def context(self) -> dict[str, Any]:
        rows = self.support_request.deployments.select_related("position", "expert").order_by("id")
        return {**super().context(), "deployments": rows}


class EndMissionPage(RequestActionPage):
    action, service, form_class = "end_mission", deployments.end_request_mission, NothingForm
    done = _("Everybody is back; the reports are open for writing.")


class ClosePage(RequestActionPage):
    action, service, form_class = "close", closing.close_request, NothingForm
    done = _("The case is closed.")
