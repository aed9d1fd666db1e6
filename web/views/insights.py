"""The desk in numbers, for managers and the Steering Committee: no names, nobody's words."""

from __future__ import annotations

from typing import Any

from core.actors import Role
from web.presenters.insights import choices, share_bars, state_bars, theme_lines
from web.presenters.readiness import readiness_view
from web.views.base import Page
from workflows.selectors.insights import first_year, overview, submitted_in
from workflows.selectors.punctuality import COMPARED, punctuality
from workflows.selectors.theme_scores import theme_scores


class InsightsPage(Page):
    roles = frozenset({Role.MANAGER, Role.STEERING})
    template_name = "pages/insights/insights.html"

    def context(self) -> dict[str, Any]:
        offered = choices(first_year(), self.request.GET.get("period", ""), now=self.now)
        period = next(choice.period for choice in offered if choice.chosen)
        found, language = overview(period), self.actor.language
        scores = theme_scores(submitted_in(period))
        return {
            **super().context(),
            "choices": offered,
            "overview": found,
            "states": state_bars(found),
            "countries": share_bars(found.by_country, language),
            "themes": share_bars(found.by_theme, language),
            "scores": scores,
            "theme_lines": theme_lines(scores, language),
            "promises": punctuality(submitted_in(period), now=self.now),
            "readiness": readiness_view(self.now),
            "compared": COMPARED if found.total > COMPARED else 0,
        }
