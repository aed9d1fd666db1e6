"""The plan over all open positions: read, tried with choices, and taken back; through the page and the API."""

from __future__ import annotations

import pytest

from accounts.services.tokens import issue_token
from experts.models import Expert
from experts.services.exclusions import add_exclusion
from tests import world
from tests.web.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
URL = "/en/matching/plan/"


@pytest.fixture
def manager(visitor):
    visitor.force_login(world.person("manager").user)
    return visitor


@pytest.fixture
def two_searches():
    """Two positions at the same time; Both fits either, Dakar only the first and a little less."""
    first = world.request_in("matching").positions.get()
    second = world.request_in("matching", country="CV").positions.get()
    Expert.objects.update(vetting="suspended")  # whoever was there before
    both = world.expert(
        name="Both", home_country_code="SN", languages=[{"code": "fr", "cefr_speaking": "C2"}]
    )
    dakar = world.expert(name="Dakar", home_country_code="SN")
    add_exclusion(expert=dakar, kind="country", code="CV", actor=world.person("manager").actor, now=world.NOW)
    return first, second, both, dakar


def going(page):
    return {
        line.position.pk: line.chosen and line.chosen.option.expert.name
        for line in page.context["plan"].lines
    }


def test_without_an_open_position_there_is_nothing_to_plan(manager):
    world.people()

    assert "No position is looking for an expert at the moment." in text(manager.get(URL))


def test_the_only_one_who_can_is_kept_for_the_second_position(manager, two_searches):
    first, second, _both, _dakar = two_searches

    page = manager.get(URL)

    plan = page.context["plan"].planning
    assert going(page) == {first.pk: "Dakar", second.pk: "Both"}
    assert (plan.plan.filled, plan.greedy.filled, plan.plan.proved) == (2, 1, True)
    assert "It is proved that no other plan fills more positions" in text(page)
    assert "1 position more" in text(page)
    assert page.context["plan"].no_depth == 1


def test_a_choice_is_kept_in_the_address_and_its_price_is_told(manager, two_searches):
    first, second, both, _dakar = two_searches
    keep = next(
        choice.keep_url
        for line in manager.get(URL).context["plan"].lines
        if line.position == first
        for choice in line.choices
        if choice.option.expert == both
    )

    page = manager.get(keep)

    assert f"pin={first.pk}-{both.pk}" in keep
    assert going(page) == {first.pk: "Both", second.pk: None}
    assert "This costs 1 position that stays empty." in text(page)
    assert "1 other position changes hands." in text(page)
    assert [made.undo_url for made in page.context["plan"].made] == [URL]


@pytest.mark.parametrize(
    "query",
    [
        "pin=nonsense",
        "pin=99999999999999999999-1",
        "pin={first}-{second_only}",
        "not=7-7",
        "pin={first}-{both}&pin={second}-{both}",
    ],
)
def test_choices_that_cannot_be_made_are_left_aside_and_told(manager, two_searches, query):
    first, second, both, dakar = two_searches
    asked = query.format(first=first.pk, second=second.pk, both=both.pk, second_only=dakar.pk + 100)

    page = manager.get(f"{URL}?{asked}")

    assert page.status_code == 200
    assert "left aside" in text(page)


def test_where_nobody_can_go_it_says_why_and_who_is_nearest(manager):
    position = world.request_in("matching").positions.get()
    Expert.objects.update(vetting="suspended")
    out = world.expert(name="Away", languages=[{"code": "en", "cefr_speaking": "C1"}])
    add_exclusion(expert=out, kind="country", code="SN", actor=world.person("manager").actor, now=world.NOW)

    page = manager.get(URL.replace("/en/", "/fr/"))

    (line,) = page.context["plan"].lines
    assert (line.position, line.planned.eligible, line.chosen) == (position, 0, None)
    assert line.because
    assert [near.expert.name for near in line.near]
    assert all(near.barriers for near in line.near)


@pytest.mark.parametrize("role", ["focal", "expert", "steering", "admin"])
def test_only_managers_read_names_in_a_plan(visitor, role):
    visitor.force_login(world.person(role).user)

    assert visitor.get(URL).status_code == 403


@pytest.mark.parametrize("more", [0, 2])
def test_the_plan_asks_the_same_number_of_queries_however_much_is_open(
    manager, two_searches, more, django_assert_num_queries
):
    for number in range(more):
        world.request_in("matching")
        world.expert(name=f"More {number}")
    manager.get(URL)

    with django_assert_num_queries(31):
        manager.get(URL)


def test_the_api_tells_the_same_plan_and_refuses_what_is_no_choice(client, two_searches):
    first, second, both, _dakar = two_searches
    _row, token = issue_token(user=world.person("manager").user, name="plan", now=world.NOW)

    def asked(query=""):
        return client.get(f"/api/v1/matching/plan/{query}", headers={"authorization": f"Bearer {token}"})

    plan, tried, wrong = asked().json(), asked(f"?pin={first.pk}-{both.pk}").json(), asked("?pin=x")

    assert {row["position"]: row["chosen"]["expert"]["name"] for row in plan["positions"]} == {
        first.pk: "Dakar",
        second.pk: "Both",
    }
    assert (plan["plan"]["filled"], plan["plan"]["proved"], plan["one_by_one"]["filled"]) == (2, True, 1)
    assert (tried["plan"]["filled"], tried["without_choices"]["filled"]) == (1, 2)
    assert wrong.status_code == 400
