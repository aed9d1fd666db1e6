"""How far a decision is: who approved, how many are needed, who is still missing."""

from __future__ import annotations

from dataclasses import dataclass

from programme.selectors import approvals_needed
from requests_app.models import SupportRequest
from requests_app.services.positions import expert_days
from workflows.models import Approval


@dataclass(frozen=True, slots=True)
class Approvals:
    """The approvals of the present round; those for another size no longer count."""

    days: int
    needed: int
    given: tuple[Approval, ...]
    outdated: tuple[Approval, ...]

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.given))


def approvals_of(support_request: SupportRequest) -> Approvals:
    """Who approved a request, and how many approvals its size needs. Three queries."""
    days = expert_days(support_request)
    rows = list(
        support_request.approvals.filter(round=support_request.review_round)
        .select_related("approver")
        .order_by("approved_at", "id")
    )
    return Approvals(
        days=days,
        needed=approvals_needed(days),
        given=tuple(row for row in rows if row.expert_days == days),
        outdated=tuple(row for row in rows if row.expert_days != days),
    )
