"""What the OpenAPI document says of every operation, whoever wrote it: refusals, languages, versions, keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from api.errors import CONTENT_TYPE
from api.idempotency import LONGEST_KEY

Operation = dict[str, Any]


class BearerScheme(OpenApiAuthenticationExtension):
    """Documents the tokens of `manage.py issue_token`."""

    target_class = "api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> Operation:
        return {"type": "http", "scheme": "bearer", "description": "A token of `manage.py issue_token`."}


WRITING = frozenset({"post", "put", "patch", "delete"})

PROBLEM = {
    "type": "object",
    "description": "Why the call was refused (RFC 9457). Programs read `code`, people `detail`.",
    "required": ["type", "title", "status", "code", "detail", "errors", "reasons"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "By field, nested ones with dots (`unit_contact.name`).",
            "additionalProperties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["code", "message"],
                    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
                },
            },
        },
        "reasons": {
            "type": "array",
            "description": "Everything that stands in the way of an action.",
            "items": {
                "type": "object",
                "required": ["code", "message", "field"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "field": {"type": "string"},
                },
            },
        },
    },
}

REFUSALS = {
    "400": "Bad input; see `errors`.",
    "401": "Not signed in, or with a token that is not valid.",
    "403": "Your role does not allow this.",
    "404": "There is no such thing, or none that you may know of.",
    "405": "This address does not know the method.",
    "406": "Only JSON is spoken here.",
    "409": "The state does not allow it (see `reasons`), or somebody was faster.",
    "412": "A newer version exists than the one in `If-Match`.",
    "413": "Too large.",
    "415": "A type of body or file that is not taken.",
    "429": "Too many calls; `Retry-After` says how many seconds to wait.",
    "503": "A part of the desk does not answer right now.",
}

ACCEPT_LANGUAGE = {
    "in": "header",
    "name": "Accept-Language",
    "schema": {"type": "string"},
    "description": "`en` or `fr`; without it, the language of your account.",
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "schema": {"type": "string"},
    "description": 'The ETag that you saw, for example `"v7"`; 412 when there is a newer version.',
}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    "description": "A repeat with the same key is answered with the first answer and changes nothing.",
}


def describe_refusals(result: Operation, **_options: Any) -> Operation:
    """Post-processing hook: add the problem document and the headers to every operation they concern."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for address, method, operation in _operations(result):
        responses = operation.setdefault("responses", {})
        for status in sorted(_refusals(address, method, operation)):
            responses.setdefault(status, _problem_response(status))
        operation.setdefault("parameters", []).extend(_headers(address, method, operation))
    return result


def _operations(result: Operation) -> Iterator[tuple[str, str, Operation]]:
    for address, methods in result["paths"].items():
        for method, operation in methods.items():
            yield address, method, operation


def _refusals(address: str, method: str, operation: Operation) -> set[str]:
    found = {"400", "401", "403", "404", "405", "406", "429"}
    if method in WRITING:
        found |= {"409", "413", "415"}
    if _checks_version(address, method):
        found.add("412")
    if _takes_files(operation):
        found.add("503")
    return found


def _headers(address: str, method: str, operation: Operation) -> list[Operation]:
    headers = [ACCEPT_LANGUAGE]
    if _checks_version(address, method):
        headers.append(IF_MATCH)
    if method == "post" and not _takes_files(operation):
        headers.append(IDEMPOTENCY_KEY)
    return headers


def _checks_version(address: str, method: str) -> bool:
    if method in ("patch", "put", "delete"):
        return "/attachments/" not in address  # a file has no version
    return method == "post" and "/actions/" in address


def _takes_files(operation: Operation) -> bool:
    return "multipart/form-data" in operation.get("requestBody", {}).get("content", {})


def _problem_response(status: str) -> Operation:
    reference = {"$ref": "#/components/schemas/Problem"}
    return {"description": REFUSALS[status], "content": {CONTENT_TYPE: {"schema": reference}}}
