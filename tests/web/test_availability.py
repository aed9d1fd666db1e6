"""When an expert can take a mission: their calendar, kept by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from experts.services.availability import PeriodInput, set_availability
from tests import world
from tests.web.reading import BACKEND, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
PAGE = "/en/profile/availability/"


@pytest.fixture
def expert():
    return world.people().expert.user.expert


@pytest.fixture
def client(expert):
    found = Client()
    found.force_login(expert.user, backend=BACKEND)
    return found


def calendar(expert) -> tuple[list, list]:
    taken = list(expert.unavailabilities.values_list("kind", "start", "end"))
    return list(expert.windows.values_list("start", "end")), taken


JULY = {"start": "2026-07-01", "end": "2026-07-31"}
FIRST, LAST = date(2026, 7, 1), date(2026, 7, 31)


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("away", ([], [("away", FIRST, LAST)])),
        ("busy", ([], [("busy", FIRST, LAST)])),
        ("free", ([(FIRST, LAST)], [])),
    ],
)
def test_a_period_of_each_kind_is_added_beside_what_is_there(client, expert, kind, kept):
    answered = client.post(PAGE, {"kind": kind, **JULY})

    assert (answered.status_code, answered["Location"]) == (303, PAGE)
    assert calendar(expert) == kept
    assert "1 July 2026 to 31 July 2026" in text(client.get(PAGE))


def test_an_end_before_the_beginning_is_told_at_the_end_and_loses_nothing(client, expert):
    answered = client.post(PAGE, {"kind": "away", "start": "2026-07-31", "end": "2026-07-01"})

    assert (answered.status_code, calendar(expert)) == (422, ([], []))
    assert '<a href="#id_end">The end lies before the beginning.</a>' in text(answered)
    assert 'value="2026-07-31"' in text(answered)


def test_an_overlap_is_told_at_the_beginning_and_in_french(client, expert):
    client.post(PAGE, {"kind": "away", **JULY})

    answered = client.post(
        "/fr/profile/availability/", {"kind": "busy", "start": "2026-07-31", "end": "2026-08-10"}
    )

    assert (answered.status_code, len(calendar(expert)[1])) == (422, 1)
    assert '<a href="#id_start">' in text(answered)
    assert "This period overlaps" not in text(answered)


def test_a_day_that_is_none_is_told_at_its_field(client, expert):
    answered = client.post(PAGE, {"kind": "away", "start": "yesterday", "end": ""})

    assert answered.status_code == 422
    assert set(answered.context["form"].errors) == {"start", "end"}


def test_a_period_is_taken_out_and_the_others_stay(client, expert):
    set_availability(
        expert=expert,
        unavailabilities=[PeriodInput(FIRST, LAST), PeriodInput(date(2026, 9, 1), date(2026, 9, 5), "busy")],
        actor=world.actor_of("expert"),
        now=world.NOW,
    )
    expert.refresh_from_db()

    answered = client.post(PAGE, {"remove": "away:2026-07-01", "version": expert.version})

    assert answered.status_code == 303
    assert calendar(expert) == ([], [("busy", date(2026, 9, 1), date(2026, 9, 5))])


def test_taking_out_what_was_changed_meanwhile_is_refused_and_shows_what_is_there(client, expert):
    seen = expert.version
    client.post(PAGE, {"kind": "away", **JULY})

    answered = client.post(PAGE, {"remove": "away:2026-07-01", "version": seen})

    assert (answered.status_code, len(calendar(expert)[1])) == (409, 1)
    assert "This was changed by somebody else" in text(answered)


def test_periods_that_are_over_are_folded_away(client, expert):
    client.post(PAGE, {"kind": "away", "start": "2026-01-01", "end": "2026-01-05"})

    page = client.get(PAGE)

    assert (page.context["coming"], len(page.context["over"])) == ([], 1)
    assert "Periods that are over" in text(page)


@pytest.mark.parametrize("name", ["manager", "focal", "steering", "admin"])
def test_the_calendar_of_oneself_is_for_experts(client, name):
    other = Client()
    other.force_login(getattr(world.people(), name).user, backend=BACKEND)

    assert other.get(PAGE).status_code == 403


@pytest.mark.parametrize("periods", [1, 30])
def test_the_calendar_asks_the_database_as_often_for_one_period_as_for_many(
    client, expert, periods, django_assert_num_queries
):
    set_availability(
        expert=expert,
        unavailabilities=[
            PeriodInput(date(2027, 1, day), date(2027, 1, day)) for day in range(1, periods + 1)
        ],
        actor=world.actor_of("expert"),
        now=world.NOW,
    )
    client.get(PAGE)

    with django_assert_num_queries(7):
        client.get(PAGE)
