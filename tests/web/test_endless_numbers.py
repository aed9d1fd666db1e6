"""Numbers that travel in forms, longer than any number of the desk: nobody typed them, and nothing breaks."""

import pytest
from django.test import Client

from tests import world
from tests.web.reading import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
ENDLESS = [pytest.param("9" * 30, id="30 digits"), pytest.param("9" * 5000, id="5000 digits")]


@pytest.fixture
def expert():
    return world.people().expert.user.expert


@pytest.fixture
def client(expert) -> Client:
    return signed_in("expert")


@pytest.mark.parametrize("number", ENDLESS)
def test_exclusion_of_an_endless_number_is_none(client, expert, number):
    own = client.post("/en/profile/exclusions/", {"remove": number})
    office = signed_in("manager").post(f"/en/experts/{expert.pk}/exclusions/", {"remove": number})

    assert (own.status_code, office.status_code) == (303, 303)


@pytest.mark.parametrize("number", ENDLESS)
def test_list_of_endless_lines_is_as_long_as_lists_may_be(client, number):
    more = client.post("/en/profile/languages/", {"lines": number, "more_lines": "1"})
    sent = client.post("/en/profile/languages/", {"lines": number})

    assert (more.status_code, sent.status_code) == (200, 422)


@pytest.mark.parametrize("number", ENDLESS)
def test_period_of_an_endless_version_is_taken_out_of_no_other_calendar(client, expert, number):
    answered = client.post("/en/profile/availability/", {"remove": "none", "version": number})

    assert answered.status_code == 409
