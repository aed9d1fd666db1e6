"""The roster over the API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world

pytestmark = pytest.mark.django_db
LIST = "/api/v1/experts/"
PRIVATE = {"daily_fee", "currency", "cv_summary", "cv_language"}


def codes_of(answer) -> set[str]:
    return {row["code"] for row in answer.json()["results"]}


def test_managers_search_the_roster(calls):
    other = world.expert(
        headline="Demographer",
        home_country_code="ML",
        languages=[{"code": "en", "cefr_speaking": "B1"}],
        competences=[{"theme": "PH3-T1", "level": 2, "years": 3}],
        vetted=False,
    )
    calls_manager = calls("manager")

    for condition in (
        "search=demogr",
        "theme=PH3-T1",
        "language=en",
        "language=en&level=B1",
        "country=ML",
        "vetting=proposed",
        "category=public_official&vetting=proposed",
    ):
        assert codes_of(calls_manager.get(f"{LIST}?{condition}")) == {other.code}, condition
    assert codes_of(calls_manager.get(f"{LIST}?language=en&level=C1")) == set()


def test_unknown_conditions_are_told_at_the_parameter(calls):
    answer = calls("manager").get(f"{LIST}?theme=X&level=Z9&country=senegal&vetting=good")

    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"theme", "level", "country", "vetting"}


def test_whoever_is_not_of_the_desk_finds_nobody_but_themself(calls, everybody):
    mine = calls("expert").get(LIST).json()["results"]

    assert [row["id"] for row in mine] == [everybody.expert.actor.expert_id]
    assert calls("focal").get(LIST).json()["results"] == []
    assert calls("steering").get(LIST).json()["results"] == []


def test_fee_and_cv_are_for_managers_and_the_person(calls, everybody):
    place = f"{LIST}{everybody.expert.actor.expert_id}/"

    assert calls("manager").get(place).json().keys() >= PRIVATE
    assert calls("expert").get(place).json().keys() >= PRIVATE
    assert calls("admin").get(place).json().keys().isdisjoint(PRIVATE)
    assert calls("focal").get(place).status_code == 404


def test_an_expert_keeps_their_own_profile(calls):
    client = calls("expert")

    changed = client.patch(
        f"{LIST}me/",
        {"headline": "Trainer of trainers", "languages": [{"code": "pt", "cefr_speaking": "C2"}]},
    )

    assert changed.status_code == 200
    assert changed.json()["headline"] == "Trainer of trainers"
    assert [language["code"] for language in changed.json()["languages"]] == ["pt"]
    assert client.get(f"{LIST}me/").json() == changed.json()


def test_what_the_desk_decides_is_not_the_experts_to_change(calls):
    answer = calls("expert").patch(f"{LIST}me/", {"daily_fee": "900.00", "category": "academic"})

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"daily_fee", "category"})


def test_whoever_is_no_expert_has_no_profile(calls):
    assert calls("manager").get(f"{LIST}me/").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"headline": ["a"]},
        {"competences": [{"theme": ["PH3-T1"], "level": 1}]},
        {"competences": [{"theme": "PH9-T9", "level": 1}]},
        {"languages": []},
        {"languages": [{"code": "fr"}]},
        {"daily_fee": "NaN"},
        {"daily_fee": 1e300},
        {"rest_days": 10**30},
        {"home_country_code": "senegal"},
        {"nonsense": 1},
        {"expertise_areas": [" "]},
        [],
    ],
)
def test_odd_profiles_are_refused(calls, everybody, body):
    answer = calls("manager").patch(f"{LIST}{everybody.expert.actor.expert_id}/", body)

    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_a_manager_puts_a_person_forward_and_vets_them(calls):
    person = {
        "name": "Nana Owusu",
        "email": "nana@roster.example",
        "headline": "Statistician",
        "category": "academic",
        "home_country_code": "GH",
        "languages": [{"code": "en", "cefr_speaking": "C2"}],
    }

    refused = calls("focal").post(LIST, person)
    made = calls("manager").post(LIST, person)
    vetted = calls("manager").post(f"{LIST}{made.json()['id']}/actions/vet/", {"verdict": "vetted"})

    assert (refused.status_code, made.status_code, vetted.status_code) == (403, 201, 200)
    assert (made.json()["vetting"], vetted.json()["vetting"]) == ("proposed", "vetted")


def test_a_verdict_that_does_not_follow_is_refused_with_the_reason(calls, everybody):
    place = f"{LIST}{everybody.expert.actor.expert_id}/actions/vet/"

    impossible = calls("manager").post(place, {"verdict": "proposed"})
    silent = calls("manager").post(place, {"verdict": "suspended"})
    own = calls("expert").post(place, {"verdict": "suspended", "reason": "Me."})

    assert (impossible.status_code, impossible.json()["reasons"][0]["code"]) == (409, "vetting_order")
    assert (silent.status_code, list(silent.json()["errors"])) == (400, ["reason"])
    assert own.status_code == 403


def test_a_calendar_is_replaced_list_by_list(calls, everybody):
    place = f"{LIST}{everybody.expert.actor.expert_id}/availability/"
    windows = [{"start": "2026-04-01", "end": "2026-06-30"}]
    away = [{"start": "2026-05-01", "end": "2026-05-03", "kind": "away"}]

    calls("expert").put(place, {"windows": windows})
    both = calls("manager").put(place, {"unavailabilities": away}).json()

    assert (both["windows"], both["unavailabilities"]) == (windows, away)
    assert calls("focal").get(place).status_code == 404


def test_overlapping_and_reversed_periods_are_told_at_each(calls, everybody):
    place = f"{LIST}{everybody.expert.actor.expert_id}/availability/"
    windows = [
        {"start": "2026-04-01", "end": "2026-04-30"},
        {"start": "2026-04-15", "end": "2026-05-15"},
        {"start": "2026-07-02", "end": "2026-07-01"},
    ]

    answer = calls("expert").put(place, {"windows": windows})

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"windows.1", "windows.2.end"})


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_any_length(calls, number):
    for _each in range(number):
        world.expert()
    client = calls("manager")

    with CaptureQueriesContext(connection) as queries:
        client.get(f"{LIST}?language=fr&search=expert")

    assert len(queries) == 3
