"""The timeline, the theme check and similar requests over the API."""

from __future__ import annotations

import pytest

from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import ANSWERS, People, request_in


def address(row: object, rest: str) -> str:
    return f"/api/v1/requests/{row.pk}/{rest}/"  # type: ignore[attr-defined]


def test_timeline_is_told_by_audience(calls: Caller, everybody: People) -> None:
    row = request_in(S.OFFERING)

    told = {
        name: calls(name).get(address(row, "timeline")).json()["results"]
        for name in ("manager", "focal", "steering")
    }

    verbs = {name: [event["verb"] for event in events] for name, events in told.items()}
    assert verbs["manager"][:2] == ["request.submitted", "request.triage_started"]
    assert "shortlist.made" in verbs["manager"]
    assert "shortlist.made" not in verbs["focal"]
    assert [event["data"] for event in told["focal"]] == [{}] * len(told["focal"])
    text = str(told["focal"]) + str(told["steering"])
    assert everybody.manager.user.full_name not in text


def test_timeline_is_told_in_the_readers_language(calls: Caller) -> None:
    row = request_in(S.SUBMITTED)

    response = calls("focal", language="").get(address(row, "timeline"))

    assert response["Content-Language"] == "fr"
    assert len(response.json()["results"]) == 1


def test_pages_of_the_timeline_follow_each_other(calls: Caller) -> None:
    row = request_in(S.MATCHING)
    client = calls("manager")

    whole = client.get(address(row, "timeline")).json()["results"]
    first = client.get(f"{address(row, 'timeline')}?page_size=2").json()
    second = client.get(first["next"]).json()

    assert first["results"] + second["results"] == whole[:4]
    assert first["previous"] is None


def test_theme_check_quotes_its_evidence(calls: Caller) -> None:
    text = "A census, migration data and statistics."
    said = dict.fromkeys(("title", "background", "objective", "expected_results"), text)
    row = request_in(S.SUBMITTED, answers=said)

    check = calls("focal").get(address(row, "theme-check")).json()

    assert [proposal["code"] for proposal in check["proposals"]] == ["PH3-T1"]
    assert "census" in {quoted["quote"] for quoted in check["proposals"][0]["evidence"]}
    assert check["proposals"][0]["label"] != "PH3-T1"


@pytest.mark.parametrize("state", [S.TRIAGE, S.CLOSED])
@pytest.mark.parametrize(("name", "found"), [("manager", True), ("focal", False)])
def test_similar_requests_of_other_countries_are_shown_to_managers(
    calls: Caller, name: str, found: bool, state: S
) -> None:
    row, twin = request_in(S.TRIAGE), request_in(state, country="CV")
    own = request_in(S.TRIAGE)

    similar = calls(name).get(address(row, "similar")).json()

    assert (twin.pk in [one["id"] for one in similar]) is found
    assert own.pk in [one["id"] for one in similar]
    assert {one["title"] for one in similar} == {ANSWERS["title"]}


@pytest.mark.parametrize("rest", ["timeline", "theme-check", "similar", "questions", "positions", "actions"])
def test_nothing_of_a_request_is_told_to_strangers(calls: Caller, rest: str) -> None:
    row = request_in(S.TRIAGE)

    statuses = {
        name: calls(name).get(address(row, rest)).status_code
        for name in ("focal", "focal_cv", "expert", "admin")
    }

    assert statuses == {"focal": 200, "focal_cv": 404, "expert": 404, "admin": 404}
