"""The desk in numbers, for managers and the Steering Committee."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.insights import OutputOverview
from api.views import DeskView
from core.actors import Role
from core.errors import NotAllowed
from workflows.selectors.insights import overview

READERS = frozenset({Role.MANAGER, Role.STEERING})


class OverviewView(DeskView):
    @extend_schema(operation_id="insights_overview", responses=OutputOverview)
    def get(self, request: Request) -> Response:
        """Counts by state, country and theme, and how often the theme check was right."""
        if self.actor.role not in READERS:
            raise NotAllowed(_("Only programme managers and the Steering Committee can see these numbers."))
        return Response(OutputOverview(overview()).data)
