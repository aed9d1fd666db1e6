"""The search for experts of a request: what is sought, who was asked, what the country was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tests import world
from tests.web.reading import text
from workflows.services import consultations, offers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(world.person(name).user)
    return client


def test_the_list_of_searches_takes_as_many_queries_for_several_as_for_one(django_assert_num_queries):
    manager = signed_in("manager")
    world.request_in("matching")

    with django_assert_num_queries(9):
        one = manager.get("/en/matching/")
    world.request_in("matching")
    world.request_in("offering")
    with django_assert_num_queries(9):
        several = manager.get("/en/matching/")

    assert [len(page.context["searches"]) for page in (one, several)] == [1, 3]


@pytest.mark.parametrize("positions", [1, 3])
def test_a_search_takes_as_many_queries_for_three_positions_as_for_one(positions, django_assert_num_queries):
    row = world.request_in("offering", positions=positions)
    manager = signed_in("manager")

    with django_assert_num_queries(12):
        page = manager.get(f"/en/matching/{row.pk}/")

    assert len(page.context["matching"].offers) == positions


def test_a_search_says_what_is_missing_for_each_position():
    row = world.request_in("matching", positions=2)
    world.order_reserve(row.positions.first(), [world.expert().pk])

    matching = signed_in("manager").get(f"/en/matching/{row.pk}/").context["matching"]

    assert [card.missing for card in matching.positions] == [
        "",
        "The roster has to be ranked for this position.",
    ]


@pytest.mark.parametrize("name", ["focal", "steering", "expert", "admin"])
def test_nobody_but_a_manager_reaches_a_search(name):
    row = world.request_in("offering")

    answers = [
        signed_in(name).get(f"/en/matching/{row.pk}/").status_code,
        signed_in(name).get(f"/en/matching/{row.pk}/positions/{row.positions.first().pk}/").status_code,
        signed_in(name).get(f"/en/requests/{row.pk}/send-offers/").status_code,
    ]
    of_a_manager = signed_in("manager").get(f"/en/matching/{row.pk}/").status_code

    assert set(answers) <= {403, 404}
    assert of_a_manager == 200


def test_sending_the_offers_says_what_stands_in_the_way():
    row = world.request_in("matching")

    page = signed_in("manager").get(f"/en/requests/{row.pk}/send-offers/")

    assert "Order the list of experts for position 1." in text(page)
    assert page.context["form"] is None


def test_sending_the_offers_asks_the_first_of_the_reserve():
    row = world.request_in("matching")
    first, second = world.expert(), world.expert()
    world.order_reserve(row.positions.first(), [first.pk, second.pk])

    sent = signed_in("manager").post(f"/en/requests/{row.pk}/send-offers/", {})

    row.refresh_from_db()
    assert (sent.status_code, sent["Location"]) == (303, f"/en/matching/{row.pk}/")
    assert (row.state, [offer.expert_id for offer in row.offers.all()]) == ("offering", [first.pk])


def test_an_open_offer_shows_its_deadline_as_a_moment_and_as_time_left():
    row, offer = world.request_and_offer()

    page = signed_in("manager").get(f"/en/matching/{row.pk}/")

    assert offer.deadline == world.NOW + timedelta(hours=48)
    assert "Due in 48 hours" in text(page)
    assert "4 March 2026, 09:00 (UTC)" in text(page)
    assert 'hx-trigger="every 30s"' in text(page)


def test_the_offers_are_fetched_alone_by_the_script_and_lead_back_to_the_page_without_it():
    row, offer = world.request_and_offer()
    manager = signed_in("manager")

    part = manager.get(f"/en/matching/{row.pk}/offers/", headers={"HX-Request": "true"})
    whole = manager.get(f"/en/matching/{row.pk}/offers/")

    assert text(part).startswith('<div id="offers-live"')
    assert offer.expert.name in text(part)
    assert (whole.status_code, whole["Location"]) == (302, f"/en/matching/{row.pk}/")


def test_taking_an_offer_back_asks_the_next_and_needs_a_reason():
    row, offer = world.request_and_offer()
    manager = signed_in("manager")

    without = manager.post(f"/en/matching/offers/{offer.pk}/retract/", {"reason": ""})
    with_one = manager.post(f"/en/matching/offers/{offer.pk}/retract/", {"reason": "Asked by mistake."})

    offer.refresh_from_db()
    assert (without.status_code, with_one.status_code) == (422, 303)
    assert (offer.state, offer.closing_reason) == ("retracted", "Asked by mistake.")
    assert row.offers.open().count() == 1


def test_an_offer_that_was_answered_meanwhile_cannot_be_taken_back():
    _row, offer = world.request_and_offer(positions=2)
    world.accept(offer)

    answered = signed_in("manager").post(f"/en/matching/offers/{offer.pk}/retract/", {"reason": "Late."})

    assert answered.status_code == 409
    assert "Late." in text(answered)


def test_a_refusal_is_told_in_the_readers_language_and_its_words_in_their_own():
    row, offer = world.request_and_offer()
    offers.decline_offer(
        offer=offer,
        code="employer",
        text="Meu chefe não autoriza.",
        actor=replace(world.holder_of(offer), language="pt"),
        now=world.NOW,
    )

    page = signed_in("manager").get(f"/fr/matching/{row.pk}/")

    assert "Mon employeur ne me met pas à disposition" in text(page)
    assert '<div class="prose" lang="pt"><p>Meu chefe não autoriza.</p></div>' in text(page)


def test_releasing_somebody_who_accepted_opens_the_position_again():
    row, offer = world.request_and_offer(positions=2)
    world.accept(offer)

    released = signed_in("manager").post(f"/en/matching/offers/{offer.pk}/release/", {"reason": "Ill."})

    offer.refresh_from_db()
    assert (released.status_code, offer.state) == (303, "released")
    assert row.offers.open().filter(position=offer.position).count() == 1


def objected() -> tuple:
    row, offer = world.request_and_offer()
    consultation = row.consultations.latest()
    label = consultation.shown["positions"][0]["candidates"][0]["label"]
    focal = signed_in("focal")
    consultations.object_to_candidates(
        consultation=consultation,
        labels=[f"1{label}"],
        reason="Il a un parti pris.",
        actor=world.person("focal").actor,
        now=world.NOW,
    )
    return row, offer, focal


def test_an_objection_is_shown_with_its_words_and_settled_with_a_reason():
    row, offer, _focal = objected()
    manager = signed_in("manager")

    page = manager.get(f"/en/matching/{row.pk}/")
    without = manager.post(f"/en/matching/{row.pk}/objection/", {"upheld": "yes", "reason": ""})
    settled = manager.post(f"/en/matching/{row.pk}/objection/", {"upheld": "yes", "reason": "Agreed."})

    offer.refresh_from_db()
    assert '<div class="prose" lang="fr"><p>Il a un parti pris.</p></div>' in text(page)
    assert (without.status_code, settled.status_code) == (422, 303)
    assert (row.consultations.latest().state, offer.state) == ("settled", "retracted")


def test_an_objection_can_be_dismissed_and_the_candidate_stays():
    row, offer, focal = objected()

    by_country = focal.post(f"/en/matching/{row.pk}/objection/", {"upheld": "no", "reason": "No."})
    by_desk = signed_in("manager").post(
        f"/en/matching/{row.pk}/objection/", {"upheld": "no", "reason": "No."}
    )

    offer.refresh_from_db()
    assert (by_country.status_code, by_desk.status_code) == (404, 303)
    assert (row.consultations.latest().upheld, offer.state) == (False, "sent")
