"""The page on which an expert answers by a link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import storage
from tests import world
from tests.web.reading import text
from workflows.links import offer_token
from workflows.models import Document, Offer
from workflows.services.control import hold_request
from workflows.services.offers import release_expert, retract_offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
CURL = {"user-agent": "curl/8.5.0", "accept": "*/*"}


@pytest.fixture
def offer() -> Offer:
    return world.request_and_offer()[1]


@pytest.fixture
def link(offer) -> str:
    return reverse("offer", args=[offer_token(offer)])


def test_the_link_shows_what_is_asked_without_signing_in(visitor, offer, link):
    page = visitor.get(f"{link}?lang=en")

    assert page.status_code == 200
    for said in ("Statisticien", "Ministère de l&#x27;Intérieur", "Senegal", "8 working days", "Dakar"):
        assert said in text(page)
    assert "by 4 March 2026, 09:00 (UTC)" in text(page)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]


def test_a_person_who_opens_it_has_seen_it(visitor, offer, link):
    visitor.get(link)

    offer.refresh_from_db()
    assert (offer.state, offer.seen_at) == ("seen", world.NOW)


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Slackbot-LinkExpanding 1.0"},
        {"user-agent": "WhatsApp/2.23"},
        {"user-agent": ""},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
    ],
)
def test_a_machine_that_looks_first_has_not_seen_it(visitor, offer, link, headers):
    visitor.get(link, headers=headers)
    visitor.head(link)

    offer.refresh_from_db()
    assert offer.state == "sent"


def test_the_page_speaks_the_language_of_the_expert_or_the_one_asked_for(visitor, offer, link):
    offer.expert.language = "fr"
    offer.expert.save(update_fields=["language"])

    assert visitor.get(link)["Content-Language"] == "fr"
    assert 'lang="en">' in text(visitor.get(f"{link}?lang=en"))
    assert visitor.get(f"{link}?lang=xx")["Content-Language"] == "fr"


def test_accepting_with_the_declaration(visitor, offer, link):
    answer = visitor.post(link, {"answer": "accept", "no_conflict": "on", "declaration": "None."})

    offer.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, f"{link}?lang=en")
    assert (offer.state, offer.declaration) == ("accepted", "None.")
    assert "You have accepted. Thank you." in text(visitor.get(link))


def test_accepting_without_the_declaration_is_explained_and_changes_nothing(visitor, offer, link):
    answer = visitor.post(link, {"answer": "accept"})

    offer.refresh_from_db()
    assert (answer.status_code, offer.state) == (422, "sent")
    assert "please make this declaration" in text(answer)


def test_declining_with_a_reason(visitor, offer, link):
    visitor.post(link, {"answer": "decline", "reason": "employer", "text": "Not this spring."})

    offer.refresh_from_db()
    assert (offer.state, offer.decline_code, offer.decline_text) == (
        "declined",
        "employer",
        "Not this spring.",
    )
    assert "You have declined." in text(visitor.get(link))


@pytest.mark.parametrize(
    "sent",
    [{}, {"answer": "maybe"}, {"answer": "decline", "reason": "rain"}, {"answer": "decline", "text": "\x00"}],
)
def test_odd_answers_change_nothing(visitor, offer, link, sent):
    answer = visitor.post(link, sent)

    offer.refresh_from_db()
    assert (answer.status_code, offer.state) == (422, "sent")


def test_curl_is_answered_in_a_sentence(client, offer, link):
    accepted = client.post(link, {"answer": "accept", "no_conflict": "1"}, headers=CURL)
    again = client.post(link, {"answer": "decline", "reason": "personal"}, headers=CURL)

    assert accepted["Content-Type"] == "text/plain; charset=utf-8"
    assert (accepted.status_code, accepted.content.decode().strip()) == (200, "You have accepted. Thank you.")
    assert (again.status_code, "<" in again.content.decode()) == (409, False)


@pytest.mark.parametrize(
    "answer", [{"answer": "accept", "no_conflict": "on"}, {"answer": "decline", "reason": "personal"}]
)
def test_the_same_answer_sent_twice_on_a_bad_line_is_taken_once_and_is_no_refusal(
    visitor, offer, link, answer
):
    first = visitor.post(link, answer, headers={"accept": "text/html"})
    again = visitor.post(link, answer, headers={"accept": "text/html"})

    assert (first.status_code, again.status_code) == (303, 303)
    assert again["Location"] == first["Location"]


def test_the_answer_needs_no_csrf_token(offer, link):
    answer = Client(enforce_csrf_checks=True).post(link, {"answer": "accept", "no_conflict": "on"})

    assert answer.status_code == 200


def _expired(offer, world_time):
    world_time.shift(timedelta(hours=49))


def _retracted(offer, world_time):
    retract_offer(offer=offer, reason="error", actor=world.actor_of("manager"), now=world.NOW)


def _released(offer, world_time):
    accepted = world.accept(offer)
    release_expert(offer=accepted, reason="ill", actor=world.actor_of("manager"), now=world.NOW)


def _filled(offer, world_time):
    Offer.objects.filter(pk=offer.pk).update(closing_reason="position_filled")
    retract_offer(offer=offer, reason="position_filled", actor=world.actor_of("manager"), now=world.NOW)


def _on_hold(offer, world_time):
    hold_request(
        support_request=offer.support_request, reason="x", actor=world.actor_of("manager"), now=world.NOW
    )


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (_expired, "The time to answer is over"),
        (_retracted, "This offer was taken back"),
        (_released, "You have been released from this mission"),
        (_filled, "A colleague has taken this mission"),
        (_on_hold, "The request is on hold"),
    ],
)
def test_what_can_no_longer_be_accepted_says_why(visitor, offer, link, world_time, happened, said):
    happened(offer, world_time)

    page = visitor.get(link)
    answer = visitor.post(link, {"answer": "accept", "no_conflict": "on"})

    assert (page.status_code, answer.status_code) == (200, 409)
    assert said in text(page)
    assert 'value="accept"' not in text(page)
    assert "Your answer could not be taken" in text(answer)


def test_a_link_that_this_desk_did_not_make_is_unknown(visitor, offer, link):
    for wrong in ("x", f"{offer.pk}-{offer.nonce}", offer_token(offer)[:-1], "é" * 300):
        answer = visitor.get(reverse("offer", args=[wrong]))
        assert (answer.status_code, "This link is not valid" in text(answer)) == (404, True)


def test_one_address_may_not_try_links_all_day(visitor, settings):
    settings.REST_FRAMEWORK = {
        **settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "offer": "2/min"},
    }

    answers = [visitor.get("/offer/guess/") for _each in range(3)]

    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_the_terms_are_promised_until_they_are_ready_and_then_handed_out(visitor, offer, link):
    pending = visitor.get(f"{link}terms.pdf?lang=fr")
    terms = offer.support_request.terms.get()
    kept = storage.keep("documents", b"%PDF-1.7", extension=".pdf")
    Document.objects.update_or_create(
        terms=terms,
        language="fr",
        content_hash=terms.content_hash,
        signatures=0,
        defaults={
            "support_request": offer.support_request,
            "state": "ready",
            "file": kept.path,
            "sha256": kept.sha256,
            "asked_at": world.NOW,
        },
    )

    ready = visitor.get(f"{link}terms.pdf?lang=fr")

    assert (pending.status_code, pending["Retry-After"]) == (202, "2")
    assert (ready.status_code, ready["Content-Type"]) == (200, "application/pdf")
    assert b"".join(ready.streaming_content) == b"%PDF-1.7"


def test_the_terms_are_not_for_whoever_declined(visitor, offer, link):
    visitor.post(link, {"answer": "decline", "reason": "personal"})

    assert visitor.get(f"{link}terms.pdf").status_code == 404


def test_the_declaration_stands_above_the_button_that_makes_it(visitor, offer, link):
    page = text(visitor.get(f"{link}?lang=en"))

    declared, pressed = page.index("By accepting you declare"), page.index("I declare this and accept")
    assert declared < pressed
    assert '<input type="hidden" name="no_conflict" value="on">' in page


@pytest.mark.parametrize(
    ("hours", "left"),
    [
        (-24 * 9, "in 11 days"),
        (0, "in 48 hours"),
        (46.5, "in one hour"),
        (47.75, "in 15 minutes"),
        (47.999, "in less than a minute"),
    ],
)
def test_the_time_that_is_left_is_said_in_words(visitor, offer, link, world_time, hours, left):
    world_time.shift(timedelta(hours=hours))

    assert f"<strong>{left}</strong>" in text(visitor.get(f"{link}?lang=en"))


def test_a_refusal_without_a_reason_is_told_at_the_reasons_and_loses_no_word(visitor, offer, link):
    answer = visitor.post(f"{link}?lang=en", {"answer": "decline", "text": "Not this spring."})

    assert answer.status_code == 422
    assert '<a href="#id_reason_0">Please choose a reason.</a>' in text(answer)
    assert "Not this spring." in text(answer)


def test_changing_the_language_keeps_what_was_typed_and_answers_nothing(visitor, offer, link):
    typed = {"keep": "1", "reason": "employer", "text": "Not this spr", "no_conflict": "on"}

    answer = visitor.post(f"{link}?lang=fr", typed)

    offer.refresh_from_db()
    assert (answer.status_code, answer["Content-Language"], offer.state) == (200, "fr", "sent")
    assert "Not this spr" in text(answer)
    assert answer.context["form"]["reason"].value() == "employer"


def test_enter_answers_nothing(visitor, offer, link):
    page = text(visitor.get(f"{link}?lang=en"))

    first = page.partition('form="answer"')[2].partition(">")[0]
    assert first.strip() == 'formaction="?lang=en" formnovalidate name="keep" value="1"'


def test_there_is_no_session_and_the_one_cookie_is_for_this_offer_alone(visitor, offer, link):
    page = visitor.get(link)

    (cookie,) = page.cookies.values()
    assert (cookie.key, cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        "offer_key",
        link,
        True,
        "Lax",
    )
    assert "csrfmiddlewaretoken" not in text(page)


def test_whoever_accepted_reads_what_happens_next(visitor, offer, link):
    visitor.post(link, {"answer": "accept", "no_conflict": "on"})

    page = text(visitor.get(f"{link}?lang=en"))

    assert "What happens next" in page
    assert "two working days to look at the team" in page
    assert "The report is written here, with an account." in page


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ("terms", "The terms of reference are signed by the country and the Support Project."),
        ("mobilisation", "The support desk writes to you and prepares the mission with you"),
        ("deployed", "You carry out the mission."),
        ("reporting", "You write your report and evaluate the mission."),
    ],
)
def test_whoever_accepted_reads_only_what_is_still_to_come(visitor, state, first):
    accepted = Offer.objects.get(support_request=world.request_in(state), state="accepted")

    page = text(visitor.get(reverse("offer", args=[offer_token(accepted)]), {"lang": "en"}))

    assert page.partition("<ol")[2].partition("<li>")[2].startswith(first)


def test_whoever_accepted_reads_that_all_is_over_when_the_request_is_closed(visitor):
    accepted = Offer.objects.get(support_request=world.request_in("closed"), state="accepted")

    page = text(visitor.get(reverse("offer", args=[offer_token(accepted)]), {"lang": "en"}))

    assert "The request has ended: nothing is asked of you any more." in page
    assert "What happens next" not in page
