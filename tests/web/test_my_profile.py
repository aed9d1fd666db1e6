"""An expert's own profile: read as a whole, changed in parts, confirmed once a year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.actors import Role
from experts.services.exclusions import add_exclusion
from tests import world
from tests.factories import UserFactory
from tests.web.reading import BACKEND, text
from web.forms.profiles import PARTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
PAGE = "/en/profile/"


@pytest.fixture
def expert():
    return world.people().expert.user.expert


@pytest.fixture
def client(expert):
    found = Client()
    found.force_login(expert.user, backend=BACKEND)
    return found


def test_the_profile_is_read_in_the_readers_language(client, expert):
    page = text(client.get("/fr/profile/"))

    for said in (expert.name, "Français", "Cabo Verde", expert.headline):
        assert said in page


def test_a_colon_stays_with_its_word_in_french(client, expert):
    page = client.get("/fr/profile/").content.decode()

    assert "Niveau\u00a0: " in page
    assert "Niveau: " not in page


def test_each_part_leads_to_its_form(client):
    page = text(client.get(PAGE))

    for part in PARTS:
        assert f'href="{PAGE}{part}/"' in page


@pytest.mark.parametrize("part", list(PARTS))
def test_each_part_opens_as_a_form(client, part):
    assert client.get(f"{PAGE}{part}/").status_code == 200


def test_an_unknown_part_does_not_exist(client):
    assert client.get(f"{PAGE}wishes/").status_code == 404


def test_what_the_desk_decides_is_read_and_asked_nowhere(client, expert):
    fields = set(client.get(f"{PAGE}person/").context["form"].fields)
    fields |= set(client.get(f"{PAGE}work/").context["form"].fields)

    assert {"email", "category", "daily_fee", "days_per_year"}.isdisjoint(fields)
    assert expert.email in text(client.get(PAGE))


def test_a_changed_part_is_kept_and_leads_back(client, expert):
    opened = client.get(f"{PAGE}work/").context["form"].initial
    sent = {"employer": "Institut national", "rest_days": "10", "version": opened["version"]}

    answered = client.post(f"{PAGE}work/", sent)

    expert.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, PAGE)
    assert (expert.employer, expert.rest_days) == ("Institut national", 10)


def test_the_slower_of_two_windows_reads_what_is_in_force(client, expert):
    seen = expert.version
    client.post(f"{PAGE}work/", {"employer": "Institut A", "rest_days": "14", "version": seen})

    answered = client.post(f"{PAGE}work/", {"employer": "Institut B", "rest_days": "14", "version": seen})

    expert.refresh_from_db()
    assert (answered.status_code, expert.employer) == (409, "Institut A")
    for said in ("Somebody was faster", "Institut A", "Institut B"):
        assert said in text(answered)


def test_a_profile_is_confirmed_and_not_asked_for_until_a_year_has_passed(client, expert, world_time):
    asked_before = client.get(PAGE).context["to_confirm"]

    answered = client.post(f"{PAGE}confirm/")

    asked_now = client.get(PAGE).context["to_confirm"]
    world_time.shift(timedelta(days=366))
    client.force_login(expert.user, backend=BACKEND)
    assert (answered.status_code, answered["Location"]) == (303, PAGE)
    assert (asked_before, asked_now, client.get(PAGE).context["to_confirm"]) == (True, False, True)


def test_something_is_excluded_with_its_reason(client, expert):
    answered = client.post(f"{PAGE}exclusions/", {"what": "country:SN", "reason": "Famille."})

    assert answered.status_code == 303
    assert list(expert.exclusions.values_list("kind", "code", "reason")) == [("country", "SN", "Famille.")]
    assert "Senegal" in text(client.get(PAGE))


@pytest.mark.parametrize("sent", [{}, {"what": "country:XX9"}, {"what": "nothing"}])
def test_an_exclusion_of_nothing_is_told_at_its_field(client, expert, sent):
    answered = client.post(f"{PAGE}exclusions/", {**sent, "reason": "Kept."})

    assert (answered.status_code, expert.exclusions.count()) == (422, 0)
    assert '<a href="#id_what">' in text(answered)
    assert "Kept." in text(answered)


def test_an_exclusion_is_taken_back_and_nobody_elses(client, expert):
    mine = add_exclusion(
        expert=expert, kind="country", code="SN", actor=world.actor_of("expert"), now=world.NOW
    )
    other = add_exclusion(
        expert=world.expert(), kind="country", code="SN", actor=world.actor_of("manager"), now=world.NOW
    )

    for number in (mine.pk, other.pk, "x"):
        client.post(f"{PAGE}exclusions/", {"remove": number})

    assert expert.exclusions.count() == 0
    assert type(other).objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("name", ["my_profile", "my_availability", "my_exclusions"])
def test_an_account_without_a_profile_has_none_to_show(name):
    stranger = Client()
    stranger.force_login(UserFactory.create(role=Role.EXPERT), backend=BACKEND)

    assert stranger.get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", ["manager", "focal", "steering", "admin"])
def test_the_profile_of_oneself_is_for_experts(name):
    other = Client()
    other.force_login(getattr(world.people(), name).user, backend=BACKEND)

    assert other.get(PAGE).status_code == 403
