"""The desk's addresses and one more: a signed-in page of 50 requests that does the least such a page can do.

One SELECT by an index, one template of 50 rows, behind the same middleware and the same session as everything.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from requests_app.models import SupportRequest
from support_desk.urls import urlpatterns as of_the_desk

PAGE = 50
COLUMNS = ("reference", "title", "institution", "country_id", "state", "urgency", "submitted_at")
TEMPLATE = engines["django"].from_string(
    "<!doctype html><title>Requests</title><table>{% for row in rows %}<tr>"
    + "".join(f"<td>{{{{ row.{column} }}}}</td>" for column in COLUMNS)
    + "</tr>{% endfor %}</table>"
)


def bare_list(request: HttpRequest) -> HttpResponse:
    """The newest 50; who is not signed in is sent to the door by the middleware."""
    rows = SupportRequest.objects.order_by("-id").values(*COLUMNS)[:PAGE]
    return HttpResponse(TEMPLATE.render({"rows": rows}, request))


urlpatterns = [path("bare/", bare_list), *of_the_desk]
