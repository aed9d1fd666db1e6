"""A link that somebody else has too: who opened it first may answer, everybody else proves that they read the mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import world
from tests.web.conftest import BROWSER
from tests.web.reading import text
from workflows.links import offer_token
from workflows.models import Offer
from workflows.tasks import relay_outbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
YES = {"answer": "accept", "no_conflict": "on"}


def browser() -> Client:
    """A browser of its own, with its own cookies."""
    return Client(headers={"user-agent": BROWSER, "accept": "text/html,*/*;q=0.8"})


@pytest.fixture
def offer() -> Offer:
    return world.request_and_offer()[1]


@pytest.fixture
def link(offer) -> str:
    return f"{reverse('offer', args=[offer_token(offer)])}?lang=en"


def mailed_code(offer: Offer) -> str:
    relay_outbox()
    letter = next(m for m in reversed(mail.outbox) if m.subject.startswith("Your code"))
    assert letter.to == [offer.expert.email]
    return letter.subject.removeprefix("Your code: ")


def prove(client: Client, offer: Offer, link: str):
    client.post(link, {"prove": "ask"})
    return client.post(link, {"prove": "code", "code": mailed_code(offer)})


def test_somebody_else_reads_nothing_and_cannot_answer(offer, link):
    browser().get(link)
    stranger = browser()

    page = text(stranger.get(link))
    answer = stranger.post(link, YES)
    papers = [
        stranger.get(reverse(name, args=[offer_token(offer)])).status_code
        for name in ("offer_terms", "offer_paper")
    ]

    offer.refresh_from_db()
    assert "Is this offer yours?" in page
    assert not [said for said in ("Statisticien", offer.expert.name, offer.expert.email) if said in page]
    assert (answer.status_code, papers, offer.state) == (403, [302, 302], "seen")


def test_the_expert_answers_in_another_browser_with_the_code_from_the_mail(offer, link):
    browser().get(link)
    laptop = browser()

    proven = prove(laptop, offer, link)
    answer = laptop.post(link, YES)

    offer.refresh_from_db()
    assert (proven.status_code, answer.status_code, offer.state) == (303, 303, "accepted")


def test_whoever_proves_it_puts_out_who_only_came_first(offer, link):
    first, expert = browser(), browser()
    first.get(link)
    prove(expert, offer, link)

    assert first.post(link, YES).status_code == 403
    assert "Can you take on this mission?" in text(expert.get(link))


def test_an_acceptance_in_the_name_of_the_expert_is_undone_by_the_expert_alone(offer, link):
    impostor, expert = browser(), browser()
    impostor.get(link)
    impostor.post(link, YES)
    undone_by_impostor = impostor.post(link, {"disown": "1"})
    offer.refresh_from_db()
    assert (undone_by_impostor.status_code, offer.state) == (422, "accepted")

    prove(expert, offer, link)
    assert "I did not accept this" in text(expert.get(link))
    expert.post(link, {"disown": "1"})

    offer.refresh_from_db()
    assert (offer.state, offer.closing_reason) == ("released", "not_by_expert")


def test_codes_are_few_slow_and_short_lived(offer, link, world_time):
    browser().get(link)
    guesser = browser()
    assert guesser.post(link, {"prove": "ask"}).status_code == 200
    assert guesser.post(link, {"prove": "ask"}).status_code == 429

    code = mailed_code(offer)
    wrong = "000000" if code != "000000" else "000001"
    guesses = [guesser.post(link, {"prove": "code", "code": wrong}).status_code for _each in range(6)]
    assert guesses == [422] * 5 + [409]
    assert guesser.post(link, {"prove": "code", "code": code}).status_code == 409

    world_time.shift(timedelta(minutes=1))
    guesser.post(link, {"prove": "ask"})
    code = mailed_code(offer)
    world_time.shift(timedelta(minutes=31))
    assert guesser.post(link, {"prove": "code", "code": code}).status_code == 409


def test_a_mail_filter_that_looks_first_takes_nothing_from_the_expert(offer, link):
    scanner = Client(headers={"user-agent": "Mozilla/5.0 SafeLinks scan"})
    scanner.get(link)

    assert browser().post(link, YES).status_code == 303
