"""The desk in numbers, for managers and the Steering Committee: no names, nobody's words."""

from __future__ import annotations

from typing import Any

from core.actors import Role
from web.presenters.insights import choices, share_bars, state_bars
from web.views.base import Page
from workflows.selectors.insights import first_year, overview, submitted_in
from workflows.selectors.punctuality import COMPARED, punctuality


class InsightsPage(Page):
    roles = frozenset({Role.MANAGER, Role.STEERING})
    template_name = "pages/insights/insights.html"

    def context(self) -> dict[str, Any]:
        offered = choices(first_year(), self.request.GET.get("period", ""), now=self.now)
        period = next(choice.period for choice in offered if choice.chosen)
        found, language = overview(period), self.actor.language
        return {
            **super().context(),
            "choices": offered,
            "overview": found,
            "states": state_bars(found),
            "countries": share_bars(found.by_country, language),
            "themes": share_bars(found.by_theme, language),
            "promises": punctuality(submitted_in(period), now=self.now),
            "compared": COMPARED if found.total > COMPARED else 0,
        }
