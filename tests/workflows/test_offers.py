"""The cascade: an ordered list is asked one after the other, and the country has its say beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.errors import Blocked, InvalidInput, NotAllowed
from core.outbox import relay
from requests_app.models import SupportRequest
from tests import world
from tests.world import MISSION_END, NOW, People, Plan
from workflows.handlers import HANDLERS
from workflows.models import Offer
from workflows.services import consultations, control, objections, offers, sweeps, terms, triage
from workflows.states import IdentityProof

Reasons = Callable[[Callable[[], object]], list[tuple[str, str]]]

pytestmark = pytest.mark.django_db


def asked(row: SupportRequest) -> list[tuple[int, str]]:
    """Who was asked, in which order, and what came of it."""
    return list(row.offers.order_by("id").values_list("expert_id", "state"))


def reserve_of(row: SupportRequest, number: int = 1) -> list[int]:
    entries = row.positions.get(number=number).shortlists.latest().entries.exclude(reserve_order=None)
    return list(entries.order_by("reserve_order").values_list("expert_id", flat=True))


def say_no(offer: Offer) -> Offer:
    return offers.decline_offer(
        offer=offer, code="not_available", text="", actor=world.holder_of(offer), now=NOW
    )


def state_of(row: SupportRequest) -> str:
    row.refresh_from_db()
    return str(row.state)


# --- Asking -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("urgency", "hours"), [("normal", 48), ("urgent", 24), ("crisis", 24)])
def test_first_of_the_list_is_asked_and_has_time_by_urgency(urgency: str, hours: int) -> None:
    row, offer = world.request_and_offer(answers={"urgency": urgency})

    assert asked(row) == [(reserve_of(row)[0], "sent")]
    assert offer.deadline == NOW + timedelta(hours=hours)


def test_silence_asks_the_next_and_then_gives_the_list_back() -> None:
    row, offer = world.request_and_offer()
    first, second = reserve_of(row)

    assert sweeps.expire_offers(now=offer.deadline - timedelta(seconds=1)) == 0
    assert sweeps.expire_offers(now=offer.deadline) == 1
    assert asked(row) == [(first, "expired"), (second, "sent")]
    assert sweeps.expire_offers(now=offer.deadline) == 0

    sweeps.expire_offers(now=offer.deadline + offers.TIME_TO_ANSWER)
    assert asked(row) == [(first, "expired"), (second, "expired")]
    assert state_of(row) == "matching"


def test_time_given_back_by_a_hold_counts_for_a_sweep_that_looked_before() -> None:
    row, offer = world.request_and_offer()
    seen_by_the_sweep, deadline = Offer.objects.get(pk=offer.pk), offer.deadline
    world.hold(row, Plan())
    control.resume_request(support_request=row, actor=world.actor_of("manager"), now=NOW + timedelta(hours=1))

    with pytest.raises(Blocked) as refusal:
        offers.expire_offer(offer=seen_by_the_sweep, now=deadline)

    assert [reason.code for reason in refusal.value.reasons] == ["too_early"]


def test_refusal_asks_the_next_at_once() -> None:
    row, offer = world.request_and_offer()

    say_no(offer)

    assert [state for _expert, state in asked(row)] == ["declined", "sent"]


def test_two_are_asked_at_a_time_and_each_refusal_is_followed_by_one_more() -> None:
    row, offer = world.request_and_offer(reserve=4, parallel=2)
    assert [state for _expert, state in asked(row)] == ["sent", "sent"]

    say_no(offer)

    assert [state for _expert, state in asked(row)] == ["declined", "sent", "sent"]


def test_first_to_accept_has_the_position_and_the_parallel_offer_is_taken_back() -> None:
    row, offer = world.request_and_offer(reserve=3, parallel=2)
    other = row.offers.get(state="sent", pk__gt=offer.pk)

    world.accept(other)

    assert [state for _expert, state in asked(row)] == ["retracted", "accepted"]


def asked_for_both(**position: object) -> SupportRequest:
    """Two positions of one request with the same reserve of two; the second may have dates of its own."""
    row = world.request_in("matching", positions=2, position={"days": 4})
    row.positions.filter(number=2).update(**position)
    named = [world.expert().pk, world.expert().pk]
    for place in row.positions.all():
        world.order_reserve(place, named)
    return offers.send_offers(support_request=row, actor=world.actor_of("manager"), now=NOW)


def test_who_accepts_one_position_is_not_waited_for_in_another_of_the_same_days() -> None:
    row = asked_for_both()
    first, second = reserve_of(row)

    world.accept(row.offers.get(position__number=1))

    assert asked(row) == [(first, "accepted"), (first, "retracted"), (second, "sent")]


def test_who_accepts_one_position_may_still_accept_another_of_other_days() -> None:
    row = asked_for_both(start=MISSION_END + timedelta(days=30), end=MISSION_END + timedelta(days=40))

    world.accept(row.offers.get(position__number=1))

    assert [state for _expert, state in asked(row)] == ["accepted", "sent"]


def test_exhausted_list_of_one_position_waits_for_the_open_offers_of_another() -> None:
    row = world.request_in("offering", positions=2, reserve=1, position={"days": 4})
    one, other = row.offers.order_by("id")

    say_no(one)
    assert state_of(row) == "offering"
    say_no(other)

    assert state_of(row) == "matching"


def test_accepted_position_is_kept_when_another_list_is_exhausted() -> None:
    row = world.request_in("offering", positions=2, reserve=1, position={"days": 4})
    one, other = row.offers.order_by("id")

    world.accept(one)
    say_no(other)

    assert state_of(row) == "matching"
    assert [state for _expert, state in asked(row)] == ["accepted", "declined"]
    world.order_reserve(row.positions.get(number=2), [world.expert().pk])
    row = offers.send_offers(support_request=row, actor=world.actor_of("manager"), now=NOW)
    assert [state for _expert, state in asked(row)] == ["accepted", "declined", "sent"]


def test_new_reserve_while_offering_does_not_ask_anybody_for_a_filled_position() -> None:
    row = world.request_in("offering", positions=2, position={"days": 4})
    world.accept(row.offers.order_by("id").first())

    world.order_reserve(row.positions.get(number=1), [world.expert().pk])

    assert not row.offers.open().filter(position__number=1).exists()


def test_sending_again_asks_only_people_of_the_new_list(people: People) -> None:
    row, offer = world.request_and_offer(reserve=1)
    say_no(offer)
    row.refresh_from_db()
    fresh = world.order_reserve(row.positions.get(), [world.expert().pk])

    row = offers.send_offers(support_request=row, actor=people.manager.actor, now=NOW)

    assert [expert for expert, _state in asked(row)][-1:] == fresh
    assert row.consultations.count() == 2
    assert row.consultations.filter(state="shown").count() == 1


def test_list_of_which_everybody_was_asked_cannot_be_sent_again(people: People, reasons: Reasons) -> None:
    row, offer = world.request_and_offer(reserve=1)
    say_no(offer)
    row.refresh_from_db()

    told = reasons(lambda: offers.send_offers(support_request=row, actor=people.manager.actor, now=NOW))

    assert told == [("no_reserve", "positions.1")]


# --- Answering ----------------------------------------------------------------------------------------------


def test_answer_after_the_deadline_is_refused(reasons: Reasons) -> None:
    _row, offer = world.request_and_offer()

    assert reasons(lambda: world.accept(offer, now=offer.deadline)) == [("deadline_passed", "")]
    assert world.accept(offer, now=offer.deadline - timedelta(seconds=1)).state == "accepted"


def test_acceptance_needs_the_declaration_on_conflicts() -> None:
    _row, offer = world.request_and_offer()

    with pytest.raises(InvalidInput) as refusal:
        offers.accept_offer(
            offer=offer, no_conflict=False, declaration="", actor=world.holder_of(offer), now=NOW
        )

    assert set(refusal.value.errors) == {"no_conflict"}


def test_offer_is_answered_by_its_expert_alone(people: People) -> None:
    _row, offer = world.request_and_offer()

    for actor in (people.expert.actor, world.expert_actor(offer.expert_id + 1)):
        with pytest.raises(NotAllowed):
            offers.accept_offer(offer=offer, no_conflict=True, declaration="", actor=actor, now=NOW)


def test_offer_that_ended_cannot_be_answered_any_more(reasons: Reasons) -> None:
    row, offer = world.request_and_offer()
    world.withdraw(row, Plan())

    assert reasons(lambda: world.accept(offer)) == [("wrong_state", "")]


def test_acceptance_on_hold_is_refused_for_the_hold_and_not_for_the_time(reasons: Reasons) -> None:
    row, offer = world.request_and_offer()
    world.hold(row, Plan())

    assert reasons(lambda: world.accept(offer, now=offer.deadline)) == [("not_offering", "")]


def test_everything_in_the_way_of_an_acceptance_is_told_at_once(reasons: Reasons) -> None:
    """Two missions at the same time, one of them accepted, and the answer to the other comes too late."""
    asked_twice = world.expert().pk
    for _number in range(2):
        row = world.request_in("matching")
        world.order_reserve(row.positions.get(), [asked_twice])
        offers.send_offers(support_request=row, actor=world.actor_of("manager"), now=NOW)
    one, other = Offer.objects.filter(expert_id=asked_twice)
    world.accept(one)

    told = reasons(lambda: world.accept(other, now=other.deadline))

    assert told == [("deadline_passed", ""), ("overlapping", "")]


def test_expert_with_a_mission_at_the_time_is_not_asked() -> None:
    taken = world.expert().pk
    busy = world.request_in("matching")
    world.order_reserve(busy.positions.get(), [taken])
    row = world.request_in("matching")
    world.order_reserve(row.positions.get(), [taken, world.expert().pk])
    busy = offers.send_offers(support_request=busy, actor=world.actor_of("manager"), now=NOW)
    world.accept(busy.offers.get())

    row = offers.send_offers(support_request=row, actor=world.actor_of("manager"), now=NOW)

    assert asked(row) == [(reserve_of(row)[1], "sent")]


def test_opening_an_offer_twice_is_no_news() -> None:
    row, offer = world.request_and_offer()
    offer = offers.see_offer(offer=offer, actor=world.holder_of(offer), now=NOW)
    row.refresh_from_db()
    events = row.journal_sequence

    offer = offers.see_offer(offer=offer, actor=world.holder_of(offer), now=NOW + timedelta(hours=1))

    row.refresh_from_db()
    assert (offer.state, offer.seen_at, row.journal_sequence) == ("seen", NOW, events)


# --- The country --------------------------------------------------------------------------------------------


def test_country_is_shown_candidates_without_names() -> None:
    row, offer = world.request_and_offer()

    shown = row.consultations.get().shown

    [position] = shown["positions"]
    assert len(position["candidates"]) == 2
    assert set(position["candidates"][0]) == {"entry", "label", "category", "headline", "languages"}
    assert offer.expert.name not in str(shown)


def test_silence_of_the_country_is_consent() -> None:
    row, offer = world.request_and_offer()
    world.accept(offer)
    due = row.consultations.get().due_at

    assert sweeps.lapse_consultations(now=due - timedelta(seconds=1)) == 0
    assert state_of(row) == "offering"
    assert sweeps.lapse_consultations(now=due) == 1
    assert state_of(row) == "terms"


def test_country_that_agrees_before_anybody_accepted_does_not_hold_the_team_up() -> None:
    row, offer = world.request_and_offer()
    consultations.agree_shortlist(
        consultation=row.consultations.get(), actor=world.actor_of("focal_point"), now=NOW
    )
    assert state_of(row) == "offering"

    world.accept(offer)

    assert state_of(row) == "terms"


def objection(row: SupportRequest, index: int = 0) -> consultations.Consultation:
    shown = row.consultations.get()
    label = shown.shown["positions"][0]["candidates"][index]["label"]
    return consultations.object_to_candidates(
        consultation=shown,
        labels=[f"1{label}"],
        reason="Mission précédente.",
        actor=world.actor_of("focal_point"),
        now=NOW,
    )


def settle(objected: consultations.Consultation, *, upheld: bool) -> consultations.Consultation:
    return objections.settle_objection(
        consultation=objected, upheld=upheld, reason="Vu.", actor=world.actor_of("manager"), now=NOW
    )


def test_objection_that_is_upheld_takes_the_candidate_back_and_asks_the_next() -> None:
    row, _offer = world.request_and_offer()
    first, second = reserve_of(row)

    settle(objection(row), upheld=True)

    assert asked(row) == [(first, "retracted"), (second, "sent")]


def test_objection_that_is_upheld_releases_who_had_accepted() -> None:
    row, offer = world.request_and_offer()
    world.accept(offer)

    settle(objection(row), upheld=True)

    assert [state for _expert, state in asked(row)] == ["released", "sent"]
    assert state_of(row) == "offering"


def test_objection_that_is_upheld_against_the_last_candidate_gives_the_list_back() -> None:
    row, _offer = world.request_and_offer(reserve=1)

    settle(objection(row), upheld=True)

    assert state_of(row) == "matching"


def test_candidate_objected_to_in_time_is_not_asked_later() -> None:
    row, offer = world.request_and_offer()

    settle(objection(row, index=1), upheld=True)
    say_no(offer)

    assert state_of(row) == "matching"
    assert [state for _expert, state in asked(row)] == ["declined"]


def test_objection_that_is_dismissed_lets_the_team_go_on() -> None:
    row, offer = world.request_and_offer()
    world.accept(offer)
    objected = objection(row)
    assert state_of(row) == "offering"

    settle(objected, upheld=False)

    assert state_of(row) == "terms"


def test_objection_names_candidates_that_were_shown() -> None:
    row, _offer = world.request_and_offer()

    with pytest.raises(InvalidInput):
        consultations.object_to_candidates(
            consultation=row.consultations.get(),
            labels=["1ZZ"],
            reason="x",
            actor=world.actor_of("focal_point"),
            now=NOW,
        )


# --- Somebody drops out -------------------------------------------------------------------------------------


def release(row: SupportRequest, people: People) -> Offer:
    return offers.release_expert(
        offer=row.offers.accepted().get(), reason="Malade.", actor=people.manager.actor, now=NOW
    )


@pytest.mark.parametrize("state", ["terms", "mobilisation"])
def test_expert_released_before_leaving_opens_matching_again(state: str, people: People) -> None:
    row = world.request_in(state)

    release(row, people)

    assert state_of(row) == "matching"
    assert row.deployments.get().state == "cancelled"


def test_release_while_offering_asks_the_next(people: People) -> None:
    row, offer = world.request_and_offer()
    world.accept(offer)

    release(row, people)

    assert state_of(row) == "offering"
    assert [state for _expert, state in asked(row)] == ["released", "sent"]


def states_of_terms(row: SupportRequest) -> dict[int, str]:
    return dict(row.terms.values_list("number", "state"))


def test_team_formed_after_a_release_signs_a_new_version(people: People) -> None:
    row = world.request_in("mobilisation")
    signed = row.terms.get()
    release(row, people)
    row.refresh_from_db()
    world.order_reserve(row.positions.get(), [world.expert().pk])
    row = offers.send_offers(support_request=row, actor=people.manager.actor, now=NOW)

    row = world.agree_team(row, Plan())

    assert states_of_terms(row) == {signed.number: "signed", signed.number + 1: "in_review"}
    assert world.sign_both(row, Plan()).state == "mobilisation"
    assert states_of_terms(row) == {signed.number: "superseded", signed.number + 1: "signed"}
    assert row.deployments.preparing().count() == 1


def test_half_signed_terms_are_not_signed_by_the_other_side_after_a_release(people: People) -> None:
    row = world.sign(world.request_in("terms"), people.focal.actor)
    paper = row.terms.get()
    release(row, people)

    with pytest.raises(Blocked):
        terms.sign_amendment(
            terms=paper,
            content_hash=paper.content_hash,
            proof=IdentityProof.PASSWORD,
            actor=people.manager.actor,
            now=NOW,
        )


def test_expert_on_mission_is_not_released(people: People, reasons: Reasons) -> None:
    row = world.request_in("deployed")

    assert reasons(lambda: release(row, people)) == [("already_left", "")]


# --- Ending early -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", [world.withdraw, world.cancel])
@pytest.mark.parametrize("state", ["offering", "terms", "mobilisation"])
def test_withdrawal_and_cancellation_stand_everything_down(
    state: str, leave: Callable[[SupportRequest, Plan], SupportRequest]
) -> None:
    row = leave(world.request_in(state, parallel=2), Plan())

    assert not row.offers.filter(state__in=["draft", "sent", "seen", "accepted"]).exists()
    assert not row.consultations.filter(state__in=["shown", "objected"]).exists()
    assert not row.deployments.exclude(state="cancelled").exists()


def test_cancelling_a_mission_under_way_ends_it() -> None:
    row = world.cancel(world.request_in("deployed"), Plan())

    assert [(d.state, d.actual_end) for d in row.deployments.all()] == [("ended", NOW.date())]


def test_expert_of_a_withdrawn_request_can_be_asked_elsewhere() -> None:
    one, offer = world.request_and_offer()
    world.accept(offer)
    world.withdraw(one, Plan())
    row = world.request_in("matching")
    world.order_reserve(row.positions.get(), [offer.expert_id])

    row = offers.send_offers(support_request=row, actor=world.actor_of("manager"), now=NOW)

    assert asked(row) == [(offer.expert_id, "sent")]


# --- On hold ------------------------------------------------------------------------------------------------


def resume(row: SupportRequest, after: timedelta) -> SupportRequest:
    return control.resume_request(support_request=row, actor=world.actor_of("manager"), now=NOW + after)


@pytest.mark.parametrize(
    "state",
    [
        "submitted",
        "triage",
        "question",
        "theme_check",
        "decision",
        "matching",
        "offering",
        "terms",
        "mobilisation",
        "deployed",
        "reporting",
    ],
)
def test_request_resumes_where_it_was_held(state: str) -> None:
    row = world.hold(world.request_in(state), Plan())

    row = resume(row, timedelta(days=3))

    assert row.state == state


def test_question_that_was_held_still_returns_to_where_it_came_from(people: People) -> None:
    row = resume(world.hold(world.request_in("question", came_from="theme_check"), Plan()), timedelta(days=1))

    row = triage.answer_question(
        support_request=row, text="Douze.", answers=None, actor=people.focal.actor, now=NOW
    )

    assert row.state == "theme_check"


def test_time_on_hold_is_added_to_what_was_left_to_answer() -> None:
    row, offer = world.request_and_offer()
    shown, held = row.consultations.get(), timedelta(days=10)

    row = resume(world.hold(row, Plan()), held)

    assert row.offers.get().deadline == offer.deadline + held
    assert row.consultations.get().due_at == shown.due_at + held


def test_nothing_expires_on_hold() -> None:
    row, offer = world.request_and_offer()
    world.hold(row, Plan())
    long_after = offer.deadline + timedelta(days=90)

    assert sweeps.run_sweeps(now=long_after) == 0
    assert asked(row)[0][1] == "sent"


def test_held_mission_cannot_be_withdrawn_after_departure(people: People, reasons: Reasons) -> None:
    row = world.hold(world.request_in("deployed"), Plan())

    assert reasons(lambda: world.withdraw(row, Plan())) == [("after_departure", "")]


# --- One expert, two requests -------------------------------------------------------------------------------


def test_who_accepts_a_mission_is_not_waited_for_in_another_request_of_the_same_days() -> None:
    first, mine = world.request_and_offer()
    second = world.request_in("matching")
    other_expert = world.expert().pk
    world.order_reserve(second.positions.get(), [mine.expert_id, other_expert])
    offers.send_offers(support_request=second, actor=world.actor_of("manager"), now=NOW)

    world.accept(mine)
    relay(HANDLERS, now=NOW)

    assert asked(second) == [(mine.expert_id, "retracted"), (other_expert, "sent")]
    assert second.offers.earliest("id").closing_reason == "accepted_another"
