"""The desk in numbers, for the office and the Committee."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.services.tokens import issue_token
from experts.models import Unavailability
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

    committee.get("/en/insights/")  # reads the roster into memory, once a process

    with django_assert_num_queries(26):
        committee.get("/en/insights/")


def test_the_roster_is_ready_where_two_vetted_people_are_free(committee, client):
    for name in ("One", "Two", "Unvetted"):
        world.expert(name=name, vetted=name != "Unvetted", languages=[{"code": "pt", "cefr_speaking": "B2"}])
    away = world.expert(name="Away", languages=[{"code": "pt", "cefr_speaking": "C2"}])
    Unavailability.objects.create(expert=away, start=world.NOW, end=world.NOW + timedelta(days=45))
    low = world.expert(name="Low", languages=[{"code": "pt", "cefr_speaking": "B1"}])

    page = committee.get("/fr/insights/")
    _row, token = issue_token(user=world.person("steering").user, name="numbers", now=world.NOW)
    api = client.get("/api/v1/insights/readiness/", headers={"authorization": f"Bearer {token}"}).json()

    ready = {(one.line.theme.pk, one.line.language): one for one in page.context["readiness"].lines}
    line = ready["PH3-T2", "pt"]
    assert [month.people for month in line.months] == [2, 3, 3, 3, 3, 3]
    assert all(month.is_thin and not month.people for month in ready["PH3-T3", "pt"].months)
    assert (line.language, low.vetting) == ("Portugais", "vetted")
    (told,) = [one for one in api["lines"] if (one["theme"], one["language"]) == ("PH3-T2", "pt")]
    assert [month["people"] for month in told["months"]] == [2, 3, 3, 3, 3, 3]
    assert api["thin"] == page.context["readiness"].thin


@pytest.mark.parametrize("name", ["focal", "expert", "admin"])
def test_the_numbers_are_for_managers_and_the_committee(visitor, name):
    visitor.force_login(world.person(name).user)

    assert visitor.get("/en/insights/").status_code == 403
