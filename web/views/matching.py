"""Matching: what is sought for a request, whom the ranking proposes, who was asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from core.actors import Role
from core.transitions import available_actions
from requests_app.models import SupportRequest
from requests_app.rules import is_officer
from web.paging import paged
from web.presenters.actions import ActionLink
from web.presenters.matching import SEARCHING, Matching, matching_for
from web.presenters.searches import searches
from web.views.base import OfRequest, Page
from workflows.actions.requests import SEND_OFFERS

OFFICE = frozenset({Role.MANAGER})


class MatchingListPage(Page):
    """Every request for which experts are sought, with what is missing."""

    roles = OFFICE
    template_name = "pages/matching/list.html"

    def context(self) -> dict[str, Any]:
        rows = SupportRequest.objects.visible_to(self.actor).filter(state__in=SEARCHING)
        page = paged(self.request, rows.select_related("country", "officer").order_by("submitted_at", "id"))
        return {**super().context(), "page": page, "searches": searches(page.rows)}


class MatchingPage(OfRequest):
    """The search for experts of one request."""

    roles = OFFICE
    template_name = "pages/matching/matching.html"

    @property
    def matching(self) -> Matching:
        return matching_for(self.support_request, self.actor, self.now)

    def context(self) -> dict[str, Any]:
        row = self.support_request
        return {
            **super().context(),
            "matching": self.matching,
            "state": row.state_label_for(self.actor),
            "is_officer": is_officer(self.actor, row),
            "actions": [
                ActionLink(
                    name=found.action.name,
                    label=found.action.label,
                    url=reverse("request_send_offers", args=[row.pk]),
                    kind="primary",
                    reasons=found.reasons,
                )
                for found in available_actions(row, [SEND_OFFERS], actor=self.actor, now=self.now)
            ],
        }


class OffersPart(MatchingPage):
    """The offers as they stand, fetched again and again by the page that shows them."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("matching", self.support_request.pk)
        return render(request, "pages/matching/_offers.html", {"matching": self.matching, "now": self.now})
