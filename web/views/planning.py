"""The plan over all open positions; choices are kept in its address, so that a plan can be tried and passed on."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from web.presenters.planning import PlanView, plan_view
from web.views.base import Page
from web.views.matching import OFFICE
from workflows.selectors.planning import Pair, planning


class PlanPage(Page):
    roles = OFFICE
    template_name = "pages/matching/plan.html"

    @cached_property
    def view(self) -> PlanView:
        pinned, excluded = (self._pairs(name) for name in ("pin", "not"))
        found = planning(self.actor, now=self.now, pinned=pinned, excluded=excluded)
        return plan_view(found, pinned=pinned, excluded=excluded)

    def _pairs(self, name: str) -> list[Pair]:
        """Choices in the address, "position-expert"; what is nothing of the kind names nobody and is told as such."""
        sent = self.request.GET.getlist(name)
        return [pair_of(value) for value in dict.fromkeys(sent)]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "plan": self.view}


def pair_of(value: str) -> Pair:
    position, _dash, expert = value.partition("-")
    both = [
        int(part) if part.isascii() and part.isdigit() and len(part) < 19 else 0
        for part in (position, expert)
    ]
    return both[0], both[1]
