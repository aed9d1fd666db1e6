"""The desk in numbers, for the office and the Committee."""

from __future__ import annotations

from datetime import timedelta

import pytest

from requests_app.models import SupportRequest
from tests import world
from tests.web.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def committee(visitor):
    visitor.force_login(world.person("steering").user)
    return visitor


def test_a_desk_without_a_request_says_so(committee):
    assert "Aucune demande n'a été soumise pendant cette période." in text(committee.get("/fr/insights/"))


def test_the_numbers_stand_beside_their_bars_in_the_readers_language(committee):
    for country in ("SN", "SN", "CV"):
        world.request_in("triage", country=country)

    page = committee.get("/fr/insights/")

    countries = [(bar.label, bar.count, bar.share, bar.length) for bar in page.context["countries"]]
    assert countries == [("Sénégal", 2, 67, 100), ("Cabo Verde", 1, 33, 50)]
    assert (page.context["overview"].total, page.context["overview"].open) == (3, 3)
    assert '<rect width="50" height="10"></rect>' in text(page)


def test_promises_are_counted_as_kept_or_not_and_running_ones_are_not_counted(committee, world_time):
    world.request_in("triage")
    world.request_in("submitted")
    world_time.shift(timedelta(days=7))

    page = committee.get("/en/insights/")

    promises = {found.code: (found.kept, found.judged, found.percent) for found in page.context["promises"]}
    assert promises == {"officer_named": (1, 2, 50), "triaged": (0, 2, 0), "decided": (0, 0, None)}


def test_the_median_is_that_of_what_came_to_its_end(committee):
    row = world.request_in("matching")

    found = {found.code: found.median_days for found in committee.get("/en/insights/").context["promises"]}

    assert SupportRequest.objects.get() == row
    assert found["decided"] == 0.0
    assert found["first_offer"] is None


@pytest.mark.parametrize(
    ("period", "total"), [("", 1), ("2026", 1), ("2025", 0), ("2024", 1), ("all", 2), ("x", 1)]
)
def test_the_period_stands_in_the_address(committee, period, total):
    old = world.request_in("triage")
    SupportRequest.objects.filter(pk=old.pk).update(submitted_at=world.NOW.replace(year=2024))
    world.request_in("triage")

    page = committee.get("/en/insights/", {"period": period})

    assert page.context["overview"].total == total


@pytest.mark.parametrize("number", [1, 4])
def test_the_numbers_cost_the_same_queries_however_many_requests_there_are(
    committee, number, django_assert_num_queries
):
    for _one in range(number):
        world.request_in("decision")

    with django_assert_num_queries(17):
        committee.get("/en/insights/")


@pytest.mark.parametrize("name", ["focal", "expert", "admin"])
def test_the_numbers_are_for_managers_and_the_committee(visitor, name):
    visitor.force_login(world.person(name).user)

    assert visitor.get("/en/insights/").status_code == 403
