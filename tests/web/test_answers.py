"""A country answers the desk's question, and completes its answers while the desk reviews the request."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from requests_app.services.drafts import edit_answers
from tests import world
from tests.web.reading import signed_in
from tests.world import NOW
from workflows.services import triage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def focal() -> Client:
    return signed_in("focal")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split()).replace("&#x27;", "'")


def asked(*fields: str) -> Any:
    """A request whose officer asked about these answers."""
    row = world.request_in("triage")
    manager = world.person("manager").actor
    return triage.ask_question(
        support_request=row, text="Who signs the bulletin?", fields=list(fields), actor=manager, now=NOW
    )


def as_sent(response: Any) -> dict[str, Any]:
    """What a browser would send back of the form of a page."""
    values = {bound.html_name: bound.value() for bound in response.context["form"]}
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}


# --- Answering ----------------------------------------------------------------------------------------------


def test_the_answers_that_a_question_names_are_open_beside_it(focal):
    row = asked("target_group", "duration")

    page = focal.get(f"/fr/requests/{row.pk}/answer/")

    assert "Who signs the bulletin?" in text(page)
    assert [question.code for question in page.context["form"].questions] == ["target_group", "duration"]
    assert 'value="8"' in text(page)


def test_a_question_that_names_no_answer_opens_all(focal):
    row = asked()

    form = focal.get(f"/en/requests/{row.pk}/answer/").context["form"]

    codes = {question.code for question in form.questions}
    assert {"institution", "title", "duration", "sustainability", "endorsement"} <= codes


def test_answering_changes_the_answers_in_the_same_step_and_goes_on(focal):
    row = asked("duration")
    page = focal.get(f"/en/requests/{row.pk}/answer/")

    answered = focal.post(
        f"/en/requests/{row.pk}/answer/", {**as_sent(page), "text": "The director.", "duration": "10"}
    )

    row.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/")
    assert (row.state, row.duration, row.questions.get().answer) == ("triage", 10, "The director.")


def test_an_answer_without_words_is_told_at_its_field_and_keeps_the_rest(focal):
    row = asked("target_group")

    answered = focal.post(f"/fr/requests/{row.pk}/answer/", {"target_group": "Douze agents"})

    row.refresh_from_db()
    assert (answered.status_code, row.state) == (422, "question")
    assert '<a href="#id_text">Ce champ est obligatoire.</a>' in text(answered)
    assert "Douze agents" in text(answered)


def test_what_was_needed_to_send_the_request_is_not_taken_back(focal):
    row = asked("title")

    answered = focal.post(f"/en/requests/{row.pk}/answer/", {"text": "Never mind.", "title": ""})

    row.refresh_from_db()
    assert (answered.status_code, row.state, row.title) == (422, "question", world.ANSWERS["title"])
    assert '<a href="#id_title">This answer is needed and cannot be taken back.</a>' in text(answered)


def test_the_slower_of_two_answering_reads_theirs_beside_yours(focal):
    row = asked("target_group")
    opened = as_sent(focal.get(f"/en/requests/{row.pk}/answer/"))
    edit_answers(
        support_request=row,
        answers={"target_group": "Ten officers"},
        actor=world.person("alternate").actor,
        now=NOW,
    )

    typed = {**opened, "text": "The director.", "target_group": "Twelve officers"}
    told = focal.post(f"/en/requests/{row.pk}/answer/", typed)
    insisted = focal.post(f"/en/requests/{row.pk}/answer/", as_sent(told))

    row.refresh_from_db()
    assert (told.status_code, insisted.status_code) == (409, 303)
    differences = told.context["faster"].differences
    assert [(each.theirs, each.yours) for each in differences] == [("Ten officers", "Twelve officers")]
    assert "The director." in text(told)
    assert row.target_group == "Twelve officers"


def test_a_question_that_a_colleague_answered_first_says_so_and_loses_no_word(focal):
    row = asked("target_group")
    opened = as_sent(focal.get(f"/en/requests/{row.pk}/answer/"))
    actor = world.person("alternate").actor
    triage.answer_question(support_request=row, text="Done.", answers=None, actor=actor, now=NOW)

    told = focal.post(f"/en/requests/{row.pk}/answer/", {**opened, "text": "My answer took an hour."})

    assert told.status_code == 409
    assert "My answer took an hour." in text(told)
    assert focal.get(f"/en/requests/{row.pk}/answer/").status_code == 409


@pytest.mark.parametrize("name", ["focal_cv", "manager", "expert", "steering", "admin"])
def test_only_the_country_answers_and_completes(name):
    row = asked()
    for page in ("answer", "edit"):
        assert signed_in("alternate").get(f"/en/requests/{row.pk}/{page}/").status_code == 200
        assert signed_in(name).get(f"/en/requests/{row.pk}/{page}/").status_code == 404
        assert signed_in(name).post(f"/en/requests/{row.pk}/{page}/", {"text": "x"}).status_code == 404


# --- Completing under review --------------------------------------------------------------------------------


def test_under_review_the_country_completes_what_may_be_completed(focal):
    row = world.request_in("triage")
    page = focal.get(f"/fr/requests/{row.pk}/edit/")

    saved = focal.post(
        f"/fr/requests/{row.pk}/edit/",
        {**as_sent(page), "target_group": "Douze agents", "expertise": ["EX-DAT-01"]},
    )

    row.refresh_from_db()
    assert "title" not in {question.code for question in page.context["form"].questions}
    assert saved.status_code == 303
    assert (row.target_group, [found.pk for found in row.expertise.all()]) == ("Douze agents", ["EX-DAT-01"])


def test_after_the_decision_the_answers_stand_and_the_page_says_so(focal):
    row = world.request_in("matching")

    page = focal.get(f"/fr/requests/{row.pk}/edit/")

    assert page.status_code == 409
    assert "Les réponses ne peuvent plus être modifiées ici" in text(page)


def test_a_draft_is_completed_in_its_own_form(focal):
    row = world.request_in("draft")

    answered = focal.get(f"/en/requests/{row.pk}/edit/")

    assert (answered.status_code, answered["Location"]) == (302, f"/en/requests/{row.pk}/form/")
