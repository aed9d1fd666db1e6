"""What a country may write and until when; how many experts the officer may ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.errors import Blocked, InvalidInput, NotAllowed, NotFound, Stale
from core.models import JournalEvent
from requests_app.models import SupportRequest
from requests_app.services.drafts import create_draft, delete_draft, edit_answers
from requests_app.services.positions import add_position, change_position, remove_position
from tests import world
from tests.world import NOW, POSITION, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return world.people()


def edit(row: SupportRequest, actor: Any, version: int | None = None, **answers: Any) -> SupportRequest:
    return edit_answers(support_request=row, answers=answers, actor=actor, now=NOW, expected_version=version)


# --- Drafts -------------------------------------------------------------------------------------------------


def test_draft_begins_with_whatever_there_is(people: People) -> None:
    row = create_draft(country="SN", answers={}, actor=people.focal.actor, now=NOW)

    assert (row.state, row.reference, row.text_language, row.phase_id) == ("draft", None, "fr", "PH3")


def test_draft_of_another_country_is_refused_at_its_field(people: People) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create_draft(country="CV", answers={}, actor=people.focal.actor, now=NOW)
    with pytest.raises(NotAllowed):
        create_draft(country="SN", answers={}, actor=people.manager.actor, now=NOW)

    assert set(refusal.value.errors) == {"country"}


def test_every_wrong_answer_is_told_at_its_field(people: People) -> None:
    wrong = {
        "support_type": ["TS-TRN", "XX"],
        "language": "tlh",
        "priority_theme": "ROM2014-T1",
        "preferred_dates": {"start": date(2026, 6, 1), "end": date(2026, 5, 1)},
        "duration": 61,
        "colour": "blue",
    }

    with pytest.raises(InvalidInput) as refusal:
        create_draft(country="SN", answers=wrong, actor=people.focal.actor, now=NOW)

    assert {field: problems[0].code for field, problems in refusal.value.errors.items()} == {
        "support_type": "unknown_code",
        "language": "unknown_code",
        "priority_theme": "unknown_code",
        "preferred_dates": "period_reversed",
        "duration": "too_long",
        "colour": "unknown_field",
    }


def test_draft_is_shared_by_the_focal_points_of_the_country(people: People) -> None:
    row = edit(world.request_in("draft"), people.alternate.actor, title="Titre")

    assert (row.title, row.version) == ("Titre", 2)
    assert not JournalEvent.objects.of(row.chain).exists()


def test_draft_is_hidden_from_everybody_else(people: People) -> None:
    row = world.request_in("draft")

    for person in (people.focal_cv, people.manager, people.steering, people.expert, people.admin):
        with pytest.raises(NotFound):
            edit(row, person.actor, title="x")
        assert not SupportRequest.objects.visible_to(person.actor).exists()


def test_stale_version_is_refused_and_nothing_is_lost(people: People) -> None:
    row = world.request_in("draft")
    edit(row, people.focal.actor, version=1, title="Le premier")

    with pytest.raises(Stale):
        edit(row, people.alternate.actor, version=1, title="Le second")

    row.refresh_from_db()
    assert row.title == "Le premier"


def test_answer_taken_back_is_empty(people: People) -> None:
    row = edit(world.request_in("draft"), people.focal.actor, title=None, duration=None, support_type=None)

    assert (row.title, row.duration, row.support_types.count()) == ("", None, 0)


@pytest.mark.parametrize("state", ["submitted", "triage", "theme_check", "decision"])
def test_completable_answers_stay_open_under_review_and_others_do_not(state: str, people: People) -> None:
    row = edit(world.request_in(state), people.focal.actor, sustainability="Budget national.")

    with pytest.raises(Blocked) as refusal:
        edit(row, people.focal.actor, title="Autre", sustainability="x")

    assert [(reason.code, reason.field) for reason in refusal.value.reasons] == [("answer_closed", "title")]
    row.refresh_from_db()
    assert row.sustainability == "Budget national."
    last = JournalEvent.objects.of(row.chain).latest("sequence")
    assert (last.verb, last.data) == ("request.edited", {"fields": ["sustainability"]})


@pytest.mark.parametrize("state", ["matching", "terms", "closed", "declined", "on_hold"])
def test_nothing_is_open_once_it_is_decided(state: str, people: People) -> None:
    with pytest.raises(Blocked):
        edit(world.request_in(state), people.focal.actor, sustainability="x")


def test_managers_do_not_write_the_answers_of_a_country(people: People) -> None:
    with pytest.raises(NotAllowed):
        edit(world.request_in("triage"), people.manager.actor, sustainability="x")


def test_draft_can_be_thrown_away_by_its_country_alone(people: People) -> None:
    row = world.request_in("draft")

    for person in (people.focal_cv, people.manager):
        with pytest.raises(NotFound):
            delete_draft(support_request=row, actor=person.actor, now=NOW)
    delete_draft(support_request=row, actor=people.alternate.actor, now=NOW)

    assert not SupportRequest.objects.exists()
    with pytest.raises(NotFound):
        delete_draft(support_request=row, actor=people.alternate.actor, now=NOW)


def test_submitted_request_cannot_be_deleted(people: People) -> None:
    with pytest.raises(Blocked):
        delete_draft(support_request=world.request_in("submitted"), actor=people.focal.actor, now=NOW)


# --- Positions ----------------------------------------------------------------------------------------------


def add(row: SupportRequest, actor: Any, **values: Any) -> Any:
    return add_position(support_request=row, values={**POSITION, **values}, actor=actor, now=NOW)


def test_positions_may_not_grow_beyond_what_was_approved(people: People) -> None:
    row = world.request_in("matching")
    manager = people.manager.actor

    with pytest.raises(InvalidInput) as growing:
        change_position(position=row.positions.get(), values={"days": 9}, actor=manager, now=NOW)
    with pytest.raises(InvalidInput) as adding:
        add(row, manager, days=1)
    change_position(position=row.positions.get(), values={"days": 5}, actor=manager, now=NOW)
    add(row, manager, days=3)

    assert growing.value.errors["days"][0].code == "beyond_approval"
    assert adding.value.errors["days"][0].code == "beyond_approval"
    assert list(row.positions.values_list("number", "days")) == [(1, 5), (2, 3)]


@pytest.mark.parametrize("state", ["submitted", "offering", "terms", "closed", "on_hold"])
def test_positions_are_set_from_triage_until_offers_are_sent(state: str, people: People) -> None:
    with pytest.raises(Blocked):
        add(world.request_in(state), people.manager.actor)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"end": date(2026, 5, 1)}, "end"),
        ({"start": date(2026, 1, 5), "end": date(2026, 1, 30)}, "end"),
        ({"days": 0}, "days"),
        ({"days": 61}, "days"),
        ({"days": 27}, "days"),
        ({"language": "tlh"}, "language"),
        ({"expertise": ["XX"]}, "expertise"),
    ],
)
def test_impossible_position_is_told_at_its_field(values: Any, field: str, people: People) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(world.request_in("triage"), people.manager.actor, **values)

    assert set(refusal.value.errors) == {field}


def test_positions_are_changed_on_the_version_that_was_seen(people: People) -> None:
    row, manager = world.request_in("decision"), people.manager.actor
    position, seen = row.positions.get(), row.version
    change_position(position=position, values={"days": 6}, actor=manager, now=NOW, expected_version=seen)

    with pytest.raises(Stale):
        change_position(position=position, values={"days": 7}, actor=manager, now=NOW, expected_version=seen)
    with pytest.raises(Stale):
        remove_position(position=position, actor=manager, now=NOW, expected_version=seen)

    assert row.positions.get().days == 6


def test_positions_are_the_managers_business(people: People) -> None:
    row = world.request_in("triage")

    with pytest.raises(NotAllowed):
        add(row, people.focal.actor)
    with pytest.raises(NotFound):
        add(row, people.focal_cv.actor)


def test_position_is_removed_until_experts_were_looked_for(people: People) -> None:
    row = world.request_in("matching", positions=2, position={"days": 4})
    one, other = row.positions.all()
    world.order_reserve(one, [world.expert().pk])

    with pytest.raises(Blocked):
        remove_position(position=one, actor=people.manager.actor, now=NOW)
    remove_position(position=other, actor=people.manager.actor, now=NOW)

    assert list(row.positions.all()) == [one]
