"""Notifications over the API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.world import NOW
from workflows.models import Notification

pytestmark = pytest.mark.django_db
LIST = "/api/v1/notifications/"


@pytest.fixture
def notification(everybody) -> Notification:
    row = world.request_in("submitted")
    user = everybody.focal.user
    return Notification.objects.create(
        user=user,
        email=user.email,
        language="fr",
        support_request=row,
        notice="request.submitted",
        data={"reference": row.reference, "party": "country", "role": "focal_point"},
        dedup_key="one",
        created_at=NOW,
    )


def test_a_person_reads_their_own_in_words(calls, notification):
    (shown,) = calls("focal").get(LIST).json()["results"]

    assert shown["notice"] == "request.submitted"
    assert shown["subject"].startswith(f"[{notification.support_request.reference}]")
    assert shown["body"]
    assert calls("manager").get(LIST).json()["results"] == []


def test_reading_is_noted_once(calls, notification):
    read = f"{LIST}{notification.pk}/read/"

    first, second = calls("focal").post(read), calls("focal").post(read)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["read_at"] == "2026-03-02T09:00:00Z"
    assert calls("focal").get(f"{LIST}?unread=true").json()["results"] == []
    assert len(calls("focal").get(f"{LIST}?unread=false").json()["results"]) == 1


def test_nobody_marks_what_was_told_to_another(calls, notification):
    assert calls("manager").post(f"{LIST}{notification.pk}/read/").status_code == 404


@pytest.mark.parametrize("offers", [1, 3])
def test_list_costs_the_same_however_many_offers_it_tells_of(calls, everybody, offers):
    _row, offer = world.request_and_offer()
    user = everybody.expert.user
    for number in range(offers):
        Notification.objects.create(
            user=user,
            email=user.email,
            language="fr",
            support_request=offer.support_request,
            notice="offer.sent",
            data={"party": "expert", "offer": offer.pk, "said": {"number": 1}},
            dedup_key=f"{number}",
            created_at=NOW,
        )
    client = calls("expert")

    with CaptureQueriesContext(connection) as asked:
        shown = client.get(LIST).json()["results"]

    assert len(shown) == offers
    assert len(asked) == 2  # who the expert is, and the list
