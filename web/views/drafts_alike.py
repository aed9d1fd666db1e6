"""Whether somebody asked the same before, while a request is being written."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.actors import Role
from requests_app.states import RequestState
from web.presenters.similar import alike_for
from web.views.base import OfRequest


class AlikePage(OfRequest):
    """Earlier requests of the own country, and what others published; a part of the form while somebody types."""

    roles = frozenset({Role.FOCAL_POINT})

    @cached_property
    def template_name(self) -> str:  # type: ignore[override]
        return "pages/drafts/alike.html#found" if self.request.htmx else "pages/drafts/alike.html"  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.support_request.state != RequestState.DRAFT:
            return HttpResponseRedirect(reverse("request", args=[self.support_request.pk]))
        return super().get(request, **kwargs)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "alike": alike_for(self.support_request, actor=self.actor)}
