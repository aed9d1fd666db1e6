"""The anonymous shortlist before its country: agreed with, objected to, or only read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import world
from tests.web.reading import signed_in, text
from tests.world import NOW
from workflows.services.consultations import lapse_consultation
from workflows.services.objections import settle_objection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def row():
    return world.request_in("offering")


def address(row, lang: str = "en") -> str:
    return f"/{lang}/requests/{row.pk}/shortlist/"


def labels_of(row) -> list[str]:
    shown = row.consultations.latest().shown["positions"]
    return [f"{position['number']}{one['label']}" for position in shown for one in position["candidates"]]


def test_a_refusal_is_said_once_when_its_only_reason_is_its_heading(row):
    focal = signed_in("focal")
    focal.post(address(row), {"answer": "agree"})

    again = focal.post(address(row), {"answer": "agree"})

    assert again.status_code == 409
    assert again.content.decode().count("is not possible") == 1


def test_a_colon_stays_with_its_word_in_french(row):
    page = signed_in("focal").get(address(row, "fr")).content.decode()

    assert "Poste 1\u00a0: <span" in page


def test_a_country_agrees(row):
    answered = signed_in("focal").post(address(row), {"answer": "agree"})

    assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/")
    assert row.consultations.latest().state == "agreed"


def test_a_country_objects_to_one_with_a_reason(row):
    label = labels_of(row)[0]

    answered = signed_in("focal").post(
        address(row, "fr"), {"answer": "object", "labels": [label], "reason": "Conflit d'intérêts."}
    )

    found = row.consultations.latest()
    assert answered.status_code == 303
    assert (found.state, found.objected_labels, found.objection) == (
        "objected",
        [label],
        "Conflit d'intérêts.",
    )


@pytest.mark.parametrize(
    ("missing", "problem"),
    [("labels", "#id_labels_0"), ("reason", "#id_reason")],
)
def test_an_objection_says_to_whom_and_why(row, missing, problem):
    answers = {"answer": "object", "labels": [labels_of(row)[0]], "reason": "A reason to keep."}
    del answers[missing]

    answered = signed_in("focal").post(address(row), answers)

    assert answered.status_code == 422
    assert f'href="{problem}"' in text(answered)
    assert row.consultations.latest().state == "shown"


def test_somebody_who_is_not_on_the_list_cannot_be_objected_to(row):
    answers = {"answer": "object", "labels": ["9Z"], "reason": "A reason to keep."}

    answered = signed_in("focal").post(address(row), answers)

    assert answered.status_code == 422
    assert "A reason to keep." in text(answered)


def test_no_candidate_is_named(row):
    names = list(row.offers.values_list("expert__name", flat=True))

    pages = [text(signed_in(name).get(address(row))) for name in ("focal", "steering")]

    assert names
    assert not [name for name in names for page in pages if name in page]
    assert all("Statisticienne des frontières" in page for page in pages)


def test_the_page_says_until_when_and_that_silence_is_consent(row):
    page = text(signed_in("focal").get(address(row, "fr")))

    assert row.consultations.latest().due_at.isoformat() in page
    assert "Le silence vaut accord." in page


def test_the_time_to_object_ends(row):
    consultation = row.consultations.latest()
    opened = signed_in("focal").get(address(row)).context["form"].initial
    lapse_consultation(consultation=consultation, now=consultation.due_at + timedelta(minutes=1))

    shown = signed_in("focal").get(address(row))
    answered = signed_in("focal").post(address(row), {**opened, "answer": "agree"})

    assert (shown.context["form"], answered.status_code) == (None, 409)
    assert "Agreed by silence" in text(shown)


def test_a_settled_objection_is_read_with_its_reason(row):
    signed_in("focal").post(
        address(row), {"answer": "object", "labels": [labels_of(row)[0]], "reason": "Too near a ministry."}
    )
    settle_objection(
        consultation=row.consultations.latest(),
        upheld=False,
        reason="The expert left that post.",
        actor=world.people().manager.actor,
        now=NOW,
    )

    page = text(signed_in("focal").get(address(row)))

    assert "The objection was not upheld" in page
    assert "Too near a ministry." in page
    assert "The expert left that post." in page


@pytest.mark.parametrize(
    ("name", "read", "written"),
    [("manager", 200, 403), ("steering", 200, 403), ("focal_cv", 404, 404), ("expert", 403, 403)],
)
def test_nobody_else_answers(row, name, read, written):
    assert signed_in(name).get(address(row)).status_code == read
    assert signed_in(name).post(address(row), {"answer": "agree"}).status_code == written
    assert row.consultations.latest().state == "shown"
    assert signed_in("focal").post(address(row), {"answer": "agree"}).status_code == 303


def test_there_is_no_shortlist_before_it_was_shown():
    assert signed_in("focal").get(address(world.request_in("matching"))).status_code == 404
