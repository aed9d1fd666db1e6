"""Who else has a case open, and whether it moved on since the reader opened it."""

from __future__ import annotations

from typing import Any

from accounts.selectors import people_with_role
from core.actors import Role
from requests_app.models import SupportRequest
from web.presence import be_here, who_is_here
from web.views.base import OfRequest


def colleagues_here(support_request: SupportRequest, user_id: int) -> list[str]:
    """Note that the reader is here, and name the other managers who are. One query."""
    be_here(support_request.pk, user_id)
    others = {user.pk: user.full_name for user in people_with_role(Role.MANAGER) if user.pk != user_id}
    here = who_is_here(support_request.pk, others)
    return sorted(name for pk, name in others.items() if pk in here)


class PresencePage(OfRequest):
    """The part of the case page that is asked for again every half minute."""

    roles = frozenset({Role.MANAGER})
    template_name = "pages/case/presence.html"

    def context(self) -> dict[str, Any]:
        seen = self.request.GET.get("version", "")
        return {
            **super().context(),
            "colleagues": colleagues_here(self.support_request, self.actor.signed_in_id),
            "seen": seen,
            "moved_on": seen.isdecimal() and seen != str(self.support_request.version),
        }
