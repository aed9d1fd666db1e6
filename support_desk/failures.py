"""What a caller is told when the desk itself is at fault, or cannot even read what was sent.

The page for a fault of our own asks no database and no session: they may be what is broken. Its language comes from
the address, the cookie or the browser, and what was typed stands on it, to be copied or sent once more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from api.errors import CONTENT_TYPE, problem
from web import kept

logger = logging.getLogger(__name__)

UNREADABLE = (SuspiciousOperation, BadRequest, UnreadablePostError, MultiPartParserError)
LAST_RESORT = (
    "<!doctype html><html lang='en'><meta charset='utf-8'><title>Support desk</title>"
    "<h1>Something went wrong on our side</h1><p>Please go back and try again in a few minutes.</p>"
    "<h1 lang='fr'>Une erreur s'est produite de notre côté</h1>"
    "<p lang='fr'>Veuillez revenir en arrière et réessayer dans quelques minutes.</p></html>"
)


@dataclass(frozen=True, slots=True)
class Again:
    """Everything that was posted, to be posted once more."""

    address: str
    fields: list[tuple[str, str]]


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer with problem details under the API and with a page elsewhere, whatever else is broken."""
    if request.path.startswith("/api/"):
        detail = _("Something went wrong on our side. Nothing was changed; please try again later.")
        told = problem(HTTPStatus.INTERNAL_SERVER_ERROR, "server_error", detail)
        return JsonResponse(told, status=told["status"], content_type=CONTENT_TYPE)
    return HttpResponse(_plain_page(request, "500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what cannot be read at all, or not to its end."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(_plain_page(request, "413.html"), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return HttpResponse(_plain_page(request, "400.html"), status=HTTPStatus.BAD_REQUEST)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that a form was open for too long, and keep what was typed for when it is opened again.

    Only words of a form that the desk showed to this person are kept: a form of another site comes back empty.
    """
    context = {
        "address": request.path,
        "kept": kept.keep(request, path=request.path),
        "typed": kept.typed_words(request),
    }
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def _plain_page(request: HttpRequest, template: str) -> str:
    try:
        with translation.override(translation.get_language_from_request(request, check_path=True)):
            return render_to_string(template, {"frame": "plain.html", **_what_was_sent(request)})
    except Exception:
        logger.exception("the page %s could not be drawn", template)
        return LAST_RESORT


def _what_was_sent(request: HttpRequest) -> dict[str, Any]:
    """The typed words, and all that it takes to send them again; nothing where they cannot be read."""
    if request.method != "POST":
        return {}
    try:
        typed, fields, files = kept.typed_words(request), _fields(request), bool(request.FILES)
    except UNREADABLE:
        return {}
    whole = fields and not files and not any("password" in name for name, _value in fields)
    return {"typed": typed, "again": Again(request.get_full_path(), fields) if whole else None}


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, values in request.POST.lists() for value in values]
