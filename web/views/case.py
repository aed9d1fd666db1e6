"""The page of a case, on which managers work."""

from __future__ import annotations

from typing import Any

from web.views.base import OfRequest
from workflows.clocks import promises
from workflows.selectors.timeline import events_for, tell


class CasePage(OfRequest):
    template_name = "pages/requests/request.html"

    def context(self) -> dict[str, Any]:
        row = self.support_request
        return {
            **super().context(),
            "state": row.state_label_for(self.actor),
            "promises": promises(row, now=self.now),
            "question": row.questions.filter(answered_at=None).first(),
            "timeline": tell(events_for(row, self.actor).reverse(), actor=self.actor),
        }
