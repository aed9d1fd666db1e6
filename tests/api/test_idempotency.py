"""A call that was sent twice is done once."""

from __future__ import annotations

import pytest

from core.models import IdempotencyRecord
from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import request_in

LIST = "/api/v1/requests/"
KEY = {"idempotency-key": "f3b8-1"}


def test_repeat_is_answered_with_the_first_answer(calls: Caller) -> None:
    client = calls("focal")

    first = client.post(LIST, {"title": "Un"}, headers=KEY)
    again = client.post(LIST, {"title": "Un"}, headers=KEY)

    assert SupportRequest.objects.count() == 1
    assert (again.status_code, again.json()) == (201, first.json())
    assert [again[name] for name in ("ETag", "Location")] == [first[name] for name in ("ETag", "Location")]
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")


def test_repeat_of_an_action_is_answered_though_the_state_moved_on(calls: Caller) -> None:
    row = request_in(S.DRAFT)
    client = calls("focal")
    action = f"{LIST}{row.pk}/actions/submit/"

    first = client.post(action, {}, headers=KEY)
    again = client.post(action, {}, headers=KEY)
    without_key = client.post(action, {})

    assert (first.status_code, again.status_code, without_key.status_code) == (200, 200, 409)
    assert again.json() == first.json()


def test_key_of_another_call_is_refused(calls: Caller) -> None:
    client = calls("focal")
    client.post(LIST, {"title": "Un"}, headers=KEY)

    response = client.post(LIST, {"title": "Deux"}, headers=KEY)

    assert (response.status_code, response.json()["code"]) == (409, "idempotency_key_reused")
    assert SupportRequest.objects.count() == 1


def test_key_belongs_to_its_user(calls: Caller) -> None:
    calls("focal").post(LIST, {"title": "Un"}, headers=KEY)

    response = calls("focal_cv").post(LIST, {"title": "Un"}, headers=KEY)

    assert (response.status_code, response.json()["country"]) == (201, "CV")


def test_refusal_is_not_kept(calls: Caller) -> None:
    client = calls("focal")

    refused = client.post(LIST, {"title": 1, "duration": 0}, headers=KEY)
    mended = client.post(LIST, {"title": "Un"}, headers=KEY)

    assert (refused.status_code, mended.status_code) == (400, 201)


def test_call_without_an_answer_yet_is_a_conflict(calls: Caller) -> None:
    client = calls("focal")
    client.post(LIST, {}, headers=KEY)
    IdempotencyRecord.objects.update(status=None)

    response = client.post(LIST, {}, headers=KEY)

    assert (response.status_code, response.json()["code"]) == (409, "idempotency_in_progress")


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
def test_unusable_key_is_refused(calls: Caller, key: str) -> None:
    response = calls("focal").post(LIST, {}, headers={"idempotency-key": key})

    assert (response.status_code, list(response.json()["errors"])) == (400, ["Idempotency-Key"])
    assert not SupportRequest.objects.exists()
