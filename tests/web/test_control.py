"""Pausing and ending a request by hand: what everybody may rely on when they send a form."""

import pytest
from django.test import Client

from tests import world
from tests.web.reading import BACKEND, signed_in, text
from web.kept import WRITER, writer_mark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def row():
    return world.request_in("triage")


def test_a_manager_puts_a_request_on_hold_and_is_led_back_to_it(row):
    manager = signed_in("manager")

    answered = manager.post(f"/en/requests/{row.pk}/hold/", {"reason": "The ministry moves house."})

    row.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/")
    assert (row.state, row.hold_reason) == ("on_hold", "The ministry moves house.")


def test_an_empty_reason_is_told_at_its_field_and_on_top_in_the_readers_language(row):
    manager = signed_in("manager")

    answered = manager.post(f"/fr/requests/{row.pk}/hold/", {"reason": " "})

    assert answered.status_code == 422
    assert '<a href="#id_reason">Ce champ est obligatoire.</a>' in text(answered)
    assert 'aria-invalid="true"' in text(answered)


def test_an_action_that_the_state_does_not_know_says_where_the_request_stands(row):
    manager = signed_in("manager")

    answered = manager.get(f"/en/requests/{row.pk}/resume/")

    assert answered.status_code == 409
    assert "The request is “Triage” now" in text(answered)


def test_the_slower_of_two_reads_what_the_faster_did_and_loses_no_word(row):
    slower, faster = signed_in("manager"), signed_in("manager")
    opened = slower.get(f"/en/requests/{row.pk}/cancel/").context["form"]
    faster.post(f"/en/requests/{row.pk}/hold/", {"reason": "Wait for the ministry."})

    answered = slower.post(
        f"/en/requests/{row.pk}/cancel/",
        {"code": "duplicate", "text": "The same as last year.", **opened.initial},
    )

    row.refresh_from_db()
    assert (answered.status_code, row.state) == (409, "on_hold")
    assert "Somebody was faster" in text(answered)
    assert "put the request on hold" in text(answered)
    assert "The same as last year." in text(answered)


def test_the_slower_one_may_insist_after_reading(row):
    slower, faster = signed_in("manager"), signed_in("manager")
    answers = {"code": "duplicate", "text": "The same as last year."}
    opened = slower.get(f"/en/requests/{row.pk}/cancel/").context["form"]
    faster.post(f"/en/requests/{row.pk}/hold/", {"reason": "Wait for the ministry."})
    told = slower.post(f"/en/requests/{row.pk}/cancel/", {**answers, **opened.initial}).context["form"]

    answered = slower.post(f"/en/requests/{row.pk}/cancel/", {**answers, "version": told.data["version"]})

    row.refresh_from_db()
    assert (answered.status_code, row.state) == (303, "cancelled")


def test_words_sent_after_the_session_ended_are_there_after_signing_in(row):
    manager, stranger = world.people().manager.user, Client()
    words = {"reason": "A text that took an hour.", WRITER: writer_mark(manager.pk)}

    sent = stranger.post(f"/en/requests/{row.pk}/hold/", words)
    stranger.force_login(manager, backend=BACKEND)
    page = stranger.get(f"/en/requests/{row.pk}/hold/")

    assert sent["Location"] == f"/accounts/login/?next=/en/requests/{row.pk}/hold/"
    assert "A text that took an hour." in text(page)
    assert "What you typed is still here" in text(page)
    row.refresh_from_db()
    assert row.state == "triage"


def test_words_are_shown_again_to_nobody_but_their_writer(row):
    people, stranger = world.people(), Client()
    words = {"reason": "A text that took an hour.", WRITER: writer_mark(people.manager.user.pk)}

    stranger.post(f"/en/requests/{row.pk}/hold/", words)
    stranger.force_login(people.manager2.user, backend=BACKEND)
    page = stranger.get(f"/en/requests/{row.pk}/hold/")

    assert page.status_code == 200
    assert "A text that took an hour." not in text(page)


def test_changing_the_language_keeps_what_was_typed(row):
    manager = signed_in("manager")
    words = {"reason": "Half a sent", WRITER: writer_mark(world.people().manager.user.pk)}

    switched = manager.post(f"/language/fr/?next=/en/requests/{row.pk}/hold/", words)
    page = manager.get(switched["Location"])

    assert (switched.status_code, switched["Location"]) == (303, f"/fr/requests/{row.pk}/hold/")
    assert "Half a sent" in text(page)
    assert page.context["form"].errors == {}


def test_enter_sends_the_form_and_does_not_switch_the_language(row):
    page = text(signed_in("manager").get(f"/en/requests/{row.pk}/hold/"))

    first, second = page.split('<button type="submit" form="words"')[1:3]
    assert (first.startswith("></button>"), 'formaction="/language/fr/' in second) == (True, True)
