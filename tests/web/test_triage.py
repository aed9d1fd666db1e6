"""The office's queue: what it shows, in which order, to whom, and at what price."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.outbox import relay
from programme.models import Country, Theme
from requests_app.models import SupportRequest
from tests import world
from tests.web.test_control import signed_in, text
from web.views import triage
from workflows.handlers import HANDLERS
from workflows.selectors import queue
from workflows.services.decision import ask_review

pytestmark = pytest.mark.django_db
QUERIES = 10  # session, reader, unread, kinds, rows, journal, positions, calendars, last events


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def shown(response) -> list[int]:
    return [line.row.pk for line in response.context["lines"]]


def test_the_queue_shows_what_waits_for_the_office_and_leads_to_each_case():
    new, asked = world.request_in("submitted"), world.request_in("question")

    page = signed_in("manager").get("/en/triage/")

    assert shown(page) == [new.pk]
    assert f'href="/en/requests/{new.pk}/"' in text(page)
    assert [(str(tab.label), tab.count) for tab in page.context["tabs"]] == [
        ("Waiting for the office", 1),
        ("To review", 1),
        ("Finding experts", 0),
        ("Terms and departure", 0),
        ("Mission and report", 0),
        ("Waiting for the country or on hold", 1),
        ("All open", 2),
    ]
    assert asked.pk not in shown(page)


@pytest.mark.parametrize("name", ["focal", "steering", "admin", "expert"])
def test_the_queue_is_for_managers_only(name):
    assert signed_in(name).get("/en/triage/").status_code == 403
    assert signed_in("manager").get("/en/triage/").status_code == 200


def test_a_case_is_taken_and_opened_with_one_press():
    row, manager = world.request_in("submitted"), signed_in("manager2")
    line = manager.get("/en/triage/").context["lines"][0]

    answered = manager.post(line.take.url, {"version": line.row.version, "seen": line.row.journal_sequence})

    row.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/")
    assert (row.state, row.officer) == ("triage", world.people().manager2.user)


def test_the_slower_of_two_who_take_a_case_is_told_who_has_it():
    row, faster, slower = world.request_in("submitted"), signed_in("manager"), signed_in("manager2")
    line = slower.get("/en/triage/").context["lines"][0]
    faster.post(line.take.url)

    answered = slower.post(line.take.url, {"version": line.row.version, "seen": line.row.journal_sequence})

    row.refresh_from_db()
    assert (answered.status_code, row.officer) == (409, world.people().manager.user)
    assert "Manager took the case and began the review." in text(answered)


def test_a_case_that_comes_back_for_a_review_is_taken_by_a_colleague_with_one_press():
    row = world.request_in("declined")
    ask_review(support_request=row, reason="Again.", actor=world.people().focal.actor, now=world.NOW)
    colleague = signed_in("manager2")
    line = colleague.get("/en/triage/").context["lines"][0]

    answered = colleague.post(line.take.url, {"officer": line.take.officer})

    row.refresh_from_db()
    assert (answered.status_code, row.officer) == (303, world.people().manager2.user)


def test_what_is_overdue_comes_first_and_can_be_seen_alone():
    today = timezone.now()
    ahead = {"start": today.date() + timedelta(days=30), "end": today.date() + timedelta(days=60)}
    fresh = world.request_in("triage", now=today, answers={"preferred_dates": ahead})
    late = world.request_in("triage", now=world.NOW)
    manager = signed_in("manager")

    assert shown(manager.get("/en/triage/")) == [late.pk, fresh.pk]
    assert shown(manager.get("/en/triage/?overdue=on")) == [late.pk]
    assert shown(manager.get("/en/triage/?order=newest")) == [fresh.pk, late.pk]


def test_the_conditions_of_the_address_narrow_the_queue():
    mine, new = world.request_in("triage"), world.request_in("submitted", country="CV")
    settled = world.request_in("decision", answers={"urgency": "urgent"})
    manager = signed_in("manager")

    def found(query: str) -> set[int]:
        return set(shown(manager.get(f"/en/triage/?{query}")))

    assert found("") == {mine.pk, new.pk, settled.pk}
    assert found("officer=mine") == {mine.pk, settled.pk}
    assert found("officer=nobody") == {new.pk}
    assert found(f"officer={world.people().manager2.user.pk}") == set()
    assert found("country=CV") == {new.pk}
    assert found("theme=PH3-T2") == {settled.pk}
    assert found("urgency=urgent") == {settled.pk}
    assert found("stage=decision") == {settled.pk}
    assert found("officer=mine&urgency=normal") == {mine.pk}


@pytest.mark.parametrize(
    "query", ["stage=nowhere", "officer=x%27", "country=%00", "urgency=much", "order=up", "page=x", "q=%00"]
)
def test_a_condition_that_makes_no_sense_is_ignored(query):
    row = world.request_in("triage")

    page = signed_in("manager").get(f"/en/triage/?{query}")

    assert (page.status_code, shown(page)) == (200, [row.pk])


@pytest.mark.parametrize("words", ["statistiques", "FRONTIERES", "senegal", "Sénégal"])
def test_a_search_finds_by_words_with_and_without_accents_among_all_that_is_open(words):
    row, elsewhere = world.request_in("question"), world.request_in("triage", country="CV")
    elsewhere.title = "Autre chose"
    SupportRequest.objects.filter(pk=elsewhere.pk).update(search_text="autre chose")

    assert shown(signed_in("manager").get("/en/triage/", {"q": words})) == [row.pk]


def test_a_theme_is_proposed_from_the_text_until_the_country_or_the_office_names_one():
    english = {
        "title": "Migration data and statistics: a census",
        "background": "The last census is ten years old and the statistics of the border posts are not used.",
        "objective": "Train the teams to collect migration data and to publish statistics.",
        "expected_results": "A bulletin with statistics every quarter.",
    }
    read = world.request_in("submitted", answers=english)
    named = world.request_in("submitted", answers={"priority_theme": "PH3-T3"})
    settled = world.request_in("decision")
    relay(HANDLERS, now=world.NOW)

    lines = signed_in("manager").get("/en/triage/").context["lines"]

    assert {line.row.pk: (line.row.theme_code, str(line.theme_note)) for line in lines} == {
        read.pk: ("PH3-T1", "(proposed from the text)"),
        named.pk: ("PH3-T3", "(named by the country)"),
        settled.pk: ("PH3-T2", ""),
    }
    assert [line.row.theme_label for line in lines if line.row.pk == read.pk] == [
        Theme.objects.get(pk="PH3-T1").label
    ]


def test_a_filter_sends_the_list_alone_where_the_page_is_there_already():
    row = world.request_in("triage")

    part = signed_in("manager").get("/en/triage/?officer=mine", headers={"HX-Request": "true"})

    assert row.reference in text(part)
    assert "<html" not in text(part)


def test_the_queue_is_read_in_french():
    world.request_in("submitted")

    page = text(signed_in("manager").get("/fr/triage/"))

    assert '<html class="govuk-template" lang="fr">' in page
    assert "Prendre le dossier" in page
    assert Country.objects.get(pk="SN").name_fr in page


@pytest.mark.parametrize("order", ["promise", "newest"])
def test_a_long_queue_is_read_page_by_page(order, monkeypatch):
    rows = [world.request_in("triage").pk for _number in range(3)]
    monkeypatch.setattr(triage, "PER_PAGE", 2)
    manager = signed_in("manager")

    first = manager.get(f"/en/triage/?order={order}")
    second = manager.get("/en/triage/" + first.context["page"].next_url)

    assert sorted([*shown(first), *shown(second)]) == rows
    assert (len(shown(first)), first.context["page"].total) == (2, 3)


def test_requests_that_were_not_compared_for_the_order_are_counted_and_said(monkeypatch):
    oldest = [world.request_in("triage").pk for _number in range(3)][0]
    monkeypatch.setattr(queue, "COMPARED", 1)

    page = signed_in("manager").get("/en/triage/")

    assert shown(page) == [oldest]
    assert "2 later requests are not in this order" in text(page)


@pytest.mark.parametrize("order", ["promise", "newest"])
def test_the_queue_costs_as_many_queries_with_one_request_as_with_many(order, django_assert_max_num_queries):
    manager = signed_in("manager")
    world.request_in("decision")
    with django_assert_max_num_queries(QUERIES):
        manager.get(f"/en/triage/?order={order}")

    for _number in range(4):
        world.request_in("triage")
        world.request_in("submitted", country="CV")
    with django_assert_max_num_queries(QUERIES):
        page = manager.get(f"/en/triage/?order={order}")

    assert len(page.context["lines"]) == 9


def test_a_visitor_is_asked_to_sign_in():
    assert Client().get("/en/triage/").status_code == 302
