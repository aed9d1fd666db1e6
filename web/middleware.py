"""What every page relies on: failures of the desk become pages that help, and typed words outlive a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django_fsm import ConcurrentTransition

from core import errors
from core.scan import ScannerUnavailable
from web import kept

Next = Callable[[HttpRequest], HttpResponse]

SOMEBODY_WAS_FASTER = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
PAGES: Mapping[type[errors.DeskError], tuple[int, str]] = {
    errors.NotFound: (404, "404.html"),
    errors.NotAllowed: (403, "403.html"),
    errors.InvalidInput: (422, "422.html"),
    errors.Blocked: (409, "409.html"),
    errors.Conflict: (409, "409.html"),
    errors.Stale: (409, "409.html"),
    errors.TooLarge: (413, "413.html"),
    errors.UnsupportedType: (415, "413.html"),
    ScannerUnavailable: (503, "503.html"),
}


class DeskErrorsMiddleware:
    """Answer with the page of a failure that the desk anticipates; the API words its own."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        failure = as_failure(exception)
        return failure_page(request, failure) if failure else None


class KeptWordsMiddleware:
    """Keep what somebody sends after their session ended, and show it again once they have signed in."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if request.htmx:  # type: ignore[attr-defined]
            # A part of a page cannot become the sign-in page: the script says so and the words stay where they are.
            return HttpResponse(status=401, headers={"HX-Reswap": "none", "HX-Trigger": "desk:signed-out"})
        if request.method == "POST":
            kept.keep(request, path=request.path)
        return None


class PrivatePagesMiddleware:
    """Let no browser keep the pages of somebody who is signed in: the next reader at the same screen presses 'back'."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response


def as_failure(exception: Exception) -> errors.DeskError | None:
    """The exception in the words of the desk, where it anticipates it."""
    if isinstance(exception, errors.DeskError):
        return exception
    if isinstance(exception, ConcurrentTransition) or _waited_in_vain(exception):
        return errors.Conflict()
    return None


def failure_page(request: HttpRequest, failure: errors.DeskError) -> HttpResponse:
    """The page that says what went wrong and what to do, with whatever was typed."""
    status, template = next(PAGES[kind] for kind in type(failure).__mro__ if kind in PAGES)
    typed = kept.typed_words(request) if request.method == "POST" else []
    response = render(request, template, {"failure": failure, "typed": typed}, status=status)
    if getattr(request, "htmx", False):
        # A part of a page was asked for: the failure takes the place of the whole content, and nothing is nested.
        response["HX-Retarget"] = response["HX-Reselect"] = "#content"
        response["HX-Reswap"] = "outerHTML"
    return response


def _waited_in_vain(exception: Exception) -> bool:
    if not isinstance(exception, OperationalError):
        return False
    state = getattr(exception.__cause__, "sqlstate", None)
    return state in SOMEBODY_WAS_FASTER or "database is locked" in str(exception)
