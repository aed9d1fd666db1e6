"""What the moves of offers, missions, reports and papers share."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from api.concurrency import refuse_if_stale, versioned
from api.views import ActionView


class Moved(ActionView):
    """A move on a row with a version, which the door checks where the service does not ask for it."""

    def find(self) -> Any:
        """The row, where the caller may know of it; else `NotFound`."""
        raise NotImplementedError

    def shown_row(self, row: Any) -> Any:
        """The row as this caller reads it."""
        raise NotImplementedError

    def subject(self) -> Any:
        row = self.find()
        if not self.call.versioned:
            refuse_if_stale(self.request, row.version)
        return row

    def show(self, row: Any) -> Response:
        return versioned(self.request, self.shown_row(row), row.version)
