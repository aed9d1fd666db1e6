"""Answers to offers keep people out of later searches, as the rules say, until it is over or a manager lifts it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.errors import Blocked, Conflict, NotAllowed
from core.models import JournalEvent
from programme.models import CoolDownRule
from requests_app.models import Position
from tests import world
from tests.world import NOW, Plan
from workflows.models import Offer
from workflows.selectors.cool_downs import cool_downs_for, pauses_of
from workflows.services import offers
from workflows.services.cool_downs import lift_cool_down
from workflows.services.matching import rank_for

pytestmark = pytest.mark.django_db


def declined(code: str) -> Offer:
    """An offer that was declined for this reason; nobody else is asked."""
    _row, offer = world.request_and_offer(reserve=1)
    return offers.decline_offer(offer=offer, code=code, text="", actor=world.holder_of(offer), now=NOW)


def another(**position: object) -> Position:
    """The position of another request of the same country and institution."""
    return world.request_in("matching", position=position, country="SN").positions.get()


def kept_out(offer: Offer, position: Position, days: int = 0) -> bool:
    return offer.expert_id in cool_downs_for(position, now=NOW + timedelta(days=days))


OTHER_DAYS = {"start": date(2026, 9, 1), "end": date(2026, 9, 30)}


def test_each_reason_keeps_out_of_its_own_searches_for_its_own_time() -> None:
    same_days, other_days = another(), another(**OTHER_DAYS)
    abroad = world.request_in("matching", country="CV", position=OTHER_DAYS).positions.get()

    expected = {
        "not_available": ([same_days], [other_days, abroad], None),
        "personal": ([same_days, other_days, abroad], [], 30),
        "security": ([same_days, other_days], [abroad], 180),
        "conflict_of_interest": ([same_days, other_days], [abroad], 730),
        "other": ([], [same_days, other_days, abroad], None),
    }
    for code, (out_of, free_for, days) in expected.items():
        offer = declined(code)
        assert all(kept_out(offer, position) for position in out_of), code
        assert not any(kept_out(offer, position) for position in free_for), code
        assert kept_out(offer, offer.position), code
        if days:
            assert kept_out(offer, offer.position, days=days), code
            assert not kept_out(offer, offer.position, days=days + 1), code


def test_who_says_it_is_not_their_field_is_kept_out_of_that_field_alone() -> None:
    offer = declined("not_my_field")
    offer.position.expertise.set(["EX-DAT-01"])
    same, other = another(**OTHER_DAYS), another(**OTHER_DAYS)
    same.expertise.set(["EX-DAT-01", "EX-BOR-06"])
    other.expertise.set(["EX-BOR-06"])

    assert (kept_out(offer, same), kept_out(offer, other)) == (True, False)


def test_silence_keeps_out_of_the_same_request_for_a_week() -> None:
    row, offer = world.request_and_offer(reserve=1)
    silent = offers.expire_offer(offer=offer, now=offer.deadline)

    assert kept_out(silent, row.positions.get(), days=9)
    assert not kept_out(silent, row.positions.get(), days=10)


def test_the_ranking_says_why_and_a_changed_rule_holds_at_once() -> None:
    offer = declined("personal")
    position = another(**OTHER_DAYS)

    def barriers() -> list[tuple[str, str]]:
        _need, _weights, ranking = rank_for(position, now=NOW)
        mine = next(found for found in ranking.assessments if found.expert_id == offer.expert_id)
        return [(barrier.code, str(barrier.params["until"])) for barrier in mine.failed]

    assert barriers() == [("cool_down", "2026-04-01")]

    CoolDownRule.objects.filter(pk="personal").update(days=10)
    assert barriers() == [("cool_down", "2026-03-12")]

    CoolDownRule.objects.filter(pk="personal").delete()
    assert barriers() == []


def test_a_manager_lifts_a_pause_once_and_with_a_reason() -> None:
    offer = declined("personal")
    position, manager = another(**OTHER_DAYS), world.actor_of("manager")

    lift_cool_down(offer=offer, reason="Called: free again.", actor=manager, now=NOW)

    assert not kept_out(offer, position)
    assert pauses_of(offer.expert_id, now=NOW) == []
    told = JournalEvent.objects.get(verb="expert.cool_down_lifted")
    assert (told.chain, told.data["reason"]) == (offer.expert.chain, "Called: free again.")
    with pytest.raises(Conflict):
        lift_cool_down(offer=offer, reason="Twice.", actor=manager, now=NOW)


def test_only_managers_lift_and_only_what_was_answered() -> None:
    row, offer = world.request_and_offer()

    with pytest.raises(NotAllowed):
        lift_cool_down(offer=offer, reason="Me.", actor=world.holder_of(offer), now=NOW)
    with pytest.raises(Blocked):
        lift_cool_down(offer=offer, reason="Open.", actor=world.actor_of("manager"), now=NOW)


def test_who_is_paused_is_not_put_on_a_reserve() -> None:
    offer = declined("personal")
    row = world.request_in("matching")
    position = row.positions.get()
    world.order_reserves(row, Plan(reserve=1))

    entry = position.shortlists.latest().entries.get(expert_id=offer.expert_id)

    assert not entry.eligible
