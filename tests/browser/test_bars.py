"""What the desk promises to those who use it, counted: answers, clicks, taps, bytes."""

from __future__ import annotations

import gzip

import pytest

from requests_app.states import RequestState as S
from tests import world
from tests.browser import steps
from tests.browser.desk import Desk
from workflows.links import offer_path

MOST_ANSWERS = 12
MOST_CLICKS = 6
MOST_BYTES = 100_000


def test_a_focal_point_without_scripts_sends_a_request_with_twelve_answers(desk: Desk):
    focal = desk.enter("focal_cv", width=390, scripts=False)

    row = steps.file_request(focal)

    # The two ends of the period are one answer, and the endorsement with its consent another.
    answers = {name.removesuffix("_start").removesuffix("_end") for step in steps.FORM for name in step}
    assert row.state == S.SUBMITTED
    assert len(answers | {"endorsement"}) <= MOST_ANSWERS


def test_gaps_are_told_without_scripts_and_nothing_typed_is_lost(desk: Desk):
    focal = desk.enter("focal_cv", language="fr", scripts=False)

    focal.open("requests/new/")
    focal.send("form")
    focal.answer(institution="Direction de la police", unit_contact_email="sans arobase")
    focal.send("on", refused=True)

    assert focal.page.locator("[name=institution]").input_value() == "Direction de la police"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_manager_takes_a_case_from_the_queue_and_passes_triage_in_six_clicks(desk: Desk, width: int):
    row = world.request_in(S.SUBMITTED)
    manager = desk.enter("manager", width=width)

    steps.take_case(manager, row)
    manager.press("Answer the rest with yes")
    manager.send()

    row.refresh_from_db()
    assert row.state == S.THEME_CHECK
    assert manager.clicks <= MOST_CLICKS


def test_an_expert_accepts_on_a_phone_with_one_tap_after_the_one_in_the_mail(desk: Desk):
    _row, offer = world.request_and_offer()
    desk.work()
    phone = desk.enter(width=390)

    steps.accept(phone, desk.link_in_mail(offer.expert.email, "/offer/"))

    offer.refresh_from_db()
    assert (offer.state, phone.clicks) == ("accepted", 1)


PAGES = {
    "": ("", "accounts/login/", "verify/"),
    "focal": (
        "en/",
        "en/requests/",
        "en/requests/{request}/",
        "en/requests/new/",
        "en/requests/{draft}/form/c/",
    ),
    "manager": (
        "en/",
        "en/triage/",
        "en/requests/{request}/",
        "en/matching/{request}/",
        "en/experts/",
        "en/insights/",
    ),
    "expert": ("en/", "en/assignments/", "en/profile/"),
    "steering": ("en/", "en/requests/{request}/"),
    "admin": ("en/", "en/people/", "en/work/"),
}


@pytest.mark.parametrize("who", PAGES)
def test_each_page_is_light_on_the_first_visit(desk: Desk, who: str):
    row, offer = world.request_and_offer()
    things = {"request": row.pk, "draft": world.request_in(S.DRAFT).pk}
    addresses = [f"/{page.format(**things)}" for page in PAGES[who]] + ([] if who else [offer_path(offer)])

    heavy = {address: weight for address in addresses if (weight := weigh(desk, who, address)) > MOST_BYTES}

    assert heavy == {}


def weigh(desk: Desk, who: str, address: str) -> int:
    """The bytes of a page and of all that it fetches, compressed, in a browser that was never here."""
    visitor = desk.enter(who)
    answers = []
    visitor.page.on("response", lambda response: answers.append(response))
    visitor.open(address)
    return sum(len(gzip.compress(answer.body())) for answer in answers if answer.status == 200)
