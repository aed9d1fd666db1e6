"""The anonymous shortlist as the country was shown it, and what the country said to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.concurrency import versioned
from api.serializers.actions import InputReason, OutputAction
from api.serializers.base import CODE, codes
from api.views import ActionCall, ActionView, OfRequest
from core.errors import NotFound
from core.transitions import available_actions
from workflows.actions import CONSULTATION_ACTIONS
from workflows.models import Consultation
from workflows.services.consultations import agree_shortlist, object_to_candidates
from workflows.services.objections import settle_objection
from workflows.states import ConsultationState


class InputObjection(InputReason):
    candidates = codes(
        source="labels", required=True, allow_empty=False, help_text=_("As they are shown: 1A, 2C.")
    )


class InputSettlement(InputReason):
    upheld = serializers.BooleanField()


class OutputCandidateShown(serializers.Serializer[Any]):
    """What a country may know of a candidate: nothing that names the person."""

    label = serializers.CharField(max_length=CODE)
    category = serializers.CharField()
    headline = serializers.CharField()
    languages = serializers.DictField(child=serializers.CharField())


class OutputPositionShown(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    title = serializers.CharField()
    candidates = OutputCandidateShown(many=True)


class OutputConsultation(serializers.Serializer[Any]):
    """The shortlist shown to the country; silence until `due_at` is consent."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    state = serializers.ChoiceField(ConsultationState.choices)
    state_label = serializers.CharField(source="get_state_display")
    positions = OutputPositionShown(many=True, source="shown.positions")
    due_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    objected = serializers.ListField(child=serializers.CharField(), source="objected_labels")
    objection = serializers.CharField(allow_blank=True)
    objection_language = serializers.CharField(allow_blank=True)
    upheld = serializers.BooleanField(allow_null=True)
    settlement = serializers.CharField(allow_blank=True)
    settlement_language = serializers.CharField(allow_blank=True)
    actions = OutputAction(many=True)


class OfConsultation(OfRequest):
    """A view of the latest consultation of a request."""

    def consultation(self) -> Consultation:
        found = self.support_request.consultations.order_by("-id").first()
        if found is None:
            raise NotFound
        return found

    def show(self, row: Consultation) -> Response:
        row.actions = available_actions(row, CONSULTATION_ACTIONS, actor=self.actor, now=self.now)
        return versioned(self.request, OutputConsultation(row).data, row.version)


class ConsultationView(OfConsultation):
    @extend_schema(operation_id="consultation_retrieve", responses=OutputConsultation)
    def get(self, request: Request, request_id: int) -> Response:
        """The latest showing of the shortlist, with what the caller may do."""
        return self.show(self.consultation())


class ConsultationActionView(OfConsultation, ActionView):
    subject_name = "consultation"

    def subject(self) -> Consultation:
        return self.consultation()


CONSULTATION_CALLS: Mapping[str, ActionCall] = {
    "agree": ActionCall(agree_shortlist),
    "object": ActionCall(object_to_candidates, InputObjection),
    "settle": ActionCall(settle_objection, InputSettlement),
}
