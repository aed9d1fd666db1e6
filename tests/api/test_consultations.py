"""The country's say on the anonymous shortlist."""

from __future__ import annotations

from typing import Any

import pytest

from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import request_in


def consultation(row: Any, action: str = "") -> str:
    return f"/api/v1/requests/{row.pk}/consultation/" + (f"actions/{action}/" if action else "")


@pytest.mark.parametrize("name", ["focal", "manager", "steering"])
def test_shortlist_is_shown_without_names(calls: Caller, name: str) -> None:
    row = request_in(S.OFFERING)

    response = calls(name).get(consultation(row))

    body = response.json()
    assert (response.status_code, body["state"], response["ETag"]) == (200, "shown", '"v1"')
    assert [candidate["label"] for candidate in body["positions"][0]["candidates"]] == ["B", "C"]
    assert body["positions"][0]["candidates"][0].keys() == {"label", "category", "headline", "languages"}


def test_country_agrees(calls: Caller) -> None:
    row = request_in(S.OFFERING)

    refused = calls("manager").post(consultation(row, "agree"), {})
    agreed = calls("focal").post(consultation(row, "agree"), {}, headers={"if-match": '"v1"'})

    assert (refused.status_code, agreed.status_code) == (403, 200)
    assert (agreed.json()["state"], agreed["ETag"]) == ("agreed", '"v2"')


def test_country_objects_and_the_desk_settles(calls: Caller) -> None:
    row = request_in(S.OFFERING)

    unknown = calls("focal").post(consultation(row, "object"), {"candidates": ["9Z"], "reason": "x"})
    stale = calls("focal").post(
        consultation(row, "object"), {"candidates": ["1B"], "reason": "x", "version": 0}
    )
    objected = calls("focal").post(consultation(row, "object"), {"candidates": ["1B"], "reason": "Connu."})
    settled = calls("manager").post(consultation(row, "settle"), {"upheld": False, "reason": "Sans objet."})

    assert (unknown.status_code, list(unknown.json()["errors"])) == (400, ["candidates"])
    assert stale.status_code == 412
    assert (objected.json()["objected"], objected.json()["objection"]) == (["1B"], "Connu.")
    assert (settled.status_code, settled.json()["upheld"], settled.json()["state"]) == (200, False, "settled")


def test_nothing_was_shown_before_experts_are_asked(calls: Caller) -> None:
    row = request_in(S.MATCHING)

    assert calls("focal").get(consultation(row)).status_code == 404
    assert calls("focal").post(consultation(row, "agree"), {}).status_code == 404
