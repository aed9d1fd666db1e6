"""Nobody overwrites what they have not seen."""

from __future__ import annotations

from typing import Any

import pytest

from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import request_in

LIST = "/api/v1/requests/"


@pytest.mark.parametrize(
    ("header", "body", "status"),
    [
        (None, {}, 200),
        ('"v1"', {}, 200),
        ("*", {}, 200),
        (None, {"version": 1}, 200),
        ('"v0"', {}, 412),
        ('"v2"', {}, 412),
        (None, {"version": 0}, 412),
        ("v1", {}, 400),
        ('W/"v1"', {}, 400),
        ('"v99999999999"', {}, 400),
        ("é", {}, 400),
        (None, {"version": "1a"}, 400),
        (None, {"version": True}, 400),
        (None, {"version": 10**30}, 400),
    ],
)
def test_change_is_made_on_the_version_that_was_seen(
    calls: Caller, header: str | None, body: dict[str, Any], status: int
) -> None:
    row = request_in(S.DRAFT)
    headers = {"if-match": header} if header else {}

    response = calls("focal").patch(f"{LIST}{row.pk}/", {"place": "Thiès", **body}, headers=headers)

    assert response.status_code == status
    place = SupportRequest.objects.get().place
    assert place == ("Thiès" if status == 200 else "Dakar")


def test_draft_is_thrown_away_on_the_version_that_was_seen(calls: Caller) -> None:
    row = request_in(S.DRAFT)
    client = calls("focal")

    stale = client.delete(f"{LIST}{row.pk}/", headers={"if-match": '"v0"'})
    fresh = client.delete(f"{LIST}{row.pk}/", headers={"if-match": f'"v{row.version}"'})

    assert (stale.status_code, fresh.status_code) == (412, 204)


def test_action_is_made_on_the_version_that_was_seen(calls: Caller) -> None:
    row = request_in(S.SUBMITTED)
    client, action = calls("manager"), f"{LIST}{row.pk}/actions/start_triage/"

    stale = client.post(action, {}, headers={"if-match": f'"v{row.version - 1}"'})
    fresh = client.post(action, {}, headers={"if-match": f'"v{row.version}"'})

    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (fresh.status_code, fresh["ETag"]) == (200, f'"v{row.version + 1}"')
