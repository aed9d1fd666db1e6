"""The desk in numbers over the API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world

pytestmark = pytest.mark.django_db
OVERVIEW = "/api/v1/insights/overview/"


def test_the_overview_counts_what_was_submitted(calls):
    world.request_in("draft")
    world.request_in("submitted")
    world.request_in("decision")
    world.request_in("closed", country="CV")

    body = calls("steering").get(OVERVIEW).json()

    counted = {row["code"]: row["count"] for row in body["by_public_state"] if row["count"]}
    assert (body["total"], body["open"]) == (3, 2)
    assert counted == {"received": 1, "under_review": 1, "completed": 1}
    assert [(row["code"], row["count"]) for row in body["by_country"]] == [("SN", 2), ("CV", 1)]
    assert [(row["code"], row["count"]) for row in body["by_theme"]] == [("PH3-T2", 2)]
    assert body["theme_check"]["checked"] == 2


def test_an_empty_desk_has_numbers_too(calls):
    body = calls("manager").get(OVERVIEW).json()

    assert (body["total"], body["open"], body["by_country"]) == (0, 0, [])
    assert body["theme_check"] == {"checked": 0, "agreed": 0, "percent": None}


def test_only_the_office_and_the_committee_see_them(calls):
    assert {name: calls(name).get(OVERVIEW).status_code for name in ("focal", "expert", "admin")} == {
        "focal": 403,
        "expert": 403,
        "admin": 403,
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_overview_asks_the_same_number_of_questions_for_any_number_of_requests(calls, number):
    for _each in range(number):
        world.request_in("decision")
    client = calls("manager")

    with CaptureQueriesContext(connection) as queries:
        client.get(OVERVIEW)

    assert len(queries) == 6


def test_the_score_of_the_theme_check_is_told_by_month_version_and_theme(calls):
    world.request_in("decision")
    world.request_in("decision")

    body = calls("steering").get("/api/v1/insights/theme-check/").json()

    assert (body["total"]["checked"], body["total"]["main_agreed"], body["total"]["percent"]) == (2, 0, 0)
    assert [(row["month"], row["score"]["checked"]) for row in body["by_month"]] == [("2026-03-01", 2)]
    assert body["by_month"][0]["engine"]
    assert [(row["code"], row["agreed"], row["added"], row["removed"]) for row in body["by_theme"]] == [
        ("PH3-T1", 2, 0, 0),
        ("PH3-T2", 2, 0, 0),
    ]
    assert calls("focal").get("/api/v1/insights/theme-check/").status_code == 403
