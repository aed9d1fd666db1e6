"""Everything that happened to a request, on a page of its own and as the part that replaces the short one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from core.actors import Role
from web.presenters.timeline import all_of
from web.views.base import OfRequest


class TimelinePage(OfRequest):
    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING})

    @cached_property
    def template_name(self) -> str:  # type: ignore[override]
        htmx: bool = self.request.htmx  # type: ignore[attr-defined]
        return "pages/timeline/_entries.html" if htmx else "pages/timeline/timeline.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "happened": all_of(self.support_request, self.actor)}
