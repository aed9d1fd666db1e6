"""The positions of a request, and the order in which experts are asked for each."""

from __future__ import annotations

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.concurrency import etag, expected_version
from api.serializers.matching import OutputShortlist, shortlists_for
from api.serializers.positions import InputPosition, InputReserve, OutputPosition
from api.views import OfRequest
from core.errors import NotFound
from requests_app.models import Position
from requests_app.services.positions import add_position, change_position, remove_position
from workflows.services.matching import set_reserve


class OfPosition(OfRequest):
    """A view of one position, or of all; the version is the request's, which every change of a position raises."""

    @property
    def position(self) -> Position:
        found = self.support_request.positions.filter(pk=self.kwargs["position_id"]).first()
        if found is None:
            raise NotFound
        return found

    def show(self, position: Position, *, status: int = 200) -> Response:
        headers = {"ETag": etag(position.support_request.version)}
        return Response(OutputPosition(position).data, status, headers=headers)


class PositionsView(OfPosition):
    @extend_schema(operation_id="positions_list", responses=OutputPosition(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """The positions in the order of their numbers."""
        rows = self.support_request.positions.prefetch_related("expertise")
        return Response(OutputPosition(rows, many=True).data)

    @extend_schema(operation_id="positions_create", request=InputPosition, responses={201: OutputPosition})
    def post(self, request: Request, request_id: int) -> Response:
        """Add a position, until the first offers are sent."""
        return self.once(self._add)

    def _add(self) -> Response:
        values = self.read(InputPosition)
        position = add_position(
            support_request=self.support_request,
            values=values,
            actor=self.actor,
            now=self.now,
            expected_version=expected_version(self.request),
        )
        response = self.show(position, status=201)
        response["Location"] = reverse(
            "api-position",
            kwargs={"request_id": position.support_request_id, "position_id": position.pk},
        )
        return response


class PositionView(OfPosition):
    @extend_schema(
        operation_id="positions_update", request=InputPosition(partial=True), responses=OutputPosition
    )
    def patch(self, request: Request, request_id: int, position_id: int) -> Response:
        """Change a position, until the first offers are sent."""
        position, values = self.position, self.read(InputPosition, partial=True)
        version = expected_version(request)
        changed = change_position(
            position=position, values=values, actor=self.actor, now=self.now, expected_version=version
        )
        return self.show(changed)

    @extend_schema(operation_id="positions_delete", responses={204: None})
    def delete(self, request: Request, request_id: int, position_id: int) -> Response:
        """Remove a position, until the first offers are sent."""
        version = expected_version(request)
        remove_position(position=self.position, actor=self.actor, now=self.now, expected_version=version)
        return Response(status=204)


class ReserveView(OfPosition):
    @extend_schema(operation_id="positions_reserve", request=InputReserve, responses=OutputShortlist)
    def put(self, request: Request, request_id: int, position_id: int) -> Response:
        """Order who is asked, first to last; another order than the ranking's needs a reason."""
        position, values = self.position, self.read(InputReserve)
        version = expected_version(request)
        shortlist = set_reserve(
            position=position, **values, actor=self.actor, now=self.now, expected_version=version
        )
        return Response(OutputShortlist(shortlists_for([shortlist], now=self.now)[0]).data)
