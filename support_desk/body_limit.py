"""Refuse bodies that are too large before anything reads them.

Django's own limit covers forms only: an API parser reads the stream as long as it flows.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from api.errors import CONTENT_TYPE, problem

MULTIPART_OVERHEAD = 64 * 1024


def limit_for(request: HttpRequest) -> int:
    """Return how many bytes this kind of body may have."""
    if request.content_type == "multipart/form-data":
        return int(settings.ATTACHMENT_MAX_BYTES) + MULTIPART_OVERHEAD
    return int(settings.BODY_MAX_BYTES)


def declared_length(request: HttpRequest) -> int:
    """Return the announced length; a body without one is never read beyond zero bytes."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdigit() else 0


class BodyLimitMiddleware:
    """Answer 413 to a body above the limit of its kind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if declared_length(request) <= limit_for(request):
            return self.get_response(request)
        return too_large(request)


def too_large(request: HttpRequest) -> HttpResponse:
    """Return the refusal: problem details for the API, a page elsewhere, which does not ask who is there."""
    megabytes = limit_for(request) // (1024 * 1024)
    detail = _("This is larger than the %(limit)s MB allowed here.") % {"limit": megabytes}
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if not request.path.startswith("/api/"):
        context = {"frame": "plain.html", "failure": {"detail": detail}}
        return HttpResponse(render_to_string("413.html", context), status=status)
    told = problem(status, "too_large", detail)
    return JsonResponse(told, status=status, content_type=CONTENT_TYPE)
