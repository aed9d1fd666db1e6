"""What the two sides of a request write to each other, and what stays among the managers."""

from __future__ import annotations

import pytest

from requests_app.models import Message
from requests_app.services.messages import send_message
from tests import world
from tests.web.reading import signed_in, text
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def row():
    return world.request_in("triage")


def say(row, words: str, *, name: str = "manager", **options) -> Message:
    actor = getattr(world.people(), name).actor
    return send_message(support_request=row, text=words, actor=actor, now=NOW, **options)


def test_a_focal_point_writes_in_their_own_language_and_is_led_back_to_the_messages(row):
    answered = signed_in("focal").post(
        f"/fr/requests/{row.pk}/messages/", {"text": "Bom dia.", "text_language": "pt"}
    )

    assert (answered.status_code, answered["Location"]) == (303, f"/fr/requests/{row.pk}/messages/")
    said = Message.objects.get()
    assert (said.text, said.text_language, said.is_internal) == ("Bom dia.", "pt", False)
    assert '<div class="prose" lang="pt">' in text(
        signed_in("manager").get(f"/en/requests/{row.pk}/messages/")
    )


def test_an_empty_message_is_told_at_its_field(row):
    answered = signed_in("focal").post(
        f"/fr/requests/{row.pk}/messages/", {"text": " ", "text_language": "fr"}
    )

    assert answered.status_code == 422
    assert '<a href="#id_text">Ce champ est obligatoire.</a>' in text(answered)


def test_an_internal_note_stays_among_the_managers(row):
    written = signed_in("manager").post(
        f"/en/requests/{row.pk}/messages/",
        {"text": "Ask the delegation first.", "text_language": "en", "is_internal": "yes"},
    )

    address = f"/en/requests/{row.pk}/messages/"
    assert written.status_code == 303
    assert "Ask the delegation first." in text(signed_in("manager2").get(address))
    assert "Ask the delegation first." not in text(signed_in("focal").get(address))


def test_a_focal_point_is_not_asked_and_cannot_say_that_a_message_is_internal(row):
    focal = signed_in("focal")

    shown = focal.get(f"/en/requests/{row.pk}/messages/")
    focal.post(
        f"/en/requests/{row.pk}/messages/", {"text": "Hello.", "text_language": "en", "is_internal": "yes"}
    )

    assert "is_internal" not in text(shown)
    assert Message.objects.get().is_internal is False


def test_the_office_is_named_to_the_country_as_the_office(row):
    say(row, "We are on it.")
    name = world.people().manager.user.full_name

    for reader, told in (("manager2", True), ("focal", False)):
        assert (name in text(signed_in(reader).get(f"/en/requests/{row.pk}/messages/"))) is told


@pytest.mark.parametrize(
    ("name", "status"), [("steering", 403), ("focal_cv", 404), ("expert", 403), ("admin", 403)]
)
def test_messages_are_between_the_two_sides(row, name, status):
    address = f"/en/requests/{row.pk}/messages/"

    assert signed_in("focal").get(address).status_code == 200
    assert signed_in(name).get(address).status_code == status
    assert signed_in(name).post(address, {"text": "Hello.", "text_language": "en"}).status_code == status
    assert not Message.objects.exists()


def test_a_draft_has_nobody_to_write_to_yet():
    draft = world.request_in("draft")
    address, focal = f"/en/requests/{draft.pk}/messages/", signed_in("focal")

    shown, sent = focal.get(address), focal.post(address, {"text": "Hello.", "text_language": "en"})

    assert "Submit the request first" in text(shown)
    assert (sent.status_code, Message.objects.count()) == (409, 0)
    assert "Hello." in text(sent)


def test_the_page_of_a_request_shows_the_latest_and_leads_to_all(row):
    for number in range(1, 5):
        say(row, f"Message number {number}.")

    page = text(signed_in("focal").get(f"/en/requests/{row.pk}/"))

    assert [number for number in range(1, 5) if f"Message number {number}." in page] == [2, 3, 4]
    assert "All messages, and write one" in page


def test_the_messages_cost_the_same_however_many_they_are(row, django_assert_max_num_queries):
    client = signed_in("focal")
    for number in range(4):
        say(row, f"Message {number}.", name="focal" if number % 2 else "manager")
        with django_assert_max_num_queries(10):
            client.get(f"/en/requests/{row.pk}/messages/")
