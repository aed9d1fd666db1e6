"""Evaluations: the questionnaires, what was answered, and what a manager does without."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.evaluations import (
    InputAboutMission,
    InputEvaluation,
    InputWaiver,
    OutputEvaluation,
    OutputQuestionnaire,
)
from api.views import DeskView, OfRequest
from core.actors import Role
from core.errors import InvalidInput, NotFound
from programme.selectors import questionnaire
from requests_app.models import SupportRequest
from workflows.models import Deployment, Evaluation
from workflows.selectors.evaluations import evaluations_for
from workflows.services.evaluations import give_evaluation, waive_evaluation


class OfMission(OfRequest):
    """A view of a request that the experts who serve it may open, too."""

    @cached_property
    def support_request(self) -> SupportRequest:
        if self.actor.role != Role.EXPERT:
            return super().support_request
        missions = Deployment.objects.visible_to(self.actor).select_related("support_request")
        mission = missions.filter(support_request_id=self.kwargs["request_id"]).first()
        if mission is None:
            raise NotFound
        return mission.support_request

    def evaluate(self, reads: type[InputAboutMission], service: Callable[..., Evaluation]) -> Response:
        support_request, values = self.support_request, self.read(reads)
        deployment = self._deployment(values.pop("deployment", None))
        given = service(
            support_request=support_request,
            deployment=deployment,
            **values,
            actor=self.actor,
            now=self.now,
        )
        return Response(OutputEvaluation(given).data, 201)

    def _deployment(self, pk: int | None) -> Deployment | None:
        if pk is None:
            return None
        missions = Deployment.objects.visible_to(self.actor).filter(support_request=self.support_request)
        found: Deployment | None = missions.filter(pk=pk).first()
        if found is None:
            raise InvalidInput.at("deployment", _("This request has no such mission."), code="unknown")
        return found


class EvaluationsView(OfMission):
    @extend_schema(operation_id="evaluations_list", responses=OutputEvaluation(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """What was answered or waived: everything for managers, a country's own, an expert's own."""
        found = evaluations_for(self.support_request, actor=self.actor)
        return Response(OutputEvaluation(found, many=True).data)

    @extend_schema(
        operation_id="evaluations_give", request=InputEvaluation, responses={201: OutputEvaluation}
    )
    def post(self, request: Request, request_id: int) -> Response:
        """Hand in a questionnaire: the institution's by its focal point, the expert's by the expert."""
        return self.once(lambda: self.evaluate(InputEvaluation, give_evaluation))


class WaiverView(OfMission):
    @extend_schema(operation_id="evaluations_waive", request=InputWaiver, responses={201: OutputEvaluation})
    def post(self, request: Request, request_id: int) -> Response:
        """Do without a questionnaire that will not come; managers, with a reason."""
        return self.once(lambda: self.evaluate(InputWaiver, waive_evaluation))


class QuestionnaireView(DeskView):
    @extend_schema(operation_id="questionnaires_retrieve", responses=OutputQuestionnaire)
    def get(self, request: Request, group: str) -> Response:
        """The questions put to a group: beneficiary_end, expert_end, follow_up_6m."""
        found: Any = questionnaire(group)
        return Response(OutputQuestionnaire(found).data)
