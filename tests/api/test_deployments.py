"""Missions over the API: what each audience reads, and the moves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world
from workflows.models import Deployment

pytestmark = pytest.mark.django_db
ITEMS = ["visa", "insurance", "security_briefing", "release_letter", "contract"]


@pytest.fixture
def mission(everybody) -> Deployment:
    """A planned mission to Senegal."""
    return world.request_in("mobilisation").deployments.get()


def address(row: Deployment, rest: str = "") -> str:
    return f"/api/v1/deployments/{row.pk}/{rest}"


def test_a_country_reads_the_name_and_neither_fee_nor_address_nor_checklist(calls, mission):
    body = calls("focal").get(address(mission)).json()

    assert body["expert"] == {
        "code": mission.expert.code,
        "id": mission.expert_id,
        "name": mission.expert.name,
    }
    assert "checklist" not in body
    assert mission.expert.email not in str(body)


def test_the_committee_reads_a_code_instead_of_a_name(calls, mission):
    answer = calls("steering").get(address(mission))

    assert answer.json()["expert"] == {"code": mission.expert.code}
    assert mission.expert.name not in answer.content.decode()


def test_another_country_and_another_expert_do_not_know_of_it(calls, mission):
    for name in ("focal_cv", "expert", "admin"):
        assert calls(name).get(address(mission)).status_code == 404
        assert calls(name).get("/api/v1/deployments/").json()["results"] == []


def test_ticking_everything_makes_the_expert_ready(calls, mission):
    first = calls("manager").post(
        address(mission, "actions/tick/"), {"items": {"visa": {"done": True, "note": "Until June."}}}
    )
    last = calls("manager").post(address(mission, "actions/tick/"), {"items": dict.fromkeys(ITEMS, True)})

    assert (first.json()["state"], last.json()["state"]) == ("planned", "ready")
    assert first.json()["checklist"][0] == {
        "code": "visa",
        "label": "Visa or exemption",
        "done": True,
        "note": "Until June.",
        "text_language": "en",
        "at": "2026-03-02T09:00:00+00:00",
    }


@pytest.mark.parametrize(
    "items", [{}, {"umbrella": True}, {"visa": "yes"}, {"visa": {"done": True, "by": 3}}, ["visa"], None]
)
def test_odd_checklists_are_told_at_the_field(calls, mission, items):
    answer = calls("manager").post(address(mission, "actions/tick/"), {"items": items})

    assert answer.status_code == 400
    assert all(field.startswith("items") for field in answer.json()["errors"])


def test_a_focal_point_sees_the_mission_but_may_not_move_it(calls, mission):
    answer = calls("focal").post(address(mission, "actions/tick/"), {"items": {"visa": True}})

    assert answer.status_code == 403


def test_a_mission_begins_is_prolonged_and_ends_early(calls, mission):
    officer = calls("manager")
    officer.post(address(mission, "actions/tick/"), {"items": dict.fromkeys(ITEMS, True)})

    begun = officer.post(address(mission, "actions/deploy/"))
    longer = officer.post(address(mission, "actions/extend/"), {"end": "2026-06-05", "reason": "Rains."})
    ended = officer.post(address(mission, "actions/end_early/"), {"reason": "Done sooner."})

    assert begun.json()["state"] == "deployed"
    assert longer.json()["extensions"] == [
        {"from": "2026-05-29", "to": "2026-06-05", "reason": "Rains.", "text_language": "en"}
    ]
    end = ended.json()
    assert (end["state"], end["closing_reason"], end["closing_reason_language"]) == (
        "ended_early",
        "Done sooner.",
        "en",
    )


def test_a_mission_ends_as_planned(calls):
    mission = world.request_in("deployed").deployments.get()

    ended = calls("manager").post(address(mission, "actions/end/"), {})

    assert (ended.status_code, ended.json()["state"]) == (200, "ended")


def test_leaving_before_everything_is_in_order_is_refused_with_the_reason(calls, mission):
    refused = calls("manager").post(address(mission, "actions/deploy/"))

    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")


def test_a_departure_is_called_off_with_a_reason(calls, mission):
    without = calls("manager").post(address(mission, "actions/cancel/"), {})
    called_off = calls("manager").post(address(mission, "actions/cancel/"), {"reason": "Elections."})

    assert (without.status_code, list(without.json()["errors"])) == (400, ["reason"])
    assert called_off.json()["state"] == "cancelled"


def test_an_end_before_the_beginning_is_told_at_its_field(calls, mission):
    answer = calls("manager").post(
        address(mission, "actions/extend/"), {"end": "2026-01-01", "reason": "Typo."}
    )

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["end"])


def test_the_actions_of_a_planned_mission(calls, mission):
    found = calls("manager").get(address(mission, "actions/")).json()

    assert [action["name"] for action in found] == ["tick", "extend", "cancel"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_any_length(calls, number):
    for _each in range(number):
        world.request_in("mobilisation")
    client = calls("manager")

    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/api/v1/deployments/?state=planned&country=SN")

    assert len(answer.json()["results"]) == number
    assert len(queries) == 2
