"""Offers over the API: who sees which, and the four answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world
from workflows.models import Offer
from workflows.services.offers import send_offers

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_offer() -> Offer:
    """An offer to the expert with an account."""
    row = world.request_in("matching")
    account = world.person("expert").actor
    position = row.positions.get()
    world.order_reserve(position, [account.expert_id, world.expert().pk])
    send_offers(support_request=row, actor=world.actor_of("manager"), now=world.NOW)
    return row.offers.get()


def test_a_manager_reads_every_offer_with_the_name(calls, own_offer):
    answer = calls("manager").get("/api/v1/offers/")

    (shown,) = answer.json()["results"]
    assert shown["expert"] == {
        "code": own_offer.expert.code,
        "id": own_offer.expert_id,
        "name": own_offer.expert.name,
    }
    assert (shown["id"], shown["state"], shown["request"]["country"]["code"]) == (own_offer.pk, "sent", "SN")


def test_an_expert_reads_their_own_offer_without_what_the_desk_keeps(calls, own_offer):
    answer = calls("expert").get(f"/api/v1/offers/{own_offer.pk}/")

    assert answer.status_code == 200
    assert answer["ETag"] == f'"v{own_offer.version}"'
    assert answer.json().keys().isdisjoint({"expert", "closing_reason", "nonce"})


@pytest.mark.parametrize("name", ["focal", "steering", "admin"])
def test_nobody_else_knows_that_an_offer_exists(calls, own_offer, name):
    client = calls(name)

    assert client.get("/api/v1/offers/").json()["results"] == []
    assert client.get(f"/api/v1/offers/{own_offer.pk}/").status_code == 404
    refused = client.post(f"/api/v1/offers/{own_offer.pk}/actions/accept/", {"no_conflict": True})
    assert refused.status_code == 404


def test_an_offer_to_somebody_else_is_unknown_to_an_expert(calls):
    _row, offer = world.request_and_offer()

    assert calls("expert").get(f"/api/v1/offers/{offer.pk}/").status_code == 404


def test_an_expert_accepts_with_the_declaration(calls, own_offer):
    address = f"/api/v1/offers/{own_offer.pk}/actions/accept/"

    refused = calls("expert").post(address, {"no_conflict": False})
    accepted = calls("expert").post(address, {"no_conflict": True, "declaration": "None."})

    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["no_conflict"])
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    assert accepted.json()["declaration"] == "None."


def test_a_repeat_with_the_same_key_is_answered_alike(calls, own_offer):
    address = f"/api/v1/offers/{own_offer.pk}/actions/accept/"
    client = calls("expert")

    first = client.post(address, {"no_conflict": True}, headers={"Idempotency-Key": "k1"})
    repeat = client.post(address, {"no_conflict": True}, headers={"Idempotency-Key": "k1"})
    without = client.post(address, {"no_conflict": True})

    assert (first.status_code, repeat.status_code, without.status_code) == (200, 200, 409)
    assert repeat.json() == first.json()
    assert repeat["Idempotency-Replayed"] == "true"


def test_declining_needs_a_known_reason_and_asks_the_next(calls, own_offer):
    address = f"/api/v1/offers/{own_offer.pk}/actions/decline/"

    refused = calls("expert").post(address, {"reason": "too_hot"})
    declined = calls("expert").post(address, {"reason": "employer", "text": "Not this spring."})

    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["reason"])
    assert (declined.status_code, declined.json()["decline_reason"]) == (200, "employer")
    assert Offer.objects.open().count() == 1


def test_a_stale_version_is_refused_before_anything_happens(calls, own_offer):
    address = f"/api/v1/offers/{own_offer.pk}/actions/retract/"

    stale = calls("manager").post(address, {"reason": "Error."}, headers={"If-Match": '"v1"'})
    fresh = calls("manager").post(
        address, {"reason": "Error."}, headers={"If-Match": f'"v{own_offer.version}"'}
    )

    assert (stale.status_code, fresh.status_code) == (412, 200)
    assert fresh.json()["closing_reason"] == "Error."


def test_a_manager_releases_an_expert_who_had_accepted(calls, own_offer):
    accepted = world.accept(own_offer)

    answer = calls("manager").post(f"/api/v1/offers/{accepted.pk}/actions/release/", {"reason": "Ill."})

    assert (answer.status_code, answer.json()["state"]) == (200, "released")


def test_an_expert_may_not_retract_their_offer(calls, own_offer):
    answer = calls("expert").post(f"/api/v1/offers/{own_offer.pk}/actions/retract/", {"reason": "No."})

    assert answer.status_code == 403


def test_the_actions_say_what_stands_in_the_way(calls, own_offer):
    with time_machine.travel(world.NOW + timedelta(days=3), tick=False):
        answer = calls("expert").get(f"/api/v1/offers/{own_offer.pk}/actions/")

    assert [(action["name"], action["allowed"]) for action in answer.json()] == [
        ("accept", False),
        ("decline", False),
    ]
    assert {reason["code"] for action in answer.json() for reason in action["reasons"]} == {"deadline_passed"}


def test_filters_narrow_the_list(calls, own_offer):
    client = calls("manager")

    found = client.get(f"/api/v1/offers/?state=sent,seen&request={own_offer.support_request_id}")
    none = client.get("/api/v1/offers/?state=accepted")
    wrong = client.get("/api/v1/offers/?state=nonsense&request=x")

    assert [row["id"] for row in found.json()["results"]] == [own_offer.pk]
    assert none.json()["results"] == []
    assert (wrong.status_code, set(wrong.json()["errors"])) == (400, {"state", "request"})


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_any_length(calls, number):
    for _each in range(number):
        world.request_and_offer()
    client = calls("manager")

    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/api/v1/offers/")

    assert len(answer.json()["results"]) == number
    assert len(queries) == 1
