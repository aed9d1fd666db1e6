"""What the moves of offers, missions, reports and papers share."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from api.concurrency import versioned
from api.views import ActionView


class Moved(ActionView):
    """A move on a row with a version."""

    def shown_row(self, row: Any) -> Any:
        """The row as this caller reads it."""
        raise NotImplementedError

    def show(self, row: Any) -> Response:
        return versioned(self.request, self.shown_row(row), row.version)
