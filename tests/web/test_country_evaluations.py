"""The questionnaires that a country fills in, and asking for a refusal to be looked at again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests import world
from tests.web.reading import BACKEND, signed_in, text
from tests.world import NOW
from web.kept import WRITER, writer_mark
from workflows.models import Evaluation
from workflows.services.evaluations import waive_evaluation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
END = "beneficiary_end"


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def row():
    return world.request_in("reporting")


def address(row, group: str = END, lang: str = "en") -> str:
    return f"/{lang}/requests/{row.pk}/evaluation/{group}/"


def answers(group: str = END) -> dict[str, str]:
    return {f"answer_{code}": str(given) for code, given in world.full_marks(group).items()}


def test_a_country_says_how_it_was_and_reads_its_answers_afterwards(row):
    focal = signed_in("focal")

    answered = focal.post(address(row), answers())
    page = text(focal.get(address(row)))

    assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/")
    assert Evaluation.objects.get().answers == world.full_marks(END)
    assert "Handed in on" in page
    assert "4 – Agree" in page


def test_what_does_not_apply_is_no_answer(row):
    first = next(iter(answers()))

    signed_in("focal").post(address(row), {**answers(), first: "na"})

    assert Evaluation.objects.get().answers[first.removeprefix("answer_")] is None


def test_an_unanswered_question_is_told_and_nothing_typed_is_lost(row):
    given = answers()
    first, words = next(iter(given)), next(name for name, value in given.items() if value == "Oui.")
    del given[first]

    answered = signed_in("focal").post(address(row, lang="fr"), {**given, words: "Le guide, très utile."})

    assert answered.status_code == 422
    assert f'href="#id_{first}_0"' in text(answered)
    assert "Le guide, très utile." in text(answered)


def test_answers_outlive_a_session_that_ends(row):
    user, stranger = world.people().focal.user, Client()
    words = {**answers(), WRITER: writer_mark(user.pk)}

    stranger.post(address(row), words)
    stranger.force_login(user, backend=BACKEND)
    page = stranger.get(address(row))

    assert "What you typed is still here" in text(page)
    assert page.context["form"]["answer_BE-01"].value() == "4"


def test_a_questionnaire_is_answered_once(row):
    focal = signed_in("focal")

    first, second = focal.post(address(row), answers()), focal.post(address(row), answers())

    assert (first.status_code, second.status_code, Evaluation.objects.count()) == (303, 409, 1)


def test_a_questionnaire_that_the_office_did_without_is_not_asked(row):
    waive_evaluation(
        support_request=row, group=END, reason="No answer.", actor=world.people().manager.actor, now=NOW
    )

    page = signed_in("focal").get(address(row))

    assert page.context["form"] is None
    assert "The Support Project did without this questionnaire." in text(page)


def test_it_is_not_open_before_the_mission_is_over():
    page = signed_in("focal").get(address(world.request_in("deployed")))

    assert page.context["form"] is None
    assert "This questionnaire is not open at this stage." in text(page)


def test_half_a_year_later_the_country_is_asked_what_became_of_it():
    row, focal = world.request_in("closed"), signed_in("focal")

    soon = focal.get(f"/en/requests/{row.pk}/").context["task"]
    with time_machine.travel(NOW + timedelta(days=200), tick=False):
        focal = signed_in("focal")
        later = focal.get(f"/en/requests/{row.pk}/").context["task"]
        answered = focal.post(address(row, "follow_up_6m"), answers("follow_up_6m"))

    assert (soon, later.url) == (None, address(row, "follow_up_6m"))
    assert (answered.status_code, Evaluation.objects.filter(group="follow_up_6m").count()) == (303, 1)


@pytest.mark.parametrize("group", ["expert_end", "nothing"])
def test_only_the_questionnaires_of_the_country_are_found(row, group):
    assert signed_in("focal").get(address(row)).status_code == 200
    assert signed_in("focal").get(address(row, group)).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [("focal_cv", 404), ("manager", 403), ("steering", 403), ("expert", 403)]
)
def test_nobody_else_speaks_for_the_country(row, name, status):
    assert signed_in(name).get(address(row)).status_code == status
    assert signed_in(name).post(address(row), answers()).status_code == status
    assert not Evaluation.objects.exists()
    assert signed_in("focal").post(address(row), answers()).status_code == 303


def test_a_refusal_is_looked_at_again_once():
    row, focal = world.request_in("declined"), signed_in("focal")
    review = f"/fr/requests/{row.pk}/ask-review/"

    shown = text(focal.get(review))
    answered = focal.post(review, {"reason": "Le thème est celui de la phase."})

    row.refresh_from_db()
    assert "Trop long." in shown
    assert (answered.status_code, row.state, row.review_reason) == (
        303,
        "triage",
        "Le thème est celui de la phase.",
    )
    assert "Le thème est celui de la phase." in text(focal.get(f"/fr/requests/{row.pk}/"))


def test_a_review_is_refused_after_thirty_days_with_the_reason():
    row = world.request_in("declined")

    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        answered = signed_in("focal").get(f"/en/requests/{row.pk}/ask-review/")

    assert answered.context["form"] is None
    assert "A review can be asked for within 30 days of the decision." in text(answered)


@pytest.mark.parametrize("name", ["focal_cv", "manager", "steering", "expert"])
def test_nobody_else_asks_for_a_review(name):
    row = world.request_in("declined")
    address = f"/en/requests/{row.pk}/ask-review/"

    assert signed_in(name).get(address).status_code == 404
    assert signed_in(name).post(address, {"reason": "Again."}).status_code in (403, 404)
    assert signed_in("focal").post(address, {"reason": "Again."}).status_code == 303
