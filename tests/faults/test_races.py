"""Two people do the same thing at the same moment: one of them is first, the other one is told.

Each race is run many times with two real connections. On SQLite, where writers queue behind each other, a few
rounds show that nobody meets a locked database.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from core import outbox
from core.actors import Actor
from core.errors import Blocked, Conflict, DeskError
from core.models import OutboxMessage, ReferenceCounter
from core.references import next_reference
from requests_app.models import SupportRequest
from tests import world
from tests.world import NOW, Plan
from workflows.models import Deployment, Offer, Signature
from workflows.services import decision, deployments, intake, link_keys, matching, offers, sweeps, triage

ROUNDS, ROUNDS_ON_SQLITE = 30, 3
FEW = 8  # rounds where what is raced for takes long to make

AtOnce = Callable[..., list[object]]
Move = Callable[[SupportRequest, Actor], object]


@pytest.fixture
def rounds() -> range:
    return range(ROUNDS if connection.vendor == "postgresql" else ROUNDS_ON_SQLITE)


@pytest.fixture(autouse=True)
def _people(shared_database: None) -> None:
    world.people()


def start_triage(row: SupportRequest, actor: Actor) -> object:
    return triage.start_triage(support_request=row, actor=actor, now=NOW)


def approve(row: SupportRequest, actor: Actor) -> object:
    return decision.approve_request(support_request=row, note="", actor=actor, now=NOW)


def decline(row: SupportRequest, actor: Actor) -> object:
    return decision.decline_request(
        support_request=row, code="too_long", text="Trop long.", actor=actor, now=NOW
    )


def copies(row: Any) -> tuple[Any, Any]:
    """What two processes have: a copy of the row each."""
    return type(row).objects.get(pk=row.pk), type(row).objects.get(pk=row.pk)


def winner_and_loser(results: list[object]) -> tuple[Any, DeskError]:
    """Exactly one call succeeded, and the other one was refused in words."""
    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) == 1, results
    assert isinstance(refused[0], DeskError), repr(refused[0])
    return next(result for result in results if result is not refused[0]), refused[0]


def assert_journal_is_whole() -> None:
    call_command("verify_journal", stdout=io.StringIO())


@pytest.mark.parametrize(
    ("state", "first", "second", "ends_in"),
    [
        ("submitted", start_triage, start_triage, {"triage"}),
        ("decision", approve, approve, {"matching"}),
        ("decision", decline, decline, {"declined"}),
        ("decision", approve, decline, {"matching", "declined"}),
    ],
    ids=["take the case", "approve", "decline", "approve and decline"],
)
def test_one_of_two_managers_wins_and_the_other_is_told_why(
    state: str, first: Move, second: Move, ends_in: set[str], at_once: AtOnce, rounds: range
) -> None:
    one, other = world.person("manager").actor, world.person("manager2").actor
    for _round in rounds:
        row = world.request_in(state)
        mine, theirs = copies(row)

        winner, refusal = winner_and_loser(
            at_once(lambda mine=mine: first(mine, one), lambda theirs=theirs: second(theirs, other))
        )

        row.refresh_from_db()
        assert row.state in ends_in
        assert (row.version, row.state) == (winner.version, winner.state)
        assert isinstance(refusal, Blocked)
        assert [reason.code for reason in refusal.reasons] == ["wrong_state"]
        assert "is not possible while" in str(refusal.detail)
    assert_journal_is_whole()


def test_two_second_approvals_at_once_count_once(at_once: AtOnce, rounds: range) -> None:
    one, other = world.person("manager").actor, world.person("manager2").actor
    for _round in rounds:
        row = world.request_in("decision", position={"days": 15})
        mine, theirs = copies(row)

        results = at_once(lambda mine=mine: approve(mine, one), lambda theirs=theirs: approve(theirs, other))

        assert {result.state for result in results} == {"decision", "matching"}  # type: ignore[attr-defined]
        assert row.approvals.count() == 2
        assert row.terms.count() == 1
    assert_journal_is_whole()


def test_first_of_two_experts_who_accept_has_the_position(at_once: AtOnce, rounds: range) -> None:
    for _round in rounds:
        row = world.request_in("offering", parallel=2)
        one, other = row.offers.open().order_by("id")

        winner, refusal = winner_and_loser(
            at_once(lambda one=one: world.accept(one), lambda other=other: world.accept(other))
        )

        assert winner.state == "accepted"
        assert isinstance(refusal, Blocked)
        assert sorted(row.offers.values_list("state", flat=True)) == ["accepted", "retracted"]
    assert_journal_is_whole()


def two_missions_of_one_expert() -> tuple[Offer, Offer]:
    """Two requests with the same dates that ask the same person first."""
    asked = world.expert().pk
    for _number in range(2):
        row = world.request_in("matching")
        world.order_reserve(row.positions.get(), [asked, world.expert().pk])
        offers.send_offers(support_request=row, actor=world.actor_of("manager"), now=NOW)
    one, other = Offer.objects.filter(expert_id=asked)
    return one, other


def test_expert_who_accepts_two_overlapping_missions_at_once_has_one(at_once: AtOnce, rounds: range) -> None:
    for _round in rounds:
        one, other = two_missions_of_one_expert()

        winner, refusal = winner_and_loser(
            at_once(lambda one=one: world.accept(one), lambda other=other: world.accept(other))
        )

        assert isinstance(refusal, Blocked)
        assert [reason.code for reason in refusal.reasons] == ["overlapping"]
        assert Offer.objects.accepted().filter(expert_id=winner.expert_id).count() == 1
    assert_journal_is_whole()


def test_two_managers_who_send_the_offers_at_once_ask_everybody_once(at_once: AtOnce, rounds: range) -> None:
    officer = world.actor_of("manager")
    for _round in rounds[:FEW]:
        row = world.request_in("matching")
        world.order_reserves(row, Plan())
        first, second = copies(row)

        results = at_once(
            lambda row=first: offers.send_offers(support_request=row, actor=officer, now=NOW),
            lambda row=second: offers.send_offers(support_request=row, actor=officer, now=NOW),
        )

        _winner, refused = winner_and_loser(results)
        assert isinstance(refused, Blocked)
        assert Offer.objects.filter(support_request=row).count() == 1


def test_of_two_browsers_that_open_a_link_at_once_one_holds_it(at_once: AtOnce, rounds: range) -> None:
    for _round in rounds[:FEW]:
        _row, offer = world.request_and_offer(reserve=1)

        keys = at_once(
            lambda offer=offer: link_keys.take_first(offer, now=NOW),
            lambda offer=offer: link_keys.take_first(offer, now=NOW),
        )

        assert sorted(map(bool, keys)) == [False, True]


def test_acceptance_and_expiry_at_once_leave_one_answer(at_once: AtOnce, rounds: range) -> None:
    for _round in rounds:
        row, offer = world.request_and_offer(reserve=1)
        last_moment = offer.deadline - timedelta(seconds=1)

        at_once(
            lambda offer=offer, now=last_moment: world.accept(offer, now=now),
            lambda offer=offer: sweeps.expire_offers(now=offer.deadline),
        )

        offer.refresh_from_db()
        row.refresh_from_db()
        assert (offer.state, row.state) in (("accepted", "offering"), ("expired", "matching"))
    assert_journal_is_whole()


def test_both_parties_who_sign_at_once_begin_mobilisation_once(at_once: AtOnce, rounds: range) -> None:
    country, office = world.actor_of("focal_point"), world.actor_of("manager")
    for _round in rounds:
        row = world.request_in("terms")
        mine, theirs = copies(row)

        results = at_once(
            lambda mine=mine: world.sign(mine, country), lambda theirs=theirs: world.sign(theirs, office)
        )

        assert {result.state for result in results} == {"terms", "mobilisation"}  # type: ignore[attr-defined]
        row.refresh_from_db()
        paper = row.terms.get()
        assert (row.state, paper.state) == ("mobilisation", "signed")
        assert Signature.objects.filter(terms=paper).count() == 2
    assert_journal_is_whole()


def test_withdrawal_and_acceptance_at_once_leave_nobody_waiting(at_once: AtOnce, rounds: range) -> None:
    for _round in rounds:
        row, offer = world.request_and_offer()

        at_once(
            lambda offer=offer: world.accept(offer),
            lambda row=row: world.withdraw(row, Plan()),
        )

        row.refresh_from_db()
        assert row.state == "withdrawn"
        assert not row.offers.filter(state__in=["draft", "sent", "seen", "accepted"]).exists()
    assert_journal_is_whole()


def test_departure_by_hand_and_by_the_calendar_happens_once(at_once: AtOnce, rounds: range) -> None:
    officer = world.actor_of("manager")
    for _round in rounds:
        row = world.request_in("mobilisation")
        deployment = world.make_ready(row.deployments.get())
        day = NOW.replace(month=5, day=4)

        at_once(
            lambda row=row, day=day: deployments.deploy_request(support_request=row, actor=officer, now=day),
            lambda day=day: sweeps.start_deployments(now=day),
        )

        row.refresh_from_db()
        assert row.state == "deployed"
        assert Deployment.objects.get(pk=deployment.pk).state == "deployed"
    assert_journal_is_whole()


def test_shortlist_and_answer_of_the_same_request_wait_for_each_other(at_once: AtOnce, rounds: range) -> None:
    officer = world.actor_of("manager")
    for _round in rounds:
        row, offer = world.request_and_offer()
        position = row.positions.get()

        results = at_once(
            lambda position=position: matching.make_shortlist(position=position, actor=officer, now=NOW),
            lambda offer=offer: offers.decline_offer(
                offer=offer, code="not_available", text="", actor=world.holder_of(offer), now=NOW
            ),
        )

        assert not [result for result in results if isinstance(result, Exception)]
    assert_journal_is_whole()


# --- Plumbing -----------------------------------------------------------------------------------------------


@pytest.fixture
def empty_outbox(_people: None) -> None:
    """Nothing to do but what the test publishes."""
    OutboxMessage.objects.all().delete()


def count_up(payload: Mapping[str, Any], now: Any) -> None:
    ReferenceCounter.objects.create(prefix="HND", year=payload["id"])


def test_two_workers_deliver_each_message_once(at_once: AtOnce, rounds: range, empty_outbox: None) -> None:
    handlers = {"told": count_up}
    for number in rounds:
        for message in range(6):
            outbox.publish("told", {"id": number * 6 + message}, now=NOW)

        results = at_once(*[lambda: outbox.relay(handlers, now=NOW)] * 3)
        late = outbox.relay(handlers, now=NOW + timedelta(hours=2))

        assert sum(results) + late == 6, results  # type: ignore[call-overload]
    assert ReferenceCounter.objects.filter(prefix="HND").count() == len(rounds) * 6
    assert not OutboxMessage.objects.exclude(last_error="").exists()


def test_two_workers_with_the_same_claim_deliver_once(
    at_once: AtOnce, rounds: range, empty_outbox: None
) -> None:
    handlers = {"told": count_up}
    for number in rounds:
        outbox.publish("told", {"id": number}, now=NOW)
        [message] = outbox.claim(now=NOW, limit=10)

        results = at_once(*[lambda message=message: outbox.deliver(message, handlers, now=NOW)] * 2)

        assert sorted(results) == [False, True]  # type: ignore[type-var]


def test_same_key_published_twice_at_once_is_one_message(at_once: AtOnce, rounds: range) -> None:
    for number in rounds:
        results = at_once(
            *[lambda key=f"mail:{number}": outbox.publish("told", {}, now=NOW, dedup_key=key)] * 2
        )

        assert results == [None, None]
        assert OutboxMessage.objects.filter(dedup_key=f"mail:{number}").count() == 1


def test_references_given_at_once_are_different_and_without_gaps(at_once: AtOnce, rounds: range) -> None:
    def take() -> str:
        with transaction.atomic():
            return next_reference("RCE", NOW)

    given: list[object] = []
    for _round in rounds:
        given += at_once(*[take] * 4)

    assert sorted(given) == [f"RCE-2026-{number:05d}" for number in range(1, len(rounds) * 4 + 1)]  # type: ignore[type-var]


def test_two_submissions_of_one_draft_use_one_reference(at_once: AtOnce, rounds: range) -> None:
    speaker = world.actor_of("focal_point")
    for _round in rounds:
        mine, theirs = copies(world.request_in("draft"))

        winner, refusal = winner_and_loser(
            at_once(
                *[
                    lambda row=row: intake.submit_request(support_request=row, actor=speaker, now=NOW)
                    for row in (mine, theirs)
                ]
            )
        )

        assert winner.state == "submitted"
        assert not isinstance(refusal, Conflict)
    given = SupportRequest.objects.exclude(reference=None).order_by("reference")
    numbers = [int(reference[-5:]) for reference in given.values_list("reference", flat=True)]
    assert numbers == list(range(1, len(rounds) + 1))
