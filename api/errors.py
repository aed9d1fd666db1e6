"""The one place where failures become answers: RFC 9457 problem details, in the reader's language.

Every refusal has the same shape: `type`, `title`, `status`, `code` (stable, for programs), `detail` (a sentence),
`errors` (per field, nested ones with dots) and `reasons` (everything that blocks an action).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from django.utils.translation import gettext_lazy
from django_fsm import ConcurrentTransition
from rest_framework import exceptions
from rest_framework.exceptions import ErrorDetail
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from core import errors
from core.scan import ScannerUnavailable

CONTENT_TYPE = "application/problem+json"

STATUSES: Mapping[type[errors.DeskError], int] = {
    errors.InvalidInput: 400,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Blocked: 409,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.TooLarge: 413,
    errors.UnsupportedType: 415,
    ScannerUnavailable: 503,
}

TITLES = {
    400: gettext_lazy("Bad input"),
    401: gettext_lazy("Sign in first"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Method not allowed"),
    406: gettext_lazy("Format not available"),
    409: gettext_lazy("Not possible now"),
    412: gettext_lazy("Changed meanwhile"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Type not accepted"),
    429: gettext_lazy("Too many calls"),
    503: gettext_lazy("Not available right now"),
}

# What the framework says itself, under the codes of this desk.
CODES = {"permission_denied": "not_allowed", "parse_error": "broken_json"}

# SQLSTATE of a lock that was not granted in time, a deadlock, and a serialisation failure.
SOMEBODY_WAS_FASTER = frozenset({"55P03", "40P01", "40001"})


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an anticipated failure into its problem document; leave anything else to the logs."""
    problem = _problem_of(exc)
    if problem is None:
        return None
    set_rollback()
    request = context.get("request")
    if request is not None:  # the refusal of a PDF or an HTML page is still a problem document
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), "application/json"
    return Response(problem, problem["status"], headers=_headers(exc), content_type=CONTENT_TYPE)


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Mapping[str, Any] | None = None,
    reasons: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    """A problem document."""
    return {
        "type": "about:blank",
        "title": str(TITLES.get(status) or HTTPStatus(status).phrase),
        "status": int(status),
        "code": code,
        "detail": detail,
        "errors": dict(errors or {}),
        "reasons": reasons or [],
    }


def _problem_of(exc: Exception) -> dict[str, Any] | None:
    exc = _framed(exc)
    if isinstance(exc, errors.DeskError):
        return _of_the_desk(exc)
    if isinstance(exc, exceptions.ValidationError):
        found: dict[str, list[dict[str, str]]] = {}
        for field, detail in _flatten(exc.detail):
            found.setdefault(field, []).append({"code": detail.code or "invalid", "message": str(detail)})
        return problem(400, "invalid", str(errors.InvalidInput.default), errors=found)
    if isinstance(exc, exceptions.APIException):
        code = str(getattr(exc.detail, "code", exc.default_code))
        return problem(exc.status_code, CODES.get(code, code), str(exc.detail))
    return None


def _framed(exc: Exception) -> Exception:
    """Failures of the tools, in the words of the desk."""
    if isinstance(exc, Http404):
        return errors.NotFound()
    if isinstance(exc, PermissionDenied):
        return errors.NotAllowed()
    if isinstance(exc, ConcurrentTransition) or _waited_in_vain(exc):
        return errors.Conflict()
    return exc


def _waited_in_vain(exc: Exception) -> bool:
    if not isinstance(exc, OperationalError):
        return False
    state = getattr(exc.__cause__, "sqlstate", None)
    return state in SOMEBODY_WAS_FASTER or "database is locked" in str(exc)


def _of_the_desk(exc: errors.DeskError) -> dict[str, Any]:
    status = next(STATUSES[kind] for kind in type(exc).__mro__ if kind in STATUSES)
    return problem(
        status,
        exc.code,
        str(exc.detail),
        errors={
            field: [{"code": found.code, "message": str(found.message)} for found in problems]
            for field, problems in exc.errors.items()
        },
        reasons=[
            {"code": reason.code, "message": str(reason.message), "field": reason.field}
            for reason in exc.reasons
        ],
    )


def _flatten(detail: Any, path: str = "") -> Iterator[tuple[str, ErrorDetail]]:
    """The framework's nested errors as (path, error); `body` is the whole of what was sent."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = path if name == api_settings.NON_FIELD_ERRORS_KEY else f"{path}.{name}".lstrip(".")
            yield from _flatten(inner, own)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _flatten(inner, f"{path}.{number}".lstrip(".") if nested else path)
    else:
        yield path or "body", detail


def _headers(exc: Exception) -> dict[str, str]:
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(exc, "wait", None)) is not None:
        headers["Retry-After"] = str(math.ceil(wait))
    return headers


class UnknownAddress(errors.NotFound):
    """There is no such address in this API."""

    code = "unknown_address"
    default = gettext_lazy("There is no such address in this API.")
