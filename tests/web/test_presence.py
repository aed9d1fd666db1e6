"""Two managers on one case see each other, and nobody else sees either."""

import pytest
from django.core.cache import cache

from tests import world
from tests.web.test_control import signed_in, text
from workflows.services.control import hold_request

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()
    cache.clear()


@pytest.fixture
def row():
    return world.request_in("triage")


def test_two_managers_on_one_case_see_each_other(row):
    first, second = signed_in("manager"), signed_in("manager2")

    alone = text(first.get(f"/en/requests/{row.pk}/"))
    with_first = text(second.get(f"/en/requests/{row.pk}/"))
    with_second = text(first.get(f"/en/requests/{row.pk}/presence/?version={row.version}"))

    assert "has this case open too" not in alone
    assert "Manager has this case open too." in with_first
    assert "Manager2 has this case open too." in with_second


def test_a_case_that_moved_on_says_so_to_whoever_has_it_open(row):
    manager = signed_in("manager")
    hold_request(support_request=row, reason="Wait.", actor=world.people().manager2.actor, now=world.NOW)

    part = text(manager.get(f"/en/requests/{row.pk}/presence/?version={row.version}"))

    row.refresh_from_db()
    assert "This case changed since you opened it." in part
    assert "This case changed" not in text(
        manager.get(f"/en/requests/{row.pk}/presence/?version={row.version}")
    )


def test_another_case_shows_nobody(row):
    signed_in("manager").get(f"/en/requests/{row.pk}/")

    other = signed_in("manager2").get(f"/en/requests/{world.request_in('triage').pk}/")

    assert "has this case open too" not in text(other)


@pytest.mark.parametrize(
    ("name", "status"), [("focal", 403), ("steering", 403), ("expert", 403), ("admin", 403)]
)
def test_presence_is_for_managers_only(row, name, status):
    assert signed_in("manager").get(f"/en/requests/{row.pk}/presence/").status_code == 200
    assert signed_in(name).get(f"/en/requests/{row.pk}/presence/").status_code == status


@pytest.mark.parametrize("seen", ["", "x", "٣", "9" * 40])
def test_an_odd_version_harms_nothing(row, seen):
    assert signed_in("manager").get(f"/en/requests/{row.pk}/presence/", {"version": seen}).status_code == 200
