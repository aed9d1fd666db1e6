"""Links between requests, duplicates, and one mission for two countries."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.concurrency import expected_version, versioned
from api.serializers.actions import InputReason
from api.serializers.relations import (
    InputDuplicate,
    InputJointMission,
    InputLink,
    OutputJointMission,
    OutputRelation,
)
from api.serializers.requests import OutputRequest
from api.v1.base import ShowsRequest
from api.views import ActionCall, ActionView, OfRequest
from core.actors import Role
from core.errors import NotAllowed, NotFound
from core.transitions import available_actions
from workflows.actions import JOINT_ACTIONS
from workflows.actions.parties import MANAGER_TEXT
from workflows.models import JointSide, Relation
from workflows.selectors.relations import joint_mission_of, relations_of
from workflows.services.joint_missions import (
    agree_joint_mission,
    decline_joint_mission,
    end_joint_mission,
    propose_joint_mission,
    withdraw_joint_mission,
)
from workflows.services.relations import link_requests, mark_duplicate, unlink_requests


class RelationsView(OfRequest):
    @extend_schema(operation_id="requests_relations", responses=OutputRelation(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """The requests that the office linked with this one; for programme managers."""
        row = self.support_request
        if self.actor.role != Role.MANAGER:
            raise NotAllowed(MANAGER_TEXT)
        return Response(OutputRelation(relations_of(row), many=True).data)

    @extend_schema(
        operation_id="requests_link", request=InputLink, responses={201: OutputRelation(many=True)}
    )
    def post(self, request: Request, request_id: int) -> Response:
        """Link this request with a related one."""
        return self.once(self._link)

    def _link(self) -> Response:
        link_requests(
            support_request=self.support_request,
            **self.read(InputLink),
            actor=self.actor,
            now=self.now,
            expected_version=expected_version(self.request),
        )
        return Response(OutputRelation(relations_of(self.support_request), many=True).data, status=201)


class RelationView(OfRequest):
    @extend_schema(operation_id="requests_unlink", responses={204: None})
    def delete(self, request: Request, request_id: int, relation_id: int) -> Response:
        """Take a link of related requests off."""
        row = self.support_request
        if self.actor.role != Role.MANAGER:
            raise NotAllowed(MANAGER_TEXT)
        linked = Relation.objects.filter(Q(support_request=row) | Q(other=row), kind=Relation.Kind.RELATED)
        relation = linked.select_related("support_request").filter(pk=relation_id).first()
        if relation is None:
            raise NotFound
        unlink_requests(relation=relation, actor=self.actor, now=self.now)
        return Response(status=204)


class DuplicateView(ShowsRequest):
    @extend_schema(operation_id="requests_mark_duplicate", request=InputDuplicate, responses=OutputRequest)
    def post(self, request: Request, request_id: int) -> Response:
        """Cancel this request as a duplicate of another one; its country is told."""
        return self.once(self._mark)

    def _mark(self) -> Response:
        row = mark_duplicate(
            support_request=self.support_request,
            **self.read(InputDuplicate),
            actor=self.actor,
            now=self.now,
            expected_version=expected_version(self.request),
        )
        return self.show(row)


class OfJointMission(OfRequest):
    """A view of the latest joint mission of a request."""

    def show(self, side: JointSide | None = None, *, status: int = 200) -> Response:
        found = joint_mission_of(self.support_request, actor=self.actor)
        if found is None:
            raise NotFound
        actions = available_actions(found.side, JOINT_ACTIONS, actor=self.actor, now=self.now)
        told = {"side": found.side, "beside": found.beside, "actions": actions}
        return versioned(self.request, OutputJointMission(told).data, found.side.version, status=status)


class JointMissionView(OfJointMission):
    @extend_schema(operation_id="joint_mission_retrieve", responses=OutputJointMission)
    def get(self, request: Request, request_id: int) -> Response:
        """The latest joint mission of a request, with what the caller may do."""
        return self.show()

    @extend_schema(
        operation_id="joint_mission_propose", request=InputJointMission, responses={201: OutputJointMission}
    )
    def post(self, request: Request, request_id: int) -> Response:
        """Ask the countries of two requests whether they want one mission."""
        return self.once(self._propose)

    def _propose(self) -> Response:
        propose_joint_mission(
            support_request=self.support_request,
            **self.read(InputJointMission),
            actor=self.actor,
            now=self.now,
            expected_version=expected_version(self.request),
        )
        return self.show(status=201)


class JointMissionActionView(OfJointMission, ActionView):
    subject_name = "side"

    def subject(self) -> JointSide:
        found = joint_mission_of(self.support_request, actor=self.actor)
        if found is None:
            raise NotFound
        return found.side


JOINT_CALLS: Mapping[str, ActionCall] = {
    "agree": ActionCall(agree_joint_mission),
    "decline": ActionCall(decline_joint_mission, InputReason),
    "withdraw": ActionCall(withdraw_joint_mission, InputReason),
    "end": ActionCall(end_joint_mission, InputReason),
}
