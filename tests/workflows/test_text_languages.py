"""Each free text is kept with the language it was written in, and so is what the journal quotes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.actors import Actor
from core.models import JournalEvent
from requests_app.services.positions import add_position, change_position
from tests import world
from tests.world import NOW, POSITION, People
from workflows.selectors.timeline import events_for, tell
from workflows.services import (
    consultations,
    control,
    decision,
    deployments,
    evaluations,
    intake,
    matching,
    objections,
    offers,
    reports,
    triage,
)
from workflows.wording import Words, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return world.people()


def speaking(actor: Actor, language: str) -> Actor:
    return replace(actor, language=language)


def quoted(row: Any, verb: str) -> str:
    """The language of the words that the latest event of this kind holds."""
    event = JournalEvent.objects.of(row.chain).filter(verb=verb).latest("sequence")
    return str(event.data["text_language"])


# --- A request ----------------------------------------------------------------------------------------------


def test_question_and_answer_are_kept_in_the_languages_of_who_wrote_them(people: People) -> None:
    row = triage.ask_question(
        support_request=world.request_in("triage"),
        text="How many officers?",
        fields=[],
        actor=speaking(people.manager.actor, "en"),
        now=NOW,
    )

    row = triage.answer_question(
        support_request=row, text="Dois", answers=None, actor=speaking(people.focal.actor, "pt"), now=NOW
    )

    question = row.questions.get()
    assert (question.text_language, question.answer_language) == ("en", "pt")
    assert quoted(row, "request.question_asked") == "en"
    assert quoted(row, "request.question_answered") == "pt"


def test_question_is_kept_in_the_language_that_is_named(people: People) -> None:
    row = triage.ask_question(
        support_request=world.request_in("triage"),
        text="Combien d'agents ?",
        fields=[],
        text_language="fr",
        actor=speaking(people.manager.actor, "en"),
        now=NOW,
    )

    assert row.questions.get().text_language == "fr"


@pytest.mark.parametrize(("named", "kept"), [("", "fr"), ("en", "en")])
def test_refusal_is_in_the_language_of_the_request_unless_another_is_named(
    named: str, kept: str, people: People
) -> None:
    row = decision.decline_request(
        support_request=world.request_in("triage"),
        code="too_long",
        text="Trop long.",
        text_language=named,
        actor=speaking(people.manager.actor, "en"),
        now=NOW,
    )

    row.refresh_from_db()
    assert (row.text_language, row.closing_text_language) == ("fr", kept)
    assert quoted(row, "request.declined") == kept


def test_review_is_asked_for_in_the_language_of_who_asks(people: People) -> None:
    row = decision.ask_review(
        support_request=world.request_in("declined"),
        reason="Please look again.",
        actor=speaking(people.focal.actor, "en"),
        now=NOW,
    )

    row.refresh_from_db()
    assert (row.review_reason_language, quoted(row, "request.review_asked")) == ("en", "en")


def test_hold_and_withdrawal_keep_their_languages(people: People) -> None:
    row = control.hold_request(
        support_request=world.request_in("triage"),
        reason="Elections.",
        actor=speaking(people.manager.actor, "en"),
        now=NOW,
    )
    row = intake.withdraw_request(
        support_request=row, reason="Plus utile.", actor=speaking(people.focal.actor, "fr"), now=NOW
    )

    row.refresh_from_db()
    assert (row.hold_reason_language, row.closing_text_language) == ("en", "fr")
    assert (quoted(row, "request.held"), quoted(row, "request.withdrawn")) == ("en", "fr")


@pytest.mark.parametrize(("text", "kept"), [("", ""), ("No flights.", "en")])
def test_cancellation_without_a_text_has_no_language(text: str, kept: str, people: People) -> None:
    row = control.cancel_request(
        support_request=world.request_in("triage"),
        code="security",
        text=text,
        actor=speaking(people.manager.actor, "en"),
        now=NOW,
    )

    row.refresh_from_db()
    assert row.closing_text_language == kept


def test_notes_of_the_assessment_keep_their_language(people: People) -> None:
    officer = speaking(people.manager.actor, "en")
    checklist = world.all_checked()
    first, *_others = checklist
    checklist[first]["note"] = "By letter."
    row = triage.pass_triage(
        support_request=world.request_in("triage"), checklist=checklist, actor=officer, now=NOW
    )
    row = triage.confirm_themes(
        support_request=row, main="PH3-T2", further=[], reason="Close to it.", actor=officer, now=NOW
    )
    add_position(support_request=row, values=POSITION, actor=officer, now=NOW)
    row = decision.approve_request(support_request=row, note="Good.", actor=officer, now=NOW)

    assert row.checklist[first] == {"answer": "yes", "note": "By letter.", "text_language": "en"}
    assert {str(entry) for code, entry in row.checklist.items() if code != first} == {"{'answer': 'yes'}"}
    assert row.theme_reason_language == "en"
    assert row.approvals.get().text_language == "en"


def test_position_is_in_the_language_of_who_last_wrote_its_words(people: People) -> None:
    row = world.request_in("triage")
    english, french = (speaking(people.manager.actor, language) for language in ("en", "fr"))
    position = add_position(support_request=row, values=POSITION, actor=french, now=NOW)

    fewer = change_position(position=position, values={"days": 3}, actor=english, now=NOW)
    renamed = change_position(position=position, values={"title": "Statistician"}, actor=english, now=NOW)

    assert (position.text_language, fewer.text_language, renamed.text_language) == ("fr", "fr", "en")
    assert quoted(row, "position.changed") == "en"


# --- What follows from it -----------------------------------------------------------------------------------


def test_order_of_the_reserve_is_explained_in_the_officers_language(people: People) -> None:
    row = world.request_in("matching")
    position, fresh = row.positions.get(), [world.expert().pk]
    officer = speaking(people.manager.actor, "en")
    matching.make_shortlist(position=position, actor=officer, now=NOW)

    shortlist = matching.set_reserve(
        position=position, experts=fresh, reason="Known.", parallel=1, actor=officer, now=NOW
    )

    assert (shortlist.reserve_reason_language, quoted(row, "reserve.ordered")) == ("en", "en")


def test_objection_and_its_settlement_keep_their_languages(people: People) -> None:
    row = world.request_in("offering")
    consultation = row.consultations.latest()
    label = consultation.shown["positions"][0]["candidates"][-1]["label"]
    objected = consultations.object_to_candidates(
        consultation=consultation,
        labels=[f"1{label}"],
        reason="Connu.",
        actor=speaking(people.focal.actor, "fr"),
        now=NOW,
    )

    settled = objections.settle_objection(
        consultation=objected,
        upheld=False,
        reason="No grounds.",
        actor=speaking(people.manager.actor, "en"),
        now=NOW,
    )

    assert (settled.objection_language, settled.settlement_language) == ("fr", "en")


def test_experts_answer_is_kept_in_their_language() -> None:
    _row, offer = world.request_and_offer()
    holder = speaking(world.holder_of(offer), "pt")

    declined = offers.decline_offer(offer=offer, code="other", text="Doente.", actor=holder, now=NOW)

    assert declined.answer_language == "pt"


def test_acceptance_without_words_has_no_language() -> None:
    _row, offer = world.request_and_offer()

    accepted = world.accept(offer)

    assert (accepted.declaration, accepted.answer_language) == ("no_conflict", "")


@pytest.mark.parametrize(("reason", "kept"), [("Changed plans.", "en"), ("country_objected", "")])
def test_codes_of_the_desk_have_no_language(reason: str, kept: str, people: People) -> None:
    _row, offer = world.request_and_offer()

    retracted = offers.retract_offer(
        offer=offer, reason=reason, actor=speaking(people.manager.actor, "en"), now=NOW
    )

    assert retracted.closing_reason_language == kept


def test_release_says_its_language_on_the_offer_and_on_the_departure(people: People) -> None:
    deployment = world.request_in("mobilisation").deployments.get()

    released = offers.release_expert(
        offer=deployment.offer, reason="Ill.", actor=speaking(people.manager.actor, "en"), now=NOW
    )

    deployment.refresh_from_db()
    assert (released.closing_reason_language, deployment.closing_reason_language) == ("en", "en")


def test_mission_keeps_the_languages_of_what_is_said_about_it(people: People) -> None:
    deployment = world.request_in("deployed").deployments.get()
    officer = speaking(people.manager.actor, "en")
    longer = deployments.extend_deployment(
        deployment=deployment, end=date(2026, 6, 5), reason="Rains.", actor=officer, now=NOW
    )

    ended = deployments.end_deployment(deployment=longer, actor=officer, now=NOW, early_because="Illness.")

    assert ended.extensions[-1]["text_language"] == "en"
    assert ended.closing_reason_language == "en"


def test_report_is_returned_in_the_language_of_the_officer(people: People) -> None:
    report = world.request_in("reporting").reports.get()
    author = world.expert_actor(report.expert_id)
    reports.write_report(report=report, sections=world.REPORT_SECTIONS, actor=author, now=NOW)
    reports.submit_report(report=report, actor=author, now=NOW)

    returned = reports.return_report(
        report=report, reason="Shorter.", actor=speaking(people.manager.actor, "en"), now=NOW
    )

    assert returned.return_reason_language == "en"


def test_waiver_keeps_the_language_of_its_reason(people: People) -> None:
    row = world.request_in("reporting")

    evaluation = evaluations.waive_evaluation(
        support_request=row,
        group=evaluations.AT_THE_END,
        reason="The office closed.",
        actor=speaking(people.manager.actor, "en"),
        now=NOW,
    )

    assert (evaluation.text_language, quoted(row, "evaluation.waived")) == ("en", "en")


# --- The timeline -------------------------------------------------------------------------------------------


def test_sentence_comes_in_pieces_with_the_language_of_what_it_quotes() -> None:
    data = {"code": "overlap", "text": "Déjà couvert.", "text_language": "fr"}

    assert told("request.declined", data, who="Ana") == (
        Words("Ana declined the request: Covered by other support. "),
        Words("Déjà couvert.", "fr"),
    )


def test_words_quoted_before_languages_were_kept_have_none() -> None:
    assert told("request.held", {"reason": "Élections."}, who="Ana") == (
        Words("Ana put the request on hold: "),
        Words("Élections."),
    )


def test_timeline_tells_which_words_are_whose(people: People) -> None:
    row = world.request_in("question")

    entry = tell(events_for(row, people.focal.actor), actor=people.focal.actor)[-1]

    assert entry.sentence == "The Support Project asked: Combien d'agents ?"
    assert entry.words == (
        Words("The Support Project asked: "),
        Words("Combien d'agents ?", people.manager.actor.language),
    )
