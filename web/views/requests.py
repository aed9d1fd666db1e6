"""The page of a request: one address, read by each role in its own way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from core.actors import Role
from web.actors import actor_of
from web.views.case import CasePage
from web.views.country_request import CountryRequestPage

case_page = CasePage.as_view()
country_page = CountryRequestPage.as_view()


@require_safe
def request_page(request: HttpRequest, request_id: int) -> HttpResponseBase:
    """Managers work on a case; everybody else reads where a request stands, as far as they may know of it."""
    page = case_page if actor_of(request).role == Role.MANAGER else country_page
    return page(request, request_id=request_id)
