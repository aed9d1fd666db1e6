"""What the views of several areas share."""

from __future__ import annotations

from rest_framework.response import Response

from api.concurrency import versioned
from api.serializers.audience import request_for
from api.serializers.requests import OutputRequest
from api.views import OfRequest
from requests_app.models import SupportRequest


class ShowsRequest(OfRequest):
    """A view that answers with the request as its caller may know it."""

    def show(self, row: SupportRequest, *, status: int = 200) -> Response:
        shown = OutputRequest(request_for(self.actor, row, now=self.now)).data
        return versioned(self.request, shown, row.version, status=status)
