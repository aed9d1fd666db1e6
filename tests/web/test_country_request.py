"""The page of a request as its country and the Committee read it: where it is, who has it, what to do until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils.html import escape

from requests_app.services.drafts import edit_answers
from tests import world
from tests.web.reading import signed_in
from tests.world import NOW
from workflows.services.consultations import agree_shortlist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def page_of(row, *, name: str = "focal", lang: str = "en") -> str:
    answered = signed_in(name).get(f"/{lang}/requests/{row.pk}/")
    assert answered.status_code == 200
    return " ".join(answered.content.decode().split())


@pytest.mark.parametrize(
    ("state", "address"),
    [
        ("draft", "/en/requests/{pk}/form/"),
        ("question", "/en/requests/{pk}/answer/"),
        ("offering", "/en/requests/{pk}/shortlist/"),
        ("terms", "/en/requests/{pk}/sign-terms/"),
        ("reporting", "/en/requests/{pk}/evaluation/beneficiary_end/"),
    ],
)
def test_one_clear_call_leads_to_what_the_country_must_do(state, address):
    row = world.request_in(state)

    context = signed_in("focal").get(f"/en/requests/{row.pk}/").context

    assert context["task"].url == address.format(pk=row.pk)


@pytest.mark.parametrize("state", ["submitted", "triage", "matching", "mobilisation", "deployed", "on_hold"])
def test_nothing_is_asked_of_a_country_while_the_office_is_at_work(state):
    page = page_of(world.request_in(state))

    assert "You need not do anything now." in page
    assert "<dt>Who has it</dt><dd>The Support Project</dd>" in page


def test_a_country_that_has_agreed_and_signed_is_not_asked_again():
    offered, terms = world.request_in("offering"), world.request_in("terms")
    agree_shortlist(consultation=offered.consultations.latest(), actor=world.people().focal.actor, now=NOW)
    world.sign(terms, world.people().focal.actor)

    for row in (offered, terms):
        assert "You need not do anything now." in page_of(row)


def test_the_way_shows_where_the_request_is():
    stages = signed_in("focal").get(f"/en/requests/{world.request_in('terms').pk}/").context["way"]

    assert [stage.place.value for stage in stages] == ["done", "done", "done", "here"] + ["ahead"] * 4


def test_a_request_on_hold_stays_at_the_stage_at_which_it_was_held():
    row = world.request_in("on_hold")

    context = signed_in("focal").get(f"/en/requests/{row.pk}/").context

    assert [str(stage.label) for stage in context["way"] if stage.is_here] == ["Finding experts"]
    assert "Élections." in page_of(row)


def test_the_shortlist_can_be_answered_until_a_moment_that_is_named():
    row = world.request_in("offering")

    context = signed_in("focal").get(f"/en/requests/{row.pk}/").context

    assert context["task"].due_at == row.consultations.latest().due_at


def test_a_refusal_is_explained_and_leads_to_a_review():
    page = page_of(world.request_in("declined"), lang="fr")

    assert "Trop long." in page
    assert "demander-une-révision" not in page
    assert "/ask-review/" in page


def test_a_refusal_of_long_ago_leads_to_no_review():
    row = world.request_in("declined")

    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        page = page_of(row)

    assert "Trop long." in page
    assert "/ask-review/" not in page
    assert "within 30 days" in page


def test_experts_are_named_to_the_country_once_they_accepted_and_never_to_the_committee():
    before, after = world.request_in("offering"), world.request_in("mobilisation")
    name = after.deployments.get().expert.name

    assert before.offers.first().expert.name not in page_of(before)
    assert name in page_of(after)
    assert name not in page_of(after, name="steering")


def test_the_committee_reads_no_person_of_the_country_and_no_message():
    row = world.request_in("mobilisation")
    persons = ("Awa Sarr", "Ibrahima Fall")

    country, committee = page_of(row), page_of(row, name="steering")

    for person in persons:
        assert escape(person) in country
        assert escape(person) not in committee
    assert "Police de l&#x27;air et des frontières" in committee
    assert "/messages/" in country
    assert "/messages/" not in committee
    assert "/attachments/" not in committee
    assert ".pdf" not in committee
    assert "Withdraw this request" not in committee


def test_a_country_finds_its_evaluation_again_and_can_complete_answers_under_review():
    closed, reviewed = page_of(world.request_in("closed")), page_of(world.request_in("triage"))

    assert "/evaluation/beneficiary_end/" in closed
    assert "Complete further answers" in reviewed
    assert "Complete further answers" not in closed


def test_a_changed_answer_stands_beside_what_was_submitted():
    row = world.request_in("triage")
    focal = world.people().focal.actor
    edit_answers(support_request=row, answers={"target_group": "Vingt agents"}, actor=focal, now=NOW)

    changes = signed_in("focal").get(f"/en/requests/{row.pk}/").context["changes"]

    assert [(change.before, change.now) for change in changes] == [("", "Vingt agents")]


def test_the_committee_is_asked_nothing():
    assert signed_in("steering").get(f"/en/requests/{world.request_in('terms').pk}/").context["task"] is None


def test_the_page_reads_french_in_french():
    page = page_of(world.request_in("terms"), lang="fr")

    assert "Lire et signer les termes de référence" in page
    assert "Ce qui a été demandé" in page


def test_the_page_costs_the_same_for_one_expert_and_for_several(django_assert_max_num_queries):
    for positions in (1, 3):
        row, client = world.request_in("mobilisation", positions=positions), signed_in("focal")
        with django_assert_max_num_queries(36):
            client.get(f"/en/requests/{row.pk}/")
