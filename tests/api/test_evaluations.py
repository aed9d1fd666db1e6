"""Questionnaires and evaluations over the API."""

from __future__ import annotations

import pytest

from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(everybody):
    return world.request_in("reporting")


def address(row, rest: str = "") -> str:
    return f"/api/v1/requests/{row.pk}/evaluations/{rest}"


def test_a_questionnaire_tells_its_questions_in_the_readers_language(calls):
    french = calls("focal", language="fr").get("/api/v1/questionnaires/beneficiary_end/").json()

    assert french["label"] == french["label_fr"]
    assert all(question["label"] == question["label_fr"] for question in french["questions"])
    assert {question["type"] for question in french["questions"]} <= {"scale", "text", "choice"}
    assert calls("focal").get("/api/v1/questionnaires/none/").status_code == 404


def test_the_focal_point_hands_in_the_institutions_questionnaire_once(calls, returned):
    body = {"group": "beneficiary_end", "answers": world.full_marks("beneficiary_end")}

    given = calls("focal").post(address(returned), body)
    twice = calls("focal").post(address(returned), body)

    assert (given.status_code, twice.status_code) == (201, 409)
    assert given.json()["answers"] == body["answers"]
    assert calls("focal").get(address(returned)).json() == [given.json()]


def test_missing_and_odd_answers_are_told_at_each_question(calls, returned):
    answer = calls("focal").post(address(returned), {"group": "beneficiary_end", "answers": {"nonsense": 3}})

    errors = answer.json()["errors"]
    assert answer.status_code == 400
    assert errors["answers.nonsense"][0]["code"] == "unknown_code"
    assert len(errors) > 1


@pytest.mark.parametrize("answers", [[], "x", {"B1": 1.5}, {"B1": True}, {"B1": [1]}, None])
def test_answers_of_wrong_types_are_refused(calls, returned, answers):
    refused = calls("focal").post(address(returned), {"group": "beneficiary_end", "answers": answers})

    assert refused.status_code == 400


def test_only_a_manager_waives_and_says_why(calls, returned):
    mission = returned.deployments.get()
    body = {"group": "expert_end", "deployment": mission.pk, "reason": "The expert has died."}

    refused = calls("focal").post(address(returned, "waive/"), body)
    silent = calls("manager").post(address(returned, "waive/"), {**body, "reason": " "})
    waived = calls("manager").post(address(returned, "waive/"), body)

    assert (refused.status_code, silent.status_code, waived.status_code) == (403, 400, 201)
    assert waived.json()["waived_reason"] == "The expert has died."


def test_a_country_does_not_read_what_the_expert_said(calls, returned):
    world.evaluate(returned, world.Plan())

    read_by_country = calls("focal").get(address(returned)).json()
    read_by_office = calls("manager").get(address(returned)).json()

    assert [found["group"] for found in read_by_country] == ["beneficiary_end"]
    assert [found["group"] for found in read_by_office] == ["beneficiary_end", "expert_end"]


def test_whoever_may_not_know_the_request_learns_nothing(calls, returned):
    for name in ("focal_cv", "expert", "admin"):
        assert calls(name).get(address(returned)).status_code == 404


def test_a_mission_of_another_request_is_refused(calls, returned):
    other = world.request_in("reporting").deployments.get()

    answer = calls("manager").post(
        address(returned, "waive/"), {"group": "expert_end", "deployment": other.pk, "reason": "x"}
    )

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["deployment"])
