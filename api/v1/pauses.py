"""Pauses: which earlier answers keep an expert out of searches, and how a manager lifts one."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.offers import InputOfferReason, OutputPause
from api.views import DeskView
from core.actors import Role
from core.errors import NotAllowed, NotFound
from experts.models import Expert
from workflows.models import Offer
from workflows.selectors.cool_downs import pauses_of
from workflows.services.cool_downs import lift_cool_down


class PausesView(DeskView):
    @extend_schema(operation_id="experts_pauses_list", responses=OutputPause(many=True))
    def get(self, request: Request, expert_id: int) -> Response:
        """The earlier answers that keep the person out of searches now; for managers."""
        if not Expert.objects.visible_to(self.actor).filter(pk=expert_id).exists():
            raise NotFound
        if self.actor.role != Role.MANAGER:
            raise NotAllowed
        return Response(OutputPause(pauses_of(expert_id, now=self.now), many=True).data)


class LiftPauseView(DeskView):
    @extend_schema(operation_id="offers_lift_pause", request=InputOfferReason, responses={204: None})
    def post(self, request: Request, offer_id: int) -> Response:
        """Let the expert of an answered offer be asked again, with a reason; for managers."""
        return self.once(self._lift)

    def _lift(self) -> Response:
        offer = Offer.objects.visible_to(self.actor).filter(pk=self.kwargs["offer_id"]).first()
        if offer is None:
            raise NotFound
        said: dict[str, Any] = self.read(InputOfferReason)
        lift_cool_down(offer=offer, reason=said["reason"], actor=self.actor, now=self.now)
        return Response(status=204)
