"""Background work: whether it is done on time, what is stuck, and trying again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.models import OutboxMessage
from tests import world
from tests.web.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()
    world.people()
    OutboxMessage.objects.all().delete()


def message(**values) -> OutboxMessage:
    given = {"topic": "mail", "created_at": world.NOW, "available_at": world.NOW, **values}
    return OutboxMessage.objects.create(**given)


def stuck(**values) -> OutboxMessage:
    return message(stuck_at=world.NOW, attempts=8, last_error="SMTPException: no route to host", **values)


@pytest.fixture
def admin(visitor):
    visitor.force_login(world.person("admin").user)
    return visitor


def test_work_that_is_done_on_time_is_said_to_be_so(admin):
    message(done_at=world.NOW)

    page = admin.get("/fr/work/")

    assert "Tout le travail est fait à temps" in text(page)
    assert page.context["facts"].done_today == 1


def test_work_that_waits_too_long_is_said_to_wait(admin):
    message(available_at=world.NOW - timedelta(minutes=12))

    assert "Work has been waiting for 12 minutes" in text(admin.get("/en/work/"))


def test_stuck_work_is_shown_with_its_error_and_tried_again(admin):
    row = stuck()

    page = text(admin.get("/en/work/"))
    answered = admin.post(f"/en/work/{row.pk}/try-again/")

    row.refresh_from_db()
    assert "1 piece of work is stuck" in page
    assert "Send an e-mail" in page
    assert "SMTPException: no route to host" in page
    assert (answered.status_code, answered["Location"]) == (303, "/en/work/")
    assert (row.stuck_at, row.attempts) == (None, 0)


def test_work_that_is_not_stuck_any_more_is_not_tried_again(admin):
    row = message()

    assert admin.post(f"/en/work/{row.pk}/try-again/").status_code == 409
    assert admin.post("/en/work/999999/try-again/").status_code == 404
    assert admin.get(f"/en/work/{row.pk}/try-again/").status_code == 405


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_queries_however_much_is_stuck(admin, number, django_assert_num_queries):
    for _one in range(number):
        stuck()

    with django_assert_num_queries(11):
        admin.get("/en/work/")


@pytest.mark.parametrize("name", ["manager", "focal", "expert", "steering"])
def test_only_administrators_look_after_the_machinery(visitor, name):
    row = stuck()
    visitor.force_login(world.person(name).user)

    assert visitor.get("/en/work/").status_code == 403
    assert visitor.post(f"/en/work/{row.pk}/try-again/").status_code == 403
