"""The journal cannot be changed quietly: the database refuses it, and the chain tells on whoever could."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from core import journal
from core.actors import SYSTEM, Actor, Role
from core.models import JournalEvent
from core.triggers import REFUSAL
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
MANAGER = Actor(kind="user", role=Role.MANAGER, user_id=7)

Verify = Callable[[], list[str]]


def subject_with(events: int = 4) -> Any:
    """A row with a chain of its own and so many events on it."""
    user = UserFactory.create()
    for number in range(1, events + 1):
        journal.record(
            user,
            "user.changed",
            actor=MANAGER,
            now=NOW + timedelta(minutes=number),
            audience={Role.ADMIN, Role.MANAGER},
            data={"number": number},
        )
    return user


def chain(subject: Any) -> Any:
    return JournalEvent.objects.of(subject.chain).order_by("sequence")


# --- What is written ----------------------------------------------------------------------------------------


def test_event_keeps_who_did_what_for_whose_eyes() -> None:
    subject = UserFactory.create()
    delegate = Actor(kind="user", role=Role.FOCAL_POINT, user_id=3, on_behalf_of_id=9)

    event = journal.record(
        subject,
        "user.changed",
        actor=delegate,
        now=NOW,
        audience=["manager", "admin", "manager"],
        data={"a": 1},
    )

    stored = JournalEvent.objects.get(pk=event.pk)
    assert (stored.chain, stored.sequence, stored.verb) == (f"accounts.user:{subject.pk}", 1, "user.changed")
    assert stored.audience == ",admin,manager,"
    assert (stored.actor_kind, stored.actor_role, stored.actor_id) == ("user", "focal_point", 3)
    assert (stored.expert_id, stored.on_behalf_of_id) == (None, 9)
    assert (stored.data, stored.at) == ({"a": 1}, NOW)


def test_each_event_follows_from_the_one_before_and_the_subject_keeps_the_head() -> None:
    subject = subject_with(events=3)

    events = list(chain(subject))

    assert [event.sequence for event in events] == [1, 2, 3]
    assert [event.previous_hash for event in events] == ["", events[0].hash, events[1].hash]
    subject.refresh_from_db()
    assert (subject.journal_sequence, subject.journal_hash) == (3, events[2].hash)


def test_audience_of_one_expert_is_not_read_by_another_whose_number_begins_alike() -> None:
    subject = UserFactory.create()
    journal.record(subject, "user.changed", actor=SYSTEM, now=NOW, audience={"expert:12"})

    assert not JournalEvent.objects.for_audiences({"expert:1"}).exists()
    assert not JournalEvent.objects.for_audiences(set()).exists()
    assert JournalEvent.objects.for_audiences({"expert:12"}).count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {"text": "Coopération à Praia – 25 €"},
        {"emoji": "👩🏾‍💻 ✅", "flag": "🇸🇳"},
        {"rtl": "التعاون بين الدول", "mixed": "A\u200fب1"},
        {"combining": "e\u0301 and \u00e9", "separator": "a\u2028b"},
        {"big": 2**62, "bigger": 10**30, "negative": -(2**53) - 1, "zero": 0},
        {"nested": {"b": [1, None, True, {"z": "", "a": []}], "a": {}}},
        {"quotes": "\"'\\ \n\t", "<script>": "&amp;"},
    ],
)
def test_hash_survives_the_way_through_the_database(data: dict[str, Any], breaches: Verify) -> None:
    subject = UserFactory.create()

    event = journal.record(subject, "user.changed", actor=MANAGER, now=NOW, audience={"admin"}, data=data)

    stored = JournalEvent.objects.get(pk=event.pk)
    assert stored.data == data
    assert journal.event_hash(stored) == event.hash
    assert breaches() == []


def test_hash_does_not_depend_on_the_time_zone_in_which_the_moment_was_given(breaches: Verify) -> None:
    subject = UserFactory.create()

    praia = NOW.astimezone(timezone(timedelta(hours=-1)))
    journal.record(subject, "user.changed", actor=MANAGER, now=praia, audience={"admin"})

    assert breaches() == []


# --- What the database refuses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda events: events.update(verb="user.praised"),
        lambda events: events.delete(),
        lambda events: events[0].delete(),
        lambda events: JournalEvent(**{**_columns(events[0]), "verb": "user.praised"}).save(),
    ],
    ids=["update", "delete", "delete one", "save again"],
)
def test_database_refuses_to_change_an_event(change: Callable[[Any], object], breaches: Verify) -> None:
    subject = subject_with(events=2)

    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        change(chain(subject))

    assert chain(subject).count() == 2
    assert breaches() == []


def _columns(event: JournalEvent) -> dict[str, Any]:
    return {field.attname: getattr(event, field.attname) for field in event._meta.concrete_fields}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_journalevent SET verb = 'x'",
        "DELETE FROM core_journalevent",
        pytest.param("TRUNCATE core_journalevent", marks=pytest.mark.postgres),
        pytest.param(
            "INSERT INTO core_journalevent SELECT * FROM core_journalevent "
            "ON CONFLICT (id) DO UPDATE SET verb = 'x'",
            marks=pytest.mark.postgres,
        ),
    ],
)
def test_database_refuses_bare_sql_as_well(statement: str, breaches: Verify) -> None:
    subject_with(events=2)

    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert JournalEvent.objects.count() == 2


def test_database_refuses_a_second_event_with_the_same_number() -> None:
    subject = subject_with(events=2)
    twin = chain(subject)[0]
    twin.pk = None

    with pytest.raises(DatabaseError), transaction.atomic():
        twin.save(force_insert=True)


# --- What verifying finds -----------------------------------------------------------------------------------


def test_whole_journal_is_found_whole(breaches: Verify) -> None:
    subject_with(events=3)
    subject_with(events=1)
    UserFactory.create()

    assert breaches() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"verb": "user.praised"},
        {"data": {"number": 99}},
        {"audience": ",admin,manager,steering,"},
        {"actor_id": 8},
        {"actor_kind": "system"},
        {"actor_role": "admin"},
        {"expert_id": 4},
        {"on_behalf_of_id": 5},
        {"at": NOW},
        {"previous_hash": "0" * 64},
        {"hash": "0" * 64},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_verifying_finds_a_changed_row(
    changed: dict[str, Any], breaches: Verify, without_triggers: Callable[[], Any]
) -> None:
    subject = subject_with()

    with without_triggers():
        chain(subject).filter(sequence=2).update(**changed)

    assert any(f"{subject.chain} event 2" in line for line in breaches())


def test_verifying_finds_a_changed_row_whose_hash_was_made_to_fit(
    breaches: Verify, without_triggers: Callable[[], Any]
) -> None:
    subject = subject_with()
    forged = chain(subject).get(sequence=2)
    forged.verb = "user.praised"

    with without_triggers():
        chain(subject).filter(sequence=2).update(verb=forged.verb, hash=journal.event_hash(forged))

    assert breaches() == [f"{subject.chain} event 3: does not follow from the event before it"]


def test_verifying_finds_a_row_removed_from_the_middle(
    breaches: Verify, without_triggers: Callable[[], Any]
) -> None:
    subject = subject_with()

    with without_triggers():
        chain(subject).filter(sequence=2).delete()

    assert breaches() == [
        f"{subject.chain} event 3: expected event 2: rows are missing or out of order",
        f"{subject.chain} event 3: does not follow from the event before it",
    ]


def test_verifying_finds_a_removed_tail(breaches: Verify, without_triggers: Callable[[], Any]) -> None:
    subject = subject_with()

    with without_triggers():
        chain(subject).filter(sequence__gte=3).delete()

    assert breaches() == [f"{subject.chain} event 2: the subject says that its last event is 4"]


def test_verifying_finds_a_removed_beginning(breaches: Verify, without_triggers: Callable[[], Any]) -> None:
    subject = subject_with()

    with without_triggers():
        chain(subject).filter(sequence=1).delete()

    assert f"{subject.chain} event 2: expected event 1: rows are missing or out of order" in breaches()


def test_verifying_finds_a_removed_chain(breaches: Verify, without_triggers: Callable[[], Any]) -> None:
    subject, _other = subject_with(), subject_with()

    with without_triggers():
        chain(subject).delete()

    assert breaches() == [f"{subject.chain} event 4: every event of this chain is gone"]


def test_verifying_finds_a_chain_whose_subject_is_gone(breaches: Verify) -> None:
    subject = subject_with()
    name = subject.chain

    subject.delete()

    assert breaches() == [f"{name} event 4: the subject of this chain is gone"]


def test_verifying_finds_an_inserted_row(breaches: Verify, without_triggers: Callable[[], Any]) -> None:
    subject = subject_with()
    invented = chain(subject).get(sequence=2)
    invented.pk, invented.sequence, invented.verb = None, 3, "user.praised"
    invented.previous_hash = chain(subject).get(sequence=2).hash
    invented.hash = journal.event_hash(invented)

    with without_triggers():
        for event in chain(subject).filter(sequence__gte=3).order_by("-sequence"):
            JournalEvent.objects.filter(pk=event.pk).update(sequence=F("sequence") + 1)
        invented.save(force_insert=True)

    found = breaches()
    assert f"{subject.chain} event 4: does not follow from the event before it" in found
    assert f"{subject.chain} event 5: the subject says that its last event is 4" in found


def test_verifying_finds_an_event_appended_behind_the_back_of_the_subject(breaches: Verify) -> None:
    subject = subject_with()

    journal.append(subject, "user.changed", actor=MANAGER, now=NOW, audience={"admin"})

    assert breaches() == [f"{subject.chain} event 5: the subject says that its last event is 4"]


def test_verifying_finds_reordered_rows(breaches: Verify, without_triggers: Callable[[], Any]) -> None:
    subject = subject_with()
    second, third = chain(subject).filter(sequence__in=[2, 3])

    with without_triggers():
        JournalEvent.objects.filter(pk=second.pk).update(sequence=99)
        JournalEvent.objects.filter(pk=third.pk).update(sequence=2)
        JournalEvent.objects.filter(pk=second.pk).update(sequence=3)

    found = breaches()
    assert any("event 2: was changed" in line for line in found)
    assert any("event 3: was changed" in line for line in found)


def test_verifying_finds_a_rewritten_head(breaches: Verify) -> None:
    subject = subject_with()

    type(subject).objects.filter(pk=subject.pk).update(journal_sequence=3)

    assert breaches() == [f"{subject.chain} event 4: the subject says that its last event is 3"]


def test_events_moved_to_another_chain_are_found_on_both(
    breaches: Verify, without_triggers: Callable[[], Any]
) -> None:
    subject, other = subject_with(events=1), UserFactory.create()

    with without_triggers():
        chain(subject).update(chain=other.chain)

    found = breaches()
    assert any(subject.chain in line for line in found)
    assert any(other.chain in line for line in found)
