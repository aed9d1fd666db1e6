"""Links, duplicates, joint missions and published results over the API."""

from __future__ import annotations

import pytest

from requests_app.states import RequestState as S
from tests import world

pytestmark = pytest.mark.django_db
API = "/api/v1/requests"


def test_a_joint_mission_is_proposed_and_answered_by_each_country_for_itself(calls):
    own, other = world.request_in(S.TRIAGE), world.request_in(S.TRIAGE, country="CV")
    asked = {
        "other": other.pk,
        "subject_en": "Border statistics",
        "subject_fr": "Statistiques des frontières",
        "start": "2026-05-04",
        "end": "2026-05-29",
    }
    assert calls("focal").post(f"{API}/{own.pk}/joint-mission/", asked).status_code == 403
    assert calls("manager").post(f"{API}/{own.pk}/joint-mission/", asked).status_code == 201

    mine = calls("focal").get(f"{API}/{own.pk}/joint-mission/").json()
    assert (mine["country"], mine["request"], mine["state"]) == ("Cabo Verde", None, "asked")
    agreed = calls("focal").post(f"{API}/{own.pk}/joint-mission/actions/agree/", {})
    assert (agreed.status_code, agreed.json()["state"]) == (200, "agreed")
    again = calls("focal").post(f"{API}/{own.pk}/joint-mission/actions/agree/", {})
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")
    assert calls("focal_cv").get(f"{API}/{own.pk}/joint-mission/").status_code == 404
    calls("focal_cv").post(f"{API}/{other.pk}/joint-mission/actions/agree/", {})
    seen = calls("manager").get(f"{API}/{own.pk}/joint-mission/").json()
    assert (seen["state"], seen["request"]["id"]) == ("joined", other.pk)


def test_links_and_duplicates_are_for_the_office(calls):
    own, other = world.request_in(S.TRIAGE), world.request_in(S.TRIAGE)
    manager, linked = calls("manager"), f"{API}/{own.pk}/relations/"

    assert calls("focal").get(linked).status_code == 403
    made = manager.post(linked, {"other": other.pk, "note": "Même poste."})
    assert (made.status_code, made.json()[0]["request"]["reference"]) == (201, other.reference)
    assert manager.post(linked, {"other": other.pk}).status_code == 409
    assert manager.post(linked, {"other": 999_999}).status_code == 400
    assert manager.delete(f"{linked}{made.json()[0]['id']}/").status_code == 204

    ended = manager.post(f"{API}/{own.pk}/duplicate/", {"original": other.pk, "text": "Déjà en cours."})
    assert (ended.status_code, ended.json()["state"]) == (200, "cancelled")


def test_results_are_listed_for_others_once_the_country_agreed(calls):
    row = world.request_in(S.CLOSED)
    address = f"{API}/{row.pk}/publication/"

    assert calls("manager").post(address, world.RESULTS).status_code == 201
    assert calls("focal_cv").get("/api/v1/results/").json()["results"] == []
    assert calls("focal").post(f"{address}actions/consent/", {}).status_code == 200
    listed = calls("focal_cv").get("/api/v1/results/?country=sn").json()["results"]
    assert [found["title_fr"] for found in listed] == [world.RESULTS["title_fr"]]
    assert "reference" not in listed[0]
    assert calls("expert").get("/api/v1/results/").status_code == 403
