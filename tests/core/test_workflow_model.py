"""The state of a row is moved by the machine alone, whatever happens around it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from core.errors import NotFound, Stale
from core.transitions import perform
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from tests import world
from tests.world import NOW
from workflows.actions import requests as actions
from workflows.models import Offer

pytestmark = pytest.mark.django_db


def test_state_cannot_be_assigned() -> None:
    row = world.request_in("submitted")

    with pytest.raises(AttributeError):
        row.state = RequestState.CLOSED

    assert row.state == "submitted"


def test_state_cannot_be_assigned_after_the_row_was_found_to_be_gone() -> None:
    row = world.request_in("draft")
    SupportRequest.objects.filter(pk=row.pk).delete()

    with pytest.raises(SupportRequest.DoesNotExist):
        row.refresh_from_db()

    assert row.state == "draft"
    with pytest.raises(AttributeError):
        row.state = RequestState.CLOSED
    other = world.request_in("submitted")
    with pytest.raises(AttributeError):
        other.state = RequestState.CLOSED


def test_refreshing_reads_the_state_of_the_database() -> None:
    row = world.request_in("submitted")
    copy = SupportRequest.objects.get(pk=row.pk)
    world.start_triage(row, world.Plan())

    copy.refresh_from_db(fields=["title"])
    assert copy.state == "submitted"

    copy.refresh_from_db()
    assert copy.state == "triage"


def test_refreshed_row_can_be_saved() -> None:
    row = world.request_in("submitted")
    copy = SupportRequest.objects.get(pk=row.pk)
    world.start_triage(row, world.Plan())

    copy.refresh_from_db(fields=["state"])
    copy.title = "Autre titre"
    copy.save(update_fields=["title"])

    copy.refresh_from_db()
    assert (copy.state, copy.title) == ("triage", "Autre titre")


@pytest.mark.django_db(transaction=True)
def test_refreshing_in_one_thread_does_not_open_the_state_in_another() -> None:
    row = world.request_in("submitted")
    over, attempts, opened = Event(), 0, []

    def refresh() -> None:
        copy = SupportRequest(pk=row.pk)
        while not over.is_set():
            with suppress(DatabaseError):  # the shared memory of SQLite may be locked
                copy.refresh_from_db()
        connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(refresh)
        while attempts < 50_000:
            attempts += 1
            with suppress(AttributeError):
                row.state = RequestState.CLOSED
                opened.append(attempts)
        over.set()

    assert opened == []
    assert row.state == "submitted"


@pytest.mark.parametrize("state", ["archived", "", "DRAFT"])
def test_database_refuses_a_state_that_nobody_knows(state: str) -> None:
    row = world.request_in("submitted")

    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRequest.objects.filter(pk=row.pk).update(state=state)


def test_database_refuses_a_submitted_request_without_reference() -> None:
    row = world.request_in("submitted")

    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRequest.objects.filter(pk=row.pk).update(reference=None)


def test_database_refuses_two_accepted_offers_of_one_position() -> None:
    row, offer = world.request_and_offer(parallel=2)
    world.accept(offer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(support_request=row).update(state="accepted")


# --- The door -----------------------------------------------------------------------------------------------


def test_moving_a_stale_copy_is_refused_and_says_so() -> None:
    row = world.request_in("submitted")
    seen = row.version
    world.start_triage(row, world.Plan())
    manager = world.actor_of("manager")

    with pytest.raises(Stale):
        perform(actions.HOLD, row, actor=manager, now=NOW, arguments={"reason": "x"}, expected_version=seen)


def test_moving_what_is_gone_is_not_found() -> None:
    row = world.request_in("draft")
    SupportRequest.objects.filter(pk=row.pk).delete()

    with pytest.raises(NotFound):
        perform(actions.SUBMIT, row, actor=world.actor_of("focal_point"), now=NOW)


def test_move_returns_a_fresh_row_and_writes_only_what_it_touched() -> None:
    row = world.request_in("submitted")
    SupportRequest.objects.filter(pk=row.pk).update(title="Changé entre-temps")

    moved = world.start_triage(row, world.Plan())

    assert moved is not row
    assert (moved.title, moved.state, moved.version) == ("Changé entre-temps", "triage", row.version + 1)
    assert moved.updated_at == NOW


def test_effect_that_fails_takes_the_whole_move_back() -> None:
    row = world.request_in("submitted")
    events = row.journal_sequence

    def explode(moved: SupportRequest) -> None:
        raise RuntimeError(moved.state)

    with pytest.raises(RuntimeError, match="on_hold"):
        perform(
            actions.HOLD,
            row,
            actor=world.actor_of("manager"),
            now=NOW,
            arguments={"reason": "x", "language": "en"},
            effect=explode,
        )

    row.refresh_from_db()
    assert (row.state, row.journal_sequence) == ("submitted", events)
