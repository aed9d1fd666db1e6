"""Tokens and sessions at the door of the API."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

from accounts.services.tokens import issue_token, revoke_token
from core.actors import SYSTEM
from tests.world import NOW, People

ME = "/api/v1/me/"


def token_of(everybody: People) -> tuple[object, str]:
    return issue_token(user=everybody.focal.user, name="tests", now=NOW)


def test_token_signs_its_owner_in(everybody: People) -> None:
    _token, plain = token_of(everybody)

    response = APIClient().get(ME, headers={"authorization": f"Bearer {plain}", "accept-language": "en"})

    user = everybody.focal.user
    assert response.json() == {
        "id": user.pk,
        "name": user.full_name,
        "email": user.email,
        "role": "focal_point",
        "role_label": "Focal point",
        "countries": ["SN"],
        "expert_id": None,
        "on_behalf_of_id": None,
        "language": "en",
    }


@pytest.mark.parametrize("header", ["Bearer ", "Bearer tsd_wrong", "bearer é", "Bearer a b c", "Bearer \x80"])
def test_wrong_token_is_refused(everybody: People, header: str) -> None:
    token_of(everybody)

    response = APIClient().get(ME, headers={"authorization": header})

    assert (response.status_code, response.json()["code"]) == (401, "bad_token")


def test_withdrawn_token_is_refused(everybody: People) -> None:
    token, plain = token_of(everybody)
    revoke_token(token=token, actor=SYSTEM, now=NOW)  # type: ignore[arg-type]

    response = APIClient().get(ME, headers={"authorization": f"Bearer {plain}"})

    assert response.status_code == 401


def test_session_signs_in_for_reading_and_needs_the_csrf_token_for_writing(everybody: People) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(everybody.focal.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    read, written = client.get(ME), client.post("/api/v1/requests/", {})

    assert (read.status_code, written.status_code) == (200, 403)


def test_too_many_calls_are_refused_for_a_while(everybody: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"user": "2/min", "anon": "2/min"})
    client = APIClient()
    client.force_authenticate(everybody.focal.user)

    answers = [client.get(ME) for _number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0
