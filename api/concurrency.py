"""Versions over HTTP: `ETag: "v7"`, `If-Match` and, in a body, `version`."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.errors import InvalidInput

LARGEST_VERSION = 2**31 - 1
_ETAG = re.compile(r'^"v(\d{1,10})"$')


def etag(version: int) -> str:
    return f'"v{version}"'


def expected_version(request: Request) -> int | None:
    """The version that the caller saw, from `If-Match` or the body; None where they do not mind."""
    header = request.headers.get("If-Match")
    if header is not None:
        return _from_header(header.strip())
    data = request.data
    return _from_body(data["version"]) if isinstance(data, dict) and "version" in data else None


def versioned(request: Request, data: Any, version: int, *, status: int = 200) -> Response:
    """The answer with its ETag, or 304 when the caller has this version already."""
    headers = {"ETag": etag(version), "Cache-Control": "private, no-cache"}
    if request.method in ("GET", "HEAD") and etag(version) in _known(request):
        return Response(status=304, headers=headers)
    return Response(data, status, headers=headers)


def _known(request: Request) -> set[str]:
    sent = request.headers.get("If-None-Match", "")
    return {part.strip().removeprefix("W/") for part in sent.split(",")}


def _from_header(header: str) -> int | None:
    if header == "*":
        return None
    found = _ETAG.match(header)
    if not found:
        raise InvalidInput.at("If-Match", _('Send the ETag as you received it, for example "v7".'))
    return int(found[1])


def _from_body(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_VERSION:
        raise InvalidInput.at("version", _("Send the version as you received it, a whole number."))
    return value
