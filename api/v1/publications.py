"""Results that countries published for the others, and how they come to be published."""

from __future__ import annotations

from collections.abc import Mapping

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.concurrency import expected_version, versioned
from api.pagination import page
from api.serializers.actions import InputReason
from api.serializers.base import page_of
from api.serializers.publications import InputPublication, OutputPublication, OutputResult, ResultsQuery
from api.views import ActionCall, ActionView, DeskView, OfRequest
from core.actors import Role
from core.errors import NotAllowed, NotFound
from core.transitions import available_actions
from workflows.actions import PUBLICATION_ACTIONS
from workflows.models import Publication
from workflows.services.publications import (
    consent_to_publication,
    propose_publication,
    refuse_publication,
    retract_publication,
)

READERS = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING})


class ResultsView(DeskView):
    @extend_schema(operation_id="results_list", parameters=[ResultsQuery], responses=page_of(OutputResult))
    def get(self, request: Request) -> Response:
        """What countries published of closed requests, the latest first."""
        if self.actor.role not in READERS:
            raise NotAllowed
        query = self.read_query(ResultsQuery)
        rows = Publication.objects.published().select_related("support_request__country", "theme")
        if theme := query.get("theme"):
            rows = rows.filter(theme=theme)
        if country := query.get("country"):
            rows = rows.filter(support_request__country=country.upper())
        return Response(page(request, rows, lambda found: OutputResult(found, many=True).data))


class ResultView(DeskView):
    @extend_schema(operation_id="results_retrieve", responses=OutputResult)
    def get(self, request: Request, publication_id: int) -> Response:
        """One published result."""
        if self.actor.role not in READERS:
            raise NotAllowed
        rows = Publication.objects.published().select_related("support_request__country", "theme")
        found = rows.filter(pk=publication_id).first()
        if found is None:
            raise NotFound
        return Response(OutputResult(found).data)


class OfPublication(OfRequest):
    """A view of the latest publication of a request, for its country and the office."""

    def publication(self) -> Publication:
        visible = Publication.objects.visible_to(self.actor).filter(support_request=self.support_request)
        found = visible.select_related("support_request__country", "theme").order_by("-id").first()
        if found is None:
            raise NotFound
        return found

    def show(self, row: Publication, *, status: int = 200) -> Response:
        row.actions = available_actions(row, PUBLICATION_ACTIONS, actor=self.actor, now=self.now)
        return versioned(self.request, OutputPublication(row).data, row.version, status=status)


class PublicationView(OfPublication):
    @extend_schema(operation_id="publication_retrieve", responses=OutputPublication)
    def get(self, request: Request, request_id: int) -> Response:
        """The latest publication of a request, with what the caller may do."""
        return self.show(self.publication())

    @extend_schema(
        operation_id="publication_propose", request=InputPublication, responses={201: OutputPublication}
    )
    def post(self, request: Request, request_id: int) -> Response:
        """Ask the country whether other countries may read this of its closed request."""
        return self.once(self._propose)

    def _propose(self) -> Response:
        propose_publication(
            support_request=self.support_request,
            **self.read(InputPublication),
            actor=self.actor,
            now=self.now,
            expected_version=expected_version(self.request),
        )
        return self.show(self.publication(), status=201)


class PublicationActionView(OfPublication, ActionView):
    subject_name = "publication"

    def subject(self) -> Publication:
        return self.publication()


PUBLICATION_CALLS: Mapping[str, ActionCall] = {
    "consent": ActionCall(consent_to_publication),
    "refuse": ActionCall(refuse_publication, InputReason),
    "retract": ActionCall(retract_publication, InputReason),
}
