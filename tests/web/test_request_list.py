"""The list of requests: what each role finds in it, by which conditions, and what it costs."""

from __future__ import annotations

import pytest

from tests import world
from tests.web.reading import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
QUERIES = 10


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def shown_to(name: str, query: str = "", *, lang: str = "en") -> list[int]:
    answered = signed_in(name).get(f"/{lang}/requests/{query}")
    assert answered.status_code == 200
    return [line.row.pk for line in answered.context["lines"]]


def test_each_reader_finds_the_requests_that_they_may_know_of():
    draft, own = world.request_in("draft"), world.request_in("closed")
    foreign = world.request_in("triage", country="CV")

    assert sorted(shown_to("focal")) == [draft.pk, own.pk]
    assert shown_to("focal_cv") == [foreign.pk]
    assert sorted(shown_to("manager")) == sorted(shown_to("steering")) == [own.pk, foreign.pk]


@pytest.mark.parametrize("name", ["expert", "admin"])
def test_those_who_have_no_requests_are_refused_the_list(name):
    assert signed_in("focal").get("/en/requests/").status_code == 200
    assert signed_in(name).get("/en/requests/").status_code == 403


def test_conditions_in_the_address_narrow_the_list():
    open_one, ended = world.request_in("decision"), world.request_in("withdrawn")
    foreign = world.request_in("triage", country="CV", answers={"title": "Cartographie des côtes"})

    assert shown_to("manager", "?state=ended") == [ended.pk]
    assert sorted(shown_to("manager", "?state=open")) == [open_one.pk, foreign.pk]
    assert shown_to("manager", "?state=decision") == [open_one.pk]
    assert sorted(shown_to("steering", "?state=under_review")) == [open_one.pk, foreign.pk]
    assert shown_to("manager", "?country=CV") == [foreign.pk]
    assert shown_to("manager", "?theme=PH3-T2") == [open_one.pk]
    assert shown_to("manager", "?q=cotes") == [foreign.pk]
    assert len(shown_to("manager", "?since=2026-03-02&until=2026-03-02")) == 3
    assert shown_to("manager", "?since=2026-03-03") == []


def test_a_condition_that_makes_no_sense_is_told_and_left_out():
    row = world.request_in("triage")

    answered = signed_in("manager").get("/en/requests/?state=nowhere&since=yesterday&cursor=xx&order=secret")

    assert [line.row.pk for line in answered.context["lines"]] == [row.pk]
    assert "Give a day such as 2026-03-14." in answered.content.decode()


def test_a_focal_point_reads_public_words_and_what_to_do_a_manager_the_internal_state():
    row = world.request_in("question")

    theirs = signed_in("focal").get("/en/requests/").context["lines"][0]
    ours = signed_in("manager").get("/en/requests/").context["lines"][0]

    assert (str(theirs.state), theirs.task.url) == ("Your answer is needed", f"/en/requests/{row.pk}/answer/")
    assert (str(ours.state), ours.task) == ("Question asked", None)


def test_an_officer_is_named_to_managers_alone():
    world.request_in("triage")
    name = world.people().manager.user.full_name

    for reader, told in (("manager2", True), ("focal", False), ("steering", False)):
        assert (f">{name}<" in signed_in(reader).get("/en/requests/").content.decode()) is told


def test_an_empty_list_says_what_to_do():
    assert (
        "Your country has not asked for support yet."
        in signed_in("focal").get("/en/requests/").content.decode()
    )
    assert (
        "No request meets these conditions." in signed_in("focal").get("/en/requests/?q=sel").content.decode()
    )


def test_pages_follow_each_other_by_links_that_keep_the_conditions():
    rows = [world.request_in("submitted").pk for _number in range(27)]

    first = signed_in("manager").get("/en/requests/?state=open&order=submitted_at")
    second = signed_in("manager").get(f"/en/requests/{first.context['page'].next_url}")

    found = [line.row.pk for page in (first, second) for line in page.context["lines"]]
    assert (found, second.context["page"].next_url) == (rows, "")
    assert "state=open" in second.context["page"].previous_url


@pytest.mark.parametrize("name", ["focal", "manager", "steering"])
def test_the_list_costs_the_same_with_one_request_and_with_several(name, django_assert_max_num_queries):
    client = signed_in(name)
    for state in ("terms", "offering", "reporting", "draft", "declined"):
        world.request_in(state)
        with django_assert_max_num_queries(QUERIES):
            client.get("/en/requests/")


def test_the_list_reads_french_in_french():
    world.request_in("question")

    page = signed_in("focal").get("/fr/requests/").content.decode()

    assert "Répondre à la question" in page
    assert "Votre réponse est attendue" in page
