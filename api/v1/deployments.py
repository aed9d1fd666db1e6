"""Missions: prepared, begun, prolonged, ended."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.concurrency import versioned
from api.pagination import page
from api.serializers.actions import InputReason, OutputAction
from api.serializers.base import page_of
from api.serializers.common import EXPERT_COLUMNS, POSITION_COLUMNS, REQUEST_COLUMNS
from api.serializers.deployments import (
    DeploymentQuery,
    InputEarlyEnd,
    InputExtension,
    InputTicks,
    OutputDeployment,
    OutputDeploymentAnonymous,
    OutputDeploymentInFull,
)
from api.v1.moves import Moved
from api.views import ActionCall, DeskView
from core.actors import Role
from core.errors import NotFound
from core.transitions import available_actions
from workflows.actions import DEPLOYMENT_ACTIONS
from workflows.models import Deployment
from workflows.querysets import DeploymentQuerySet
from workflows.services.deployments import (
    cancel_deployment,
    end_deployment,
    extend_deployment,
    start_deployment,
    tick_checklist,
)

AUDIENCES = {
    Role.MANAGER: OutputDeploymentInFull,
    Role.EXPERT: OutputDeploymentInFull,
    Role.FOCAL_POINT: OutputDeployment,
}
SHOWN = PolymorphicProxySerializer(
    component_name="AnyDeployment",
    serializers=[OutputDeploymentAnonymous, OutputDeployment, OutputDeploymentInFull],
    resource_type_field_name=None,
)
OWN_COLUMNS = (
    "id",
    "version",
    "state",
    "planned_start",
    "planned_end",
    "actual_start",
    "actual_end",
    "checklist",
    "extensions",
    "closing_reason",
    "closing_reason_language",
    "support_request_id",
    "position_id",
    "expert_id",
)


class DeploymentsView(DeskView):
    def visible(self) -> DeploymentQuerySet:
        rows = Deployment.objects.visible_to(self.actor)
        return rows.select_related("support_request__country", "position", "expert")

    def shown(self) -> type[OutputDeploymentAnonymous]:
        return AUDIENCES.get(self.actor.role, OutputDeploymentAnonymous)


class DeploymentListView(DeploymentsView):
    @extend_schema(
        operation_id="deployments_list",
        parameters=[DeploymentQuery],
        responses=page_of(OutputDeploymentInFull),
    )
    def get(self, request: Request) -> Response:
        """Missions: all of them for managers and the Committee, a country's own, an expert's own."""
        asked = self.read_query(DeploymentQuery)
        rows = self.visible()
        if "state" in asked:
            rows = rows.filter(state__in=asked["state"])
        if "request" in asked:
            rows = rows.filter(support_request_id=asked["request"])
        if "country" in asked:
            rows = rows.filter(support_request__country_id__in=asked["country"])
        rows = rows.only(*OWN_COLUMNS, *REQUEST_COLUMNS, *POSITION_COLUMNS, *EXPERT_COLUMNS)
        return Response(page(request, rows, lambda found: self.shown()(found, many=True).data))


class DeploymentRowView(DeploymentsView):
    def deployment(self) -> Deployment:
        found = self.visible().filter(pk=self.kwargs["deployment_id"]).first()
        if found is None:
            raise NotFound
        return found


class DeploymentView(DeploymentRowView):
    @extend_schema(operation_id="deployments_retrieve", responses=SHOWN)
    def get(self, request: Request, deployment_id: int) -> Response:
        """One mission."""
        row = self.deployment()
        return versioned(request, self.shown()(row).data, row.version)


class DeploymentActionsView(DeploymentRowView):
    @extend_schema(operation_id="deployments_actions_list", responses=OutputAction(many=True))
    def get(self, request: Request, deployment_id: int) -> Response:
        """What the caller may do now, and everything that stands in the way of what they may not."""
        found = available_actions(self.deployment(), DEPLOYMENT_ACTIONS, actor=self.actor, now=self.now)
        return Response(OutputAction(found, many=True).data)


class DeploymentMove(Moved, DeploymentRowView):
    subject_name = "deployment"

    def subject(self) -> Deployment:
        return self.deployment()

    def shown_row(self, row: Any) -> Any:
        return self.shown()(row).data


DEPLOYMENT_CALLS = {
    "tick": ActionCall(tick_checklist, InputTicks),
    "deploy": ActionCall(start_deployment),
    "end": ActionCall(end_deployment),
    "end_early": ActionCall(end_deployment, InputEarlyEnd),
    "extend": ActionCall(extend_deployment, InputExtension),
    "cancel": ActionCall(cancel_deployment, InputReason),
}
