"""From the first sentence to the decision: what is asked for, who decides, and how often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from core.errors import Blocked, InvalidInput
from core.transitions import available_actions
from requests_app.models import SupportRequest
from requests_app.services.drafts import edit_answers
from requests_app.services.positions import change_position
from tests import world
from tests.world import NOW, People
from workflows.actions import REQUEST_ACTIONS
from workflows.models import Approval, ThemeReading
from workflows.services import decision, intake, offers, terms, triage

Reasons = Callable[[Callable[[], object]], list[tuple[str, str]]]

REQUIRED = [
    "institution",
    "title",
    "support_type",
    "background",
    "objective",
    "expected_results",
    "preferred_dates",
    "duration",
    "place",
    "language",
    "data_consent",
]


def submit(row: SupportRequest, people: People, now: Any = NOW) -> SupportRequest:
    return intake.submit_request(support_request=row, actor=people.focal.actor, now=now)


# --- Submitting ---------------------------------------------------------------------------------------------


def test_submitting_an_empty_draft_tells_everything_that_is_missing_at_once(
    people: People, reasons: Reasons
) -> None:
    row = world.request_in("draft", answers=dict.fromkeys(world.ANSWERS))

    told = reasons(lambda: submit(row, people))

    missing = {field for code, field in told if code == "answer_missing"}
    assert missing == {*REQUIRED, "unit_contact", "endorsement"}
    assert len(told) == len(missing)


@pytest.mark.parametrize("code", REQUIRED)
def test_each_required_answer_blocks_alone(code: str, people: People, reasons: Reasons) -> None:
    row = world.request_in("draft", answers={code: None})

    assert reasons(lambda: submit(row, people)) == [("answer_missing", code)]


@pytest.mark.parametrize("code", ["unit_contact", "endorsement"])
@pytest.mark.parametrize("value", [None, {}, {"function": "Directeur"}, {"name": "  "}])
def test_contact_without_a_name_is_no_contact(
    code: str, value: Any, people: People, reasons: Reasons
) -> None:
    row = world.request_in("draft", answers={code: value})

    assert reasons(lambda: submit(row, people)) == [("answer_missing", code)]


def test_period_that_passed_while_the_draft_lay_blocks_submission(people: People, reasons: Reasons) -> None:
    row = world.request_in("draft")
    after = NOW.replace(month=7)

    assert reasons(lambda: submit(row, people, now=after)) == [("period_over", "preferred_dates")]


def test_submission_keeps_what_was_submitted_and_gives_a_reference(people: People) -> None:
    row = submit(world.request_in("draft"), people)

    assert row.reference == "TSR-2026-00001"
    assert row.as_submitted["title"] == world.ANSWERS["title"]
    assert row.as_submitted["preferred_dates"] == {"start": "2026-04-15", "end": "2026-06-30"}
    assert row.submitted_at == NOW
    assert SupportRequest.objects.search("2026-0000 frontieres", actor=people.focal.actor).get() == row


def test_blocked_action_is_offered_with_all_its_reasons(people: People) -> None:
    row = world.request_in("draft", answers={"title": None, "place": None})

    found = {
        entry.action.name: [reason.field for reason in entry.reasons]
        for entry in available_actions(row, REQUEST_ACTIONS, actor=people.focal.actor, now=NOW)
    }

    assert found == {"submit": ["title", "place"]}


# --- Triage and questions -----------------------------------------------------------------------------------


def test_whoever_starts_triage_becomes_the_officer(people: People) -> None:
    row = triage.start_triage(
        support_request=world.request_in("submitted"), actor=people.manager2.actor, now=NOW
    )

    assert row.officer == people.manager2.user


def test_each_blocking_check_must_be_yes_and_all_are_told(people: People) -> None:
    row = world.request_in("triage")
    checklist = {code: {"answer": "no"} for code in world.all_checked()}

    with pytest.raises(InvalidInput) as refusal:
        triage.pass_triage(support_request=row, checklist=checklist, actor=people.manager.actor, now=NOW)
    with pytest.raises(InvalidInput) as of_nothing:
        triage.pass_triage(support_request=row, checklist={}, actor=people.manager.actor, now=NOW)

    assert {problem.code for found in refusal.value.errors.values() for problem in found} == {"blocking"}
    assert set(of_nothing.value.errors) == {f"checklist.{code}" for code in checklist}


def test_question_opens_the_fields_it_names_and_what_may_always_be_completed(people: People) -> None:
    row = triage.ask_question(
        support_request=world.request_in("triage"),
        text="Où exactement ?",
        fields=["place"],
        actor=people.manager.actor,
        now=NOW,
    )

    with pytest.raises(Blocked) as refusal:
        edit(row, people, title="Autre", duration=12)
    edited = edit(row, people, place="Thiès", target_group="Police")

    assert [(r.code, r.field) for r in refusal.value.reasons] == [
        ("answer_closed", "duration"),
        ("answer_closed", "title"),
    ]
    assert (edited.place, edited.target_group) == ("Thiès", "Police")
    assert edited.as_submitted["place"] == "Dakar"


def test_question_without_fields_opens_all_of_them(people: People) -> None:
    row = triage.ask_question(
        support_request=world.request_in("triage"), text="?", fields=[], actor=people.manager.actor, now=NOW
    )

    assert edit(row, people, title="Titre précisé").title == "Titre précisé"


def test_question_about_a_field_that_does_not_exist_is_refused(people: People) -> None:
    with pytest.raises(InvalidInput) as refusal:
        triage.ask_question(
            support_request=world.request_in("triage"),
            text="?",
            fields=["colour"],
            actor=people.manager.actor,
            now=NOW,
        )

    assert set(refusal.value.errors) == {"fields"}


@pytest.mark.parametrize("came_from", ["triage", "theme_check", "decision"])
def test_answer_returns_to_where_the_question_came_from(came_from: str, people: People) -> None:
    row = world.request_in("question", came_from=came_from)

    row = triage.answer_question(
        support_request=row,
        text="Douze agents.",
        answers={"target_group": "Douze agents"},
        actor=people.alternate.actor,
        now=NOW,
    )

    question = row.questions.get()
    assert row.state == came_from
    assert SupportRequest.objects.get(pk=row.pk).target_group == "Douze agents"
    assert (question.answer, question.answered_by) == ("Douze agents.", people.alternate.user)


def test_answer_that_changes_a_closed_field_changes_nothing(people: People) -> None:
    row = world.request_in("question")

    with pytest.raises(Blocked):
        triage.answer_question(
            support_request=row,
            text="x",
            answers={"target_group": "Police", "title": "Autre"},
            actor=people.focal.actor,
            now=NOW,
        )

    row.refresh_from_db()
    assert (row.state, row.target_group, row.questions.get().answered_at) == ("question", "", None)


def test_second_question_after_the_first_was_answered(people: People) -> None:
    row = world.request_in("question")
    row = triage.answer_question(
        support_request=row, text="Douze.", answers=None, actor=people.focal.actor, now=NOW
    )
    row = triage.ask_question(
        support_request=row, text="Et où ?", fields=["place"], actor=people.manager.actor, now=NOW
    )

    assert edit(row, people, place="Kaolack").place == "Kaolack"
    with pytest.raises(Blocked):
        edit(row, people, title="Autre")


def edit(row: SupportRequest, people: People, **answers: Any) -> SupportRequest:
    return edit_answers(support_request=row, answers=answers, actor=people.focal.actor, now=NOW)


# --- Themes -------------------------------------------------------------------------------------------------


def confirm(row: SupportRequest, people: People, main: str, reason: str = "", further: Any = ()) -> Any:
    return triage.confirm_themes(
        support_request=row,
        main=main,
        further=further,
        reason=reason,
        actor=people.manager.actor,
        now=NOW,
    )


def test_theme_outside_the_phase_needs_a_reason(people: People) -> None:
    row = world.request_in("theme_check")

    with pytest.raises(InvalidInput) as refusal:
        confirm(row, people, "ROM2014-T1")
    row = confirm(row, people, "ROM2014-T1", reason="Dialogue de Rome.")

    assert set(refusal.value.errors) == {"reason"}
    assert (row.state, row.theme_reason) == ("decision", "Dialogue de Rome.")


def test_unknown_and_doubled_themes_are_told_together(people: People) -> None:
    row = world.request_in("theme_check")

    with pytest.raises(InvalidInput) as refusal:
        confirm(row, people, "PH3-T1", further=["PH3-T1", "NOPE"])

    assert {problem.code for problem in refusal.value.errors["further"]} == {"duplicate", "unknown_code"}


def test_disagreement_with_the_theme_check_is_recorded(people: People) -> None:
    texts = {"title": "A census and statistics", "objective": "Migration data from the census."}

    row = world.request_in("theme_check", answers=texts)
    with pytest.raises(InvalidInput) as refusal:
        confirm(row, people, "PH3-T2")
    assert refusal.value.errors["reason"][0].code == "differs"

    row = confirm(row, people, "PH3-T2", reason="Des postes frontières.")

    assert row.theme_proposal == {"proposed": ["PH3-T1"], "agreed": False}
    reading = ThemeReading.objects.get(support_request=row)
    assert (reading.main_agreed, reading.in_scope_found, reading.in_scope_decided) == (False, True, True)
    verdicts = dict(reading.verdicts.values_list("theme_id", "outcome"))
    assert verdicts == {"PH3-T1": "removed", "PH3-T2": "added"}


def test_refusal_as_outside_the_themes_counts_as_a_decision_on_them(people: People) -> None:
    texts = {
        "title": "Réfection de la route du marché",
        "background": "La piste est coupée à chaque saison des pluies.",
        "objective": "Dresser les plans de la chaussée.",
        "expected_results": "Un dossier technique.",
    }
    row = world.request_in("triage", answers=texts)

    decision.decline_request(
        support_request=row, code="outside_themes", text="Non.", actor=people.manager.actor, now=NOW
    )

    reading = ThemeReading.objects.get(support_request=row)
    assert (reading.in_scope_found, reading.in_scope_decided, reading.main_agreed) == (False, False, True)


# --- Approval -----------------------------------------------------------------------------------------------


def approve(row: SupportRequest, person: Any, now: Any = NOW) -> SupportRequest:
    return decision.approve_request(support_request=row, note="", actor=person.actor, now=now)


def test_ten_expert_days_need_one_approval(people: People) -> None:
    row = approve(world.request_in("decision", position={"days": 10}), people.manager)

    assert (row.state, row.approved_days, row.decided_at) == ("matching", 10, NOW)
    assert row.as_agreed["title"] == row.title
    assert row.terms.get().state == "draft"


def test_eleven_expert_days_need_two_people(people: People, reasons: Reasons) -> None:
    row = approve(world.request_in("decision", position={"days": 11}), people.manager)

    assert (row.state, row.decided_at, row.as_agreed) == ("decision", None, {})
    assert reasons(lambda: approve(row, people.manager)) == [("approved_by_you", "")]
    assert approve(row, people.manager2).state == "matching"


def test_days_of_all_positions_together_decide_the_size(people: People) -> None:
    row = world.request_in("decision", positions=2, position={"days": 6})

    assert approve(row, people.manager).state == "decision"


def test_approving_without_positions_is_blocked(people: People, reasons: Reasons) -> None:
    row = world.request_in("decision", positions=0)

    assert reasons(lambda: approve(row, people.manager)) == [("no_positions", "")]


def test_approval_of_a_smaller_request_does_not_count_for_a_bigger_one(people: People) -> None:
    row = approve(world.request_in("decision", position={"days": 12}), people.manager)
    change_position(position=row.positions.get(), values={"days": 18}, actor=people.manager2.actor, now=NOW)

    row = approve(row, people.manager2)

    assert (row.state, row.approved_days) == ("decision", 18)


def test_whoever_approved_another_size_may_approve_the_one_in_force(people: People) -> None:
    row = approve(world.request_in("decision", position={"days": 12}), people.manager)
    change_position(position=row.positions.get(), values={"days": 18}, actor=people.manager2.actor, now=NOW)
    row = approve(row, people.manager2)

    row = approve(row, people.manager)

    assert row.state == "matching"


# --- Refusal and review -------------------------------------------------------------------------------------


def ask_review(row: SupportRequest, people: People, now: Any = NOW) -> SupportRequest:
    return decision.ask_review(support_request=row, reason="Huit jours.", actor=people.focal.actor, now=now)


def test_declining_needs_a_known_reason(people: People) -> None:
    with pytest.raises(InvalidInput):
        decision.decline_request(
            support_request=world.request_in("triage"),
            code="bad_mood",
            text="Non.",
            actor=people.manager.actor,
            now=NOW,
        )


def test_review_can_be_asked_until_the_thirtieth_day(people: People, reasons: Reasons) -> None:
    row, last = world.request_in("declined"), NOW + timedelta(days=30)

    assert reasons(lambda: ask_review(row, people, now=last + timedelta(seconds=1))) == [
        ("review_period_over", "")
    ]
    row = ask_review(row, people, now=last)
    assert (row.state, row.officer, row.closed_at, row.review_round) == ("triage", None, None, 1)


def declined_again(people: People) -> SupportRequest:
    """A request that was reviewed and declined a second time, more than a month later."""
    row = ask_review(world.request_in("declined"), people)
    return decision.decline_request(
        support_request=row, code="too_long", text="Non.", actor=people.manager2.actor, now=NOW
    )


def test_second_review_and_late_review_are_both_told(people: People, reasons: Reasons) -> None:
    row = declined_again(people)

    assert reasons(lambda: ask_review(row, people, now=NOW + timedelta(days=31))) == [
        ("reviewed_once", ""),
        ("review_period_over", ""),
    ]


def test_review_is_not_given_to_whoever_declined(people: People) -> None:
    row = ask_review(world.request_in("declined"), people)

    with pytest.raises(InvalidInput) as refusal:
        assign(row, people.manager.user.email, people)
    row = assign(row, people.manager2.user.email, people)

    assert refusal.value.errors["officer"][0].code == "same_officer"
    assert row.officer == people.manager2.user


@pytest.mark.parametrize("came_from", ["triage", "theme_check", "decision"])
def test_whoever_declined_cannot_decline_or_take_over_the_review_later(
    came_from: str, people: People
) -> None:
    """The review is another officer's, at every stage until the decision."""
    row = ask_review(world.request_in("declined"), people)
    row = assign(row, people.manager2.user.email, people)
    colleague = people.manager2.actor
    if came_from != "triage":
        row = triage.pass_triage(support_request=row, checklist=world.all_checked(), actor=colleague, now=NOW)
    if came_from == "decision":
        row = triage.confirm_themes(
            support_request=row, main="PH3-T1", further=[], reason="", actor=colleague, now=NOW
        )

    with pytest.raises(InvalidInput):
        assign(row, people.manager.user.email, people)
    with pytest.raises(Blocked):
        decision.decline_request(
            support_request=row, code="too_long", text="Non.", actor=people.manager.actor, now=NOW
        )


def test_case_is_given_to_managers_only(people: People) -> None:
    with pytest.raises(InvalidInput):
        assign(world.request_in("triage"), people.steering.user.email, people)


def test_review_starts_a_new_round_of_approvals(people: People) -> None:
    row = approve(world.request_in("decision", position={"days": 12}), people.manager)
    row = decision.decline_request(
        support_request=row, code="too_long", text="Non.", actor=people.manager.actor, now=NOW
    )
    row = assign(ask_review(row, people), people.manager2.user.email, people)
    row = triage.pass_triage(
        support_request=row, checklist=world.all_checked(), actor=people.manager2.actor, now=NOW
    )
    row = triage.confirm_themes(
        support_request=row, main="PH3-T1", further=[], reason="", actor=people.manager2.actor, now=NOW
    )

    row = approve(row, people.manager2)
    assert row.state == "decision"
    row = approve(row, people.manager)

    assert row.state == "matching"
    assert sorted(Approval.objects.values_list("round", flat=True)) == [0, 1, 1]


def assign(row: SupportRequest, officer: str, people: People) -> SupportRequest:
    return triage.assign_officer(support_request=row, officer=officer, actor=people.manager2.actor, now=NOW)


# --- Terms follow -------------------------------------------------------------------------------------------


def test_new_version_needs_an_approved_request(people: People, reasons: Reasons) -> None:
    row = world.request_in("decision")

    told = reasons(lambda: terms.new_version(support_request=row, actor=people.manager.actor, now=NOW))

    assert told == [("terms_closed", "")]


def test_positions_over_before_offers_are_sent_block_sending(people: People, reasons: Reasons) -> None:
    row = world.request_in("matching", positions=2, position={"days": 4})
    late = NOW.replace(month=6, day=15)
    assert date(2026, 6, 15) > world.MISSION_END

    told = reasons(lambda: offers.send_offers(support_request=row, actor=people.manager.actor, now=late))

    assert told == [
        ("no_reserve", "positions.1"),
        ("position_over", "positions.1"),
        ("no_reserve", "positions.2"),
        ("position_over", "positions.2"),
    ]
