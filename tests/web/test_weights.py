"""The weights of the ranking: read in their versions, replaced by the next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from experts.matching import DEFAULT_WEIGHTS
from experts.models import Expert, MatchingWeights
from tests import world
from workflows.services.matching import make_shortlist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]

SHIFTED = {code: str(points) for code, points in DEFAULT_WEIGHTS.points.items()} | {
    "theme": "20",
    "expertise": "37",
}


def signed_in(name: str = "manager") -> Client:
    client = Client()
    client.force_login(world.person(name).user)
    return client


def test_the_form_starts_from_the_weights_in_force():
    page = signed_in().get("/en/matching/weights/")

    assert dict(page.context["form"].initial) == dict(DEFAULT_WEIGHTS.points)
    assert [version.number for version in page.context["table"].versions] == [1]


def test_new_weights_that_total_a_hundred_are_put_in_force():
    put = signed_in().post("/en/matching/weights/", SHIFTED | {"note": "More weight on the field."})

    row = MatchingWeights.objects.get()
    assert (put.status_code, row.version, row.points["expertise"]) == (303, 2, 37)
    assert (row.note, row.in_force_from) == ("More weight on the field.", world.NOW)


def test_weights_that_total_something_else_are_told():
    refused = signed_in().post("/en/matching/weights/", SHIFTED | {"theme": "21", "note": "Why."})

    assert (refused.status_code, MatchingWeights.objects.count()) == (422, 0)
    assert refused.context["form"].errors["theme"] == ["The points must total 100; these total 101."]


def test_weights_can_begin_on_a_later_day_and_not_in_the_past():
    early = signed_in().post("/en/matching/weights/", SHIFTED | {"note": "Why.", "from_day": "2026-02-01"})
    late = signed_in().post("/en/matching/weights/", SHIFTED | {"note": "Why.", "from_day": "2026-04-01"})

    assert (early.status_code, list(early.context["form"].errors)) == (422, ["from_day"])
    assert late.status_code == 303
    assert MatchingWeights.objects.get().in_force_from == datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", ["focal", "steering", "expert", "admin"])
def test_nobody_but_a_manager_changes_the_weights(name):
    refused = signed_in(name).post("/en/matching/weights/", SHIFTED | {"note": "Why."})

    assert (refused.status_code, MatchingWeights.objects.count()) == (403, 0)


def test_weights_are_tried_on_earlier_shortlists_and_nothing_is_kept():
    position = world.request_in("matching").positions.get()
    Expert.objects.update(vetting="suspended")  # whoever was there before
    world.expert(name="Peer", home_country_code="FR")
    world.expert(name="Local", home_country_code="SN", category="academic")
    make_shortlist(position=position, actor=world.person("manager").actor, now=world.NOW)
    only_peers = dict.fromkeys(DEFAULT_WEIGHTS.points, "0") | {"peer": "100", "try": "1"}

    tried = signed_in().post("/en/matching/weights/", only_peers)
    wrong = signed_in().post("/en/matching/weights/", only_peers | {"peer": "99"})

    (one,) = tried.context["tried"]
    assert (tried.status_code, wrong.status_code, MatchingWeights.objects.count()) == (200, 422, 0)
    assert one.changes_the_first
    assert one.first_before.name == "Local"
    assert any(move.expert.name == "Local" and not move.rose for move in one.moved)
    assert tried.context["form"]["peer"].value() == "100"
