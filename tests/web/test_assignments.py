"""What an expert finds in their list: offers to answer, missions with what they have to do, papers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from core import storage
from core.actors import Role
from tests import world
from tests.web.reading import BACKEND, text
from workflows.models import Deployment, Document, Evaluation, Offer
from workflows.services import deployments, evaluations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
LIST = "/en/assignments/"
LIST_QUERIES = 7


@pytest.fixture
def expert():
    """The expert with an account."""
    return world.people().expert


def signed_in(name: str = "expert") -> Client:
    client = Client()
    client.force_login(getattr(world.people(), name).user, backend=BACKEND)
    return client


def asked(expert) -> Offer:
    """An offer that the expert with an account was sent."""
    row = world.request_in("offering")
    offer = row.offers.order_by("id").first()
    Offer.objects.filter(pk=offer.pk).update(expert_id=expert.actor.expert_id)
    return Offer.objects.get(pk=offer.pk)


def mission(expert, state: str = "mobilisation") -> Deployment:
    """A mission of the expert with an account, of a request in this state."""
    row = world.request_in(state)
    offers = row.offers.accepted()
    offers.update(expert_id=expert.actor.expert_id)
    row.deployments.update(expert_id=expert.actor.expert_id)
    row.reports.update(expert_id=expert.actor.expert_id)
    return row.deployments.get()


def test_an_open_offer_stands_first_with_its_deadline(expert):
    offer = asked(expert)

    page = text(signed_in().get(LIST))

    assert "Please answer <strong>in 48 hours</strong>, by 4 March 2026, 09:00 (UTC)." in page
    assert f'href="/en/assignments/offers/{offer.pk}/"' in page


def test_somebody_whom_nobody_asks_is_told_what_to_do(expert):
    page = text(signed_in().get(LIST))

    assert "Nothing is asked of you at the moment." in page
    assert f'href="{reverse("my_profile")}"' in page


def test_an_offer_past_its_deadline_is_not_in_the_list(expert):
    offer = asked(expert)
    Offer.objects.filter(pk=offer.pk).update(deadline=world.NOW)

    assert signed_in().get(LIST).context["offers"] == []


def test_what_was_accepted_stands_in_the_list_until_the_team_is_complete(expert):
    world.accept(asked(expert))

    page = text(signed_in().get(LIST))

    assert "You have accepted; the team is not complete yet." in page


def test_a_mission_says_what_the_expert_has_to_bring(expert):
    row = mission(expert)

    todos = signed_in().get(LIST).context["current"][0].todos

    assert [(str(todo.label), todo.url) for todo in todos] == [
        ("Visa or exemption", f"/en/assignments/{row.pk}/#checklist"),
        ("Release letter of the employer", f"/en/assignments/{row.pk}/#checklist"),
    ]


def test_what_is_in_order_is_not_asked_for_again(expert):
    row = mission(expert)
    deployments.tick_checklist(
        deployment=row, items={"visa": {"done": True}}, actor=world.actor_of("manager"), now=world.NOW
    )

    todos = signed_in().get(LIST).context["current"][0].todos

    assert [str(todo.label) for todo in todos] == ["Release letter of the employer"]


def test_a_mission_that_is_over_asks_for_the_report_and_the_evaluation(expert):
    row = mission(expert, "reporting")

    todos = signed_in().get(LIST).context["current"][0].todos

    assert [(str(todo.label), todo.url) for todo in todos] == [
        ("Write your report", f"/en/assignments/{row.pk}/report/"),
        ("Say how the mission was", f"/en/assignments/{row.pk}/evaluation/"),
    ]


def test_a_completed_mission_is_among_the_past_ones(expert):
    row = mission(expert, "closed")

    page = signed_in().get(LIST)

    assert [found.row.pk for found in page.context["past"].rows] == [row.pk]
    assert page.context["current"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_mission_as_for_several(
    expert, count, django_assert_num_queries
):
    for _number in range(count):
        mission(expert)
        asked(expert)
    client = signed_in()
    client.get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


def test_a_mission_is_shown_with_its_checklist_and_its_papers(expert):
    row = mission(expert)

    page = text(signed_in().get(f"{LIST}{row.pk}/"))

    for said in ("Statisticien", "Dakar", "Travel and medical insurance", "The support desk", "version 1"):
        assert said in page
    assert f"{LIST}{row.pk}/terms/1.pdf?lang=fr" in page


def test_the_terms_of_a_mission_are_handed_out_to_its_expert_alone(expert):
    row = mission(expert)
    terms = row.support_request.terms.in_force().get()
    kept = storage.keep("documents", b"%PDF-1.7", extension=".pdf")
    Document.objects.update_or_create(
        terms=terms,
        language="fr",
        content_hash=terms.content_hash,
        signatures=terms.signatures.count(),
        defaults={
            "support_request": row.support_request,
            "state": "ready",
            "file": kept.path,
            "sha256": kept.sha256,
            "asked_at": world.NOW,
        },
    )
    stranger = Client()
    stranger.force_login(world.UserFactory.create(role=Role.EXPERT), backend=BACKEND)
    address = f"{LIST}{row.pk}/terms/1.pdf?lang=fr"

    handed, refused = signed_in().get(address), stranger.get(address)

    assert b"".join(handed.streaming_content) == b"%PDF-1.7"
    assert refused.status_code == 404


def test_the_terms_exist_under_no_other_number(expert):
    row = mission(expert)
    client = signed_in()

    assert client.get(f"{LIST}{row.pk}/terms/9.pdf?lang=fr").status_code == 404
    assert client.get(f"{LIST}{row.pk}/terms/1.pdf").status_code == 202


@pytest.mark.parametrize("part", ["", "report/", "report/1/", "report/check/", "evaluation/", "terms/1.pdf"])
def test_somebody_elses_mission_does_not_exist(expert, part):
    other = world.request_in("reporting").deployments.get()

    assert signed_in().get(f"{LIST}{other.pk}/{part}").status_code == 404


@pytest.mark.parametrize("name", ["manager", "focal", "steering", "admin"])
def test_the_list_is_for_experts(expert, name):
    assert signed_in(name).get(LIST).status_code == 403


# --- An offer, signed in --------------------------------------------------------------------------------------


def test_an_offer_is_accepted_by_somebody_signed_in(expert):
    offer = asked(expert)
    address = f"{LIST}offers/{offer.pk}/"

    answered = signed_in().post(address, {"answer": "accept", "no_conflict": "on"})

    offer.refresh_from_db()
    assert (answered.status_code, answered["Location"], offer.state) == (303, address, "accepted")
    assert "You have accepted. Thank you." in text(signed_in().get(address))


def test_an_offer_needs_a_proof_of_origin_where_a_session_answers_it(expert):
    offer = asked(expert)
    client = Client(enforce_csrf_checks=True)
    client.force_login(expert.user, backend=BACKEND)

    answered = client.post(f"{LIST}offers/{offer.pk}/", {"answer": "accept", "no_conflict": "on"})

    offer.refresh_from_db()
    assert (answered.status_code, offer.state) == (403, "sent")


def test_declining_without_a_reason_is_told_at_the_field_and_loses_no_word(expert):
    offer = asked(expert)

    answered = signed_in().post(
        f"/fr/assignments/offers/{offer.pk}/", {"answer": "decline", "text": "Pas ce printemps."}
    )

    offer.refresh_from_db()
    assert (answered.status_code, offer.state) == (422, "sent")
    assert 'href="#id_reason_0"' in text(answered)
    assert "Pas ce printemps." in text(answered)


def test_reading_an_offer_signed_in_marks_it_as_seen(expert):
    offer = asked(expert)

    signed_in().get(f"{LIST}offers/{offer.pk}/")

    offer.refresh_from_db()
    assert offer.state == "seen"


def test_somebody_elses_offer_does_not_exist(expert):
    other = world.request_and_offer()[1]

    for part in ("", "terms.pdf"):
        assert signed_in().get(f"{LIST}offers/{other.pk}/{part}").status_code == 404
    assert signed_in().post(f"{LIST}offers/{other.pk}/", {"answer": "decline"}).status_code == 404


def test_changing_the_language_of_an_offer_keeps_the_note(expert):
    offer = asked(expert)
    client = signed_in()
    address = f"{LIST}offers/{offer.pk}/"
    form = client.get(address)
    words = {"text": "Half a sent", "_writer": _writer(form)}

    switched = client.post(f"/language/fr/?next={address}", words)

    assert "Half a sent" in text(client.get(switched["Location"]))


def _writer(page) -> str:
    return page.content.decode().partition('name="_writer" value="')[2].partition('"')[0]


# --- What the expert says about the mission -------------------------------------------------------------------


def answers() -> dict[str, str]:
    given = world.full_marks(evaluations.EXPERT)
    return {f"answer_{code}": str(answer) for code, answer in given.items()}


def test_an_expert_says_once_how_the_mission_was(expert):
    row = mission(expert, "reporting")
    client = signed_in()

    answered = client.post(f"{LIST}{row.pk}/evaluation/", answers())
    again = client.post(f"{LIST}{row.pk}/evaluation/", answers())

    given = Evaluation.objects.get()
    assert (answered.status_code, answered["Location"]) == (303, f"{LIST}{row.pk}/")
    assert (given.answers, given.deployment_id) == (world.full_marks(evaluations.EXPERT), row.pk)
    assert again.status_code == 409
    assert client.get(f"{LIST}{row.pk}/evaluation/").status_code == 302


def test_not_applicable_is_an_answer_and_an_empty_text_is_none(expert):
    row = mission(expert, "reporting")
    sent = {name: "na" if value == "4" else "" for name, value in answers().items()}

    signed_in().post(f"{LIST}{row.pk}/evaluation/", sent)

    scales = {code: None for code, value in world.full_marks(evaluations.EXPERT).items() if value == 4}
    assert Evaluation.objects.get().answers == scales


def test_a_question_left_open_is_told_at_its_field(expert):
    row = mission(expert, "reporting")

    answered = signed_in().post(f"{LIST}{row.pk}/evaluation/", {})

    assert answered.status_code == 422
    assert "Please answer this question." in text(answered)
    assert not Evaluation.objects.exists()
