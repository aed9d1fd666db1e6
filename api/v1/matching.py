"""Shortlists: the roster ranked for a position, with a sentence for every reason."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.matching import InputMatch, MatchQuery, OutputShortlist, shortlists_for
from api.views import OfRequest
from core.errors import InvalidInput, NotAllowed
from requests_app.models import Position
from requests_app.rules import is_manager
from workflows.models import Shortlist
from workflows.services.matching import make_shortlist


class MatchesView(OfRequest):
    @extend_schema(operation_id="matches_list", parameters=[MatchQuery], responses=OutputShortlist(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """The latest shortlist of each position, or of one; for managers."""
        if not is_manager(self.actor, self.support_request):
            raise NotAllowed
        asked = self.read_query(MatchQuery)
        positions = self.support_request.positions.all()
        if "position" in asked:
            positions = positions.filter(pk=asked["position"])
        latest = positions.annotate(latest=Max("shortlists__id")).values_list("latest", flat=True)
        shortlists = list(Shortlist.objects.filter(pk__in=[pk for pk in latest if pk]).order_by("position"))
        return Response(OutputShortlist(shortlists_for(shortlists, now=self.now), many=True).data)

    @extend_schema(operation_id="matches_create", request=InputMatch, responses={201: OutputShortlist})
    def post(self, request: Request, request_id: int) -> Response:
        """Rank the roster for a position as things stand now, and freeze the list."""
        return self.once(self._make)

    def _make(self) -> Response:
        position = self._position(self.read(InputMatch)["position"])
        shortlist = make_shortlist(position=position, actor=self.actor, now=self.now)
        return Response(OutputShortlist(shortlists_for([shortlist], now=self.now)[0]).data, 201)

    def _position(self, pk: int) -> Position:
        found = self.support_request.positions.filter(pk=pk).first()
        if found is None:
            raise InvalidInput.at("position", _("This request has no such position."), code="unknown")
        return found
