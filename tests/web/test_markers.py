"""Everything that the desk says in French was translated: proved with a French that wears marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from experts.models import Expert
from requests_app.models import SupportRequest
from tests import world
from tests.web.addresses import HIDDEN, KINDS, ROLES, Address, Estate, pages
from tests.web.markers import marked_french, unmarked, words_of_babel, words_of_people
from tests.world import NOW
from workflows.handlers import send_mail
from workflows.links import offer_token
from workflows.models import Notification, Offer, Shortlist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]

FRENCH = {"accept-language": "fr"}

# Words that are the same in every language, and why.
ALLOWED = frozenset(
    {
        "Rabat",  # the name of the Dialogue
        "English",  # the name of a language in that language, in the switch
        "Français",
        "TSR",  # beginning of a reference
        "UTC",  # the name of a time
        "PDF",  # the kind of a file
        "SHA",  # the name of a checksum
        "football",  # a word of the vocabulary, in its own language
        "people",  # a file that somebody sent, with its ending
        "csv",
        "lettre",  # a file that somebody attached, with its ending
        "txt",
    }
)


@pytest.fixture
def estate() -> Iterator[Estate]:
    """Everything that exists, in marked French; people are called what no page would say by itself."""
    world.people()
    User.objects.update(language="fr")
    estate = Estate()
    User.objects.update(full_name=Concat(Value("Ndeye Q"), F("id")))
    Expert.objects.update(name=Concat(Value("Ousmane Q"), F("id")), language="fr")
    Shortlist.objects.update(reserve_reason="Connue.")
    with marked_french(), translation.override("fr"):
        yield estate


def test_what_is_written_into_a_page_wears_no_marks():
    page = "<p>⟦Bonjour <b>Awa</b>⟧, it is <b>Awa</b></p><img alt='Map'><input type=submit value=Go>"

    assert unmarked(page, frozenset({"Awa"})) == ["Map", "Go", ", it is"]
    assert unmarked("⟦Bonjour Awa⟧", frozenset()) == []
    assert unmarked("Hello\n⟦Bonjour⟧", frozenset(), is_page=False) == ["Hello"]


@pytest.mark.parametrize("who", ROLES)
def test_every_page_says_everything_in_the_language_of_its_reader(estate: Estate, who: str):
    client, rows = estate.client(who), estate.cases()
    known = words_of_people() | words_of_babel() | ALLOWED
    forgotten = []

    for address in pages():
        for method, path, page in read(address, client, estate, rows, who):
            forgotten += [(method, path, piece) for piece in unmarked(page, known)]

    assert not forgotten, said(forgotten)


def read(
    address: Address, client: Client, estate: Estate, rows: list[SupportRequest], who: str
) -> Iterator[tuple[str, str, str]]:
    """The page as it opens and as it refuses a form with nothing in it: the first that opens, of a case each."""
    is_hidden = bool(HIDDEN[who] & set(address.parameters))  # told apart in test_doors
    for row in rows:
        path = address.path(estate.values(address, row, who))
        answer = client.get(path, headers=FRENCH)
        if is_page(answer):
            yield "GET", path, answer.content.decode()
        if answer.status_code == 200 and is_page(answer):
            with transaction.atomic():
                refused = client.post(path, headers=FRENCH)
                transaction.set_rollback(True)
            if is_page(refused):
                yield "POST", path, refused.content.decode()
            if address.name != "request":
                return
        if answer.status_code == 403 or is_hidden or not KINDS.keys() & set(address.parameters):
            return


def said(forgotten: list[tuple[str, ...]]) -> str:
    return "\n".join(dict.fromkeys("  ".join(each) for each in forgotten))


def is_page(answer: Any) -> bool:
    return answer.get("Content-Type", "").startswith("text/html")


def test_pages_behind_links_say_everything_in_the_language_of_their_reader(estate: Estate):
    known, forgotten = words_of_people() | words_of_babel() | ALLOWED, []
    world.request_and_offer()
    paths = ["/fr/", "/verify/", "/verify/nothing/", "/accounts/login/", "/offer/nothing/"]
    paths += [f"{reverse('offer', args=[offer_token(offer)])}?lang=fr" for offer in Offer.objects.all()]
    paper = estate.own.terms.first()
    paths.append(reverse("verify", args=[paper.verification_code]))

    for path in paths:
        page = Client(headers=FRENCH).get(path).content.decode()
        forgotten += [(path, piece) for piece in unmarked(page, known)]

    assert not forgotten, said(forgotten)


def test_every_letter_says_everything_in_the_language_of_its_reader(estate: Estate):
    known, forgotten = words_of_people() | words_of_babel() | ALLOWED, []
    Notification.objects.update(language="fr")

    for notification in Notification.objects.filter(sent_at=None):
        send_mail({"notification": notification.pk}, NOW)

    assert mail.outbox
    for letter in mail.outbox:
        text = f"{letter.subject}\n{letter.body}"
        forgotten += [
            (letter.subject, piece) for piece in unmarked(text, known, is_page=False) if "://" not in piece
        ]
    assert not forgotten, said(forgotten)
