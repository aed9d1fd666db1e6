"""The office's queue, and the decisions that a request passes on its way to matching."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from core.actors import Role
from web.forms.triage import QueueForm
from web.paging import paged
from web.presenters.triage import lines_for, states_of, tabs
from web.views.base import Page
from workflows.selectors.queue import Lines, counted, heaps

PER_PAGE = 50
PAGE = "pages/triage/triage.html"


class QueuePage(Page):
    """What waits for the office; with HTMX only the part that a filter changes is sent."""

    roles = frozenset({Role.MANAGER})

    @cached_property
    def template_name(self) -> str:
        return f"{PAGE}#queue" if self.request.htmx else PAGE

    def context(self) -> dict[str, Any]:
        form = QueueForm(self.request.GET)
        asked = form.asked()
        found = heaps(self.actor, asked.words)
        form.offer(found)
        counts = counted(found, asked, self.actor)
        lines = Lines(
            asked, total=sum(counts[state] for state in asked.in_states), actor=self.actor, now=self.now
        )
        page = paged(self.request, lines, size=PER_PAGE)
        return {
            **super().context(),
            "form": form,
            "filters": [form[name] for name in ("officer", "country", "theme", "urgency", "order")],
            "asked": asked,
            "tabs": tabs(asked, counts, self.request.GET),
            "states": states_of(asked, counts, self.request.GET),
            "page": page,
            "lines": lines_for(page.rows, email=self.request.user.email, now=self.now),
            "left_out": lines.left_out,
        }
