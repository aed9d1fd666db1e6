"""Offers: managers follow all of them, experts answer theirs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.concurrency import versioned
from api.pagination import page
from api.serializers.actions import OutputAction
from api.serializers.base import page_of
from api.serializers.common import EXPERT_COLUMNS, POSITION_COLUMNS, REQUEST_COLUMNS
from api.serializers.offers import (
    InputAcceptance,
    InputOfferReason,
    InputRefusal,
    OfferQuery,
    OutputOffer,
    OutputOfferForManagers,
)
from api.v1.moves import Moved
from api.views import ActionCall, DeskView
from core.actors import Role
from core.errors import NotFound
from core.transitions import available_actions
from workflows.actions import offers as actions
from workflows.models import Offer
from workflows.querysets import OfferQuerySet
from workflows.services.offers import accept_offer, decline_offer, release_expert, retract_offer

SHOWN = PolymorphicProxySerializer(
    component_name="AnyOffer",
    serializers=[OutputOffer, OutputOfferForManagers],
    resource_type_field_name=None,
)
LISTED = (*REQUEST_COLUMNS, *POSITION_COLUMNS, *EXPERT_COLUMNS)
ANSWERS = (actions.ACCEPT, actions.DECLINE, actions.RETRACT, actions.RELEASE)


class OffersView(DeskView):
    def visible(self) -> OfferQuerySet:
        rows = Offer.objects.visible_to(self.actor)
        return rows.select_related("support_request__country", "position", "expert")

    def shown(self) -> type[OutputOffer]:
        return OutputOfferForManagers if self.actor.role == Role.MANAGER else OutputOffer


class OfferListView(OffersView):
    @extend_schema(
        operation_id="offers_list", parameters=[OfferQuery], responses=page_of(OutputOfferForManagers)
    )
    def get(self, request: Request) -> Response:
        """Managers read all offers; experts those that were sent to them, without the names of others."""
        asked = self.read_query(OfferQuery)
        rows = self.visible()
        if "state" in asked:
            rows = rows.filter(state__in=asked["state"])
        if "request" in asked:
            rows = rows.filter(support_request_id=asked["request"])
        rows = rows.only(*OWN_COLUMNS, *LISTED)
        return Response(page(request, rows, lambda found: self.shown()(found, many=True).data))


class OfferRowView(OffersView):
    def offer(self) -> Offer:
        found = self.visible().filter(pk=self.kwargs["offer_id"]).first()
        if found is None:
            raise NotFound
        return found


class OfferView(OfferRowView):
    @extend_schema(operation_id="offers_retrieve", responses=SHOWN)
    def get(self, request: Request, offer_id: int) -> Response:
        """One offer."""
        offer = self.offer()
        return versioned(request, self.shown()(offer).data, offer.version)


class OfferActionsView(OfferRowView):
    @extend_schema(operation_id="offers_actions_list", responses=OutputAction(many=True))
    def get(self, request: Request, offer_id: int) -> Response:
        """What the caller may do now, and everything that stands in the way of what they may not."""
        found = available_actions(self.offer(), ANSWERS, actor=self.actor, now=self.now)
        return Response(OutputAction(found, many=True).data)


class OfferMove(Moved, OfferRowView):
    subject_name = "offer"

    def subject(self) -> Offer:
        return self.offer()

    def shown_row(self, row: Any) -> Any:
        return self.shown()(row).data


OFFER_CALLS = {
    "accept": ActionCall(accept_offer, InputAcceptance),
    "decline": ActionCall(decline_offer, InputRefusal),
    "retract": ActionCall(retract_offer, InputOfferReason),
    "release": ActionCall(release_expert, InputOfferReason),
}
OWN_COLUMNS = (
    "id",
    "version",
    "state",
    "deadline",
    "sent_at",
    "seen_at",
    "answered_at",
    "declaration",
    "decline_code",
    "decline_text",
    "answer_language",
    "closing_reason",
    "closing_reason_language",
    "support_request_id",
    "position_id",
    "expert_id",
)
