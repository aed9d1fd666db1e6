"""One shape for every refusal."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import OperationalError
from django_fsm import ConcurrentTransition
from rest_framework.exceptions import Throttled
from rest_framework.test import APIClient

from api.errors import problem_handler
from api.throttling import UserThrottle
from core.scan import ScannerUnavailable
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import request_in

LIST = "/api/v1/requests/"


def test_refusal_has_the_shape_of_a_problem_document(calls: Caller) -> None:
    row = request_in(S.DRAFT, answers={"title": "", "place": ""})

    response = calls("focal").post(f"{LIST}{row.pk}/actions/submit/", {})

    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not possible now",
        "status": 409,
        "code": "blocked",
        "detail": "This cannot be done now.",
        "errors": {},
        "reasons": response.json()["reasons"],
    }
    assert [reason["field"] for reason in response.json()["reasons"]] == ["title", "place"]


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("get", "/api/v1/nowhere/", {}, 404, "unknown_address"),
        ("post", "/api/v1/requests/1/actions/levitate/", {}, 404, "unknown_address"),
        ("get", "/api/v1/requests", {}, 404, "unknown_address"),
        ("get", "/api/v1/requests/0/", {}, 404, "not_found"),
        ("put", LIST, {}, 405, "method_not_allowed"),
        ("get", LIST, {"headers": {"accept": "text/csv"}}, 406, "not_acceptable"),
        ("post", LIST, {"data": "a=1", "content_type": "text/plain"}, 415, "unsupported_media_type"),
        ("post", LIST, {"data": b"{", "content_type": "application/json"}, 400, "broken_json"),
        ("post", LIST, {"data": b"\xff\xfe", "content_type": "application/json"}, 400, "broken_json"),
        ("post", LIST, {"data": b"[" * 50_000, "content_type": "application/json"}, 400, "broken_json"),
        ("post", LIST, {"data": b"1e999", "content_type": "application/json"}, 400, "invalid"),
        ("post", LIST, {"data": b'{"\\ud800": 1}', "content_type": "application/json"}, 400, "invalid"),
        ("post", LIST, {"data": b"null", "content_type": "application/json"}, 400, "invalid"),
        ("post", LIST, {"data": b"9" * 5000, "content_type": "application/json"}, 400, "broken_json"),
    ],
)
def test_odd_call_is_answered_with_a_problem(
    calls: Caller, method: str, path: str, options: dict[str, Any], status: int, code: str
) -> None:
    response = getattr(calls("focal"), method)(path, **options)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert json.loads(response.content)["code"] == code


def test_stranger_is_asked_for_a_token(db: None) -> None:
    response = APIClient().get(LIST)

    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="support desk"')


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (ConcurrentTransition(), 409),
        (OperationalError("database is locked"), 409),
        (ScannerUnavailable(), 503),
        (Throttled(wait=2.3), 429),
    ],
)
def test_failure_has_its_status(failure: Exception, status: int) -> None:
    response = problem_handler(failure, {})

    assert response is not None
    assert (response.status_code, response.data["status"]) == (status, status)


def test_throttled_caller_is_told_when_to_come_again() -> None:
    response = problem_handler(Throttled(wait=2.3), {})

    assert response is not None
    assert response["Retry-After"] == "3"


def test_failure_that_nobody_foresaw_is_left_to_the_logs() -> None:
    assert problem_handler(OperationalError("no such table"), {}) is None
    assert problem_handler(ValueError("bug"), {}) is None


def test_null_in_the_place_of_a_body_is_told_in_the_language_of_the_reader(calls: Caller) -> None:
    answer = calls("focal").post(
        LIST, data=b"null", content_type="application/json", headers={"accept-language": "fr"}
    )

    assert answer.json()["errors"] == {
        "body": [{"code": "null", "message": "Envoyez un objet, et non null."}]
    }


def test_caller_beyond_the_rate_is_stopped_until_the_next_window(
    calls: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [1_000_000_020.0]  # the beginning of a minute
    monkeypatch.setattr(UserThrottle, "rate", "2/min", raising=False)
    monkeypatch.setattr(UserThrottle, "timer", staticmethod(lambda: moment[0]))
    client = calls("focal")

    answers = [client.get(LIST) for _ in range(3)]
    moment[0] += 60
    later = client.get(LIST)

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert later.status_code == 200
