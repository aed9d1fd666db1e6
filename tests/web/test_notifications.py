"""What the desk told somebody: read as a list, each leading to its thing."""

from __future__ import annotations

import pytest

from tests import world
from tests.web.reading import text
from workflows.models import Notification, Offer
from workflows.notify.destinations import ALARM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def told(name: str, *, notice: str = "request.question_asked", number: int = 1, **values) -> Notification:
    user = world.person(name).user
    data = {
        "said": {"text": "Which unit?"},
        "role": "manager",
        "party": "country",
        "reference": "TSR-2026-00001",
    }
    return Notification.objects.create(
        user=user,
        email=user.email,
        language=user.language,
        notice=notice,
        data={**data, **values.pop("data", {})},
        dedup_key=f"{name}:{notice}:{number}",
        created_at=world.NOW,
        **values,
    )


def test_a_notification_speaks_the_language_of_the_page_and_not_of_the_letter(visitor):
    told("focal", support_request=world.request_in("question"))
    visitor.force_login(world.person("focal").user)

    page = text(visitor.get("/en/account/notifications/"))

    assert "<strong>TSR-2026-00001</strong> The Support Project asked: Which unit?" in page
    assert "The clock stands still until you answer." in page


@pytest.mark.parametrize("number", [1, 50])
def test_the_list_costs_the_same_queries_however_long_it_is(visitor, number, django_assert_num_queries):
    for one in range(number):
        told("manager", number=one)
    visitor.force_login(world.person("manager").user)

    with django_assert_num_queries(4):
        visitor.get("/en/account/notifications/")


def test_a_long_list_is_read_page_by_page(visitor):
    for one in range(26):
        told("manager", number=one)
    visitor.force_login(world.person("manager").user)

    first = visitor.get("/en/account/notifications/")
    second = visitor.get(f"/en/account/notifications/{first.context['page'].next_url}")

    assert (len(first.context["notices"]), len(second.context["notices"])) == (25, 1)
    assert 'rel="next"' in text(first)


def test_a_notification_leads_to_what_it_asks_for_and_counts_as_read_from_then_on(visitor):
    row = world.request_in("question")
    notification = told("focal", support_request=row)
    visitor.force_login(world.person("focal").user)

    answered = visitor.get(f"/en/account/notifications/{notification.pk}/")

    notification.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/answer/")
    assert notification.read_at == world.NOW


def test_an_expert_is_led_to_their_offer_and_an_administrator_to_the_stuck_work(visitor):
    offer: Offer = world.request_and_offer()[1]
    of_offer = told("expert", notice="offer.sent", data={"party": "expert", "offer": offer.pk})
    alarm = told("admin", notice=ALARM, data={"minutes": 12, "stuck": 1})

    visitor.force_login(world.person("expert").user)
    to_offer = visitor.get(f"/en/account/notifications/{of_offer.pk}/")
    visitor.force_login(world.person("admin").user)
    to_work = visitor.get(f"/en/account/notifications/{alarm.pk}/")

    assert to_offer["Location"] == f"/en/assignments/offers/{offer.pk}/"
    assert to_work["Location"] == "/en/work/"


def test_all_are_marked_as_read_at_once_and_only_ones_own(visitor):
    mine, other = told("manager"), told("manager2")
    visitor.force_login(world.person("manager").user)

    answered = visitor.post("/en/account/notifications/")

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (answered.status_code, mine.read_at, other.read_at) == (303, world.NOW, None)
    assert "count-badge" not in text(visitor.get("/en/account/notifications/"))


def test_the_notification_of_another_does_not_exist(visitor):
    other = told("manager2")
    visitor.force_login(world.person("manager").user)

    assert visitor.get(f"/en/account/notifications/{other.pk}/").status_code == 404


def test_a_list_without_a_line_says_so(visitor):
    visitor.force_login(world.person("manager").user)

    assert "Nothing yet." in text(visitor.get("/en/account/notifications/"))
