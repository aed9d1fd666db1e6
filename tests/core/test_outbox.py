"""What follows from a change happens once, later, and in spite of whoever dies on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from core import outbox
from core.errors import Conflict
from core.models import OutboxMessage, ReferenceCounter

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Diary:
    """A handler that writes down what it was given, and leaves a row behind."""

    def __init__(self, failures: int = 0) -> None:
        self.read: list[Mapping[str, Any]] = []
        self.failures = failures

    def __call__(self, payload: Mapping[str, Any], now: datetime) -> None:
        self.read.append(payload)
        ReferenceCounter.objects.create(prefix="HND", year=2000 + len(self.read))
        if self.failures:
            self.failures -= 1
            raise ValueError("the printer is on fire")


def effects() -> int:
    return ReferenceCounter.objects.filter(prefix="HND").count()


@pytest.fixture
def diary() -> Diary:
    return Diary()


def test_message_is_handled_once_however_often_the_relay_runs(diary: Diary) -> None:
    outbox.publish("told", {"id": 1}, now=NOW)

    delivered = [outbox.relay({"told": diary}, now=NOW + timedelta(minutes=n)) for n in range(3)]

    assert delivered == [1, 0, 0]
    assert diary.read == [{"id": 1}]
    assert OutboxMessage.objects.get().done_at == NOW


def test_conflict_inside_a_handler_is_a_failure_like_any_other() -> None:
    def collide(payload: Mapping[str, Any], now: datetime) -> None:
        raise Conflict

    outbox.publish("told", {"id": 1}, now=NOW)

    assert outbox.relay({"told": collide}, now=NOW) == 0

    message = OutboxMessage.objects.get()
    assert (message.claimed_until, message.available_at) == (None, NOW + outbox.FIRST_PAUSE)
    assert message.last_error.startswith("Conflict:")


def test_messages_are_handled_in_the_order_in_which_they_are_due(diary: Diary) -> None:
    outbox.publish("told", {"id": 1}, now=NOW, available_at=NOW + timedelta(seconds=2))
    outbox.publish("told", {"id": 2}, now=NOW)
    outbox.publish("told", {"id": 3}, now=NOW)

    outbox.relay({"told": diary}, now=NOW + timedelta(seconds=5))

    assert [payload["id"] for payload in diary.read] == [2, 3, 1]


def test_message_waits_until_it_is_due(diary: Diary) -> None:
    outbox.publish("told", {}, now=NOW, available_at=NOW + timedelta(hours=1))

    assert outbox.relay({"told": diary}, now=NOW + timedelta(minutes=59)) == 0
    assert outbox.relay({"told": diary}, now=NOW + timedelta(hours=1)) == 1


def test_relay_takes_no_more_than_its_limit(diary: Diary) -> None:
    for number in range(5):
        outbox.publish("told", {"id": number}, now=NOW)

    assert outbox.relay({"told": diary}, now=NOW, limit=2) == 2
    assert OutboxMessage.objects.open().count() == 3


def test_message_of_a_transaction_that_failed_was_never_written(diary: Diary) -> None:
    with transaction.atomic():
        outbox.publish("told", {}, now=NOW)
        transaction.set_rollback(True)

    assert not OutboxMessage.objects.exists()


def test_same_key_is_written_only_once() -> None:
    outbox.publish("told", {"id": 1}, now=NOW, dedup_key="mail:7")
    outbox.publish("told", {"id": 2}, now=NOW, dedup_key="mail:7")
    outbox.publish("told", {"id": 3}, now=NOW, dedup_key="mail:8")
    outbox.publish("told", {"id": 4}, now=NOW)
    outbox.publish("told", {"id": 5}, now=NOW)

    assert [message.payload["id"] for message in OutboxMessage.objects.order_by("id")] == [1, 3, 4, 5]


def test_claimed_message_is_left_alone_by_other_workers_until_its_lease_ends(diary: Diary) -> None:
    outbox.publish("told", {}, now=NOW)
    [dead] = outbox.claim(now=NOW, limit=10)

    assert outbox.relay({"told": diary}, now=NOW + outbox.LEASE - timedelta(seconds=1)) == 0
    assert outbox.relay({"told": diary}, now=NOW + outbox.LEASE) == 1
    assert OutboxMessage.objects.get(pk=dead.pk).attempts == 2


def test_worker_that_wakes_after_its_lease_ended_does_nothing(diary: Diary) -> None:
    outbox.publish("told", {}, now=NOW)
    [slow] = outbox.claim(now=NOW, limit=10)
    outbox.relay({"told": diary}, now=NOW + outbox.LEASE)

    assert outbox.deliver(slow, {"told": diary}, now=NOW + outbox.LEASE) is False
    assert len(diary.read) == 1


def test_worker_whose_message_was_claimed_anew_does_nothing(diary: Diary) -> None:
    outbox.publish("told", {}, now=NOW)
    [slow] = outbox.claim(now=NOW, limit=10)
    [quick] = outbox.claim(now=NOW + outbox.LEASE, limit=10)

    assert outbox.deliver(slow, {"told": diary}, now=NOW + outbox.LEASE) is False
    assert outbox.deliver(quick, {"told": diary}, now=NOW + outbox.LEASE) is True
    assert len(diary.read) == 1


def test_slow_failure_does_not_touch_the_message_in_other_hands() -> None:
    outbox.publish("told", {}, now=NOW)
    [slow] = outbox.claim(now=NOW, limit=10)
    [quick] = outbox.claim(now=NOW + outbox.LEASE, limit=10)

    outbox._postpone(slow, ValueError("late"), now=NOW + outbox.LEASE)

    message = OutboxMessage.objects.get()
    assert (message.claim, message.last_error) == (quick.claim, "")


def test_handler_that_raises_leaves_nothing_behind_but_its_message() -> None:
    outbox.publish("told", {"id": 1}, now=NOW)

    assert outbox.relay({"told": Diary(failures=1)}, now=NOW) == 0

    message = OutboxMessage.objects.get()
    assert effects() == 0
    assert (message.done_at, message.claimed_until) == (None, None)
    assert message.last_error == "ValueError: the printer is on fire"


def test_one_failure_does_not_stop_the_messages_behind_it(diary: Diary) -> None:
    outbox.publish("broken", {}, now=NOW)
    outbox.publish("told", {}, now=NOW)

    assert outbox.relay({"broken": Diary(failures=1), "told": diary}, now=NOW) == 1


def test_pauses_double_until_the_message_is_stuck_after_eight_attempts() -> None:
    outbox.publish("told", {}, now=NOW)
    handlers, moment, pauses = {"told": Diary(failures=99)}, NOW, []

    for _attempt in range(outbox.MAX_ATTEMPTS):
        outbox.relay(handlers, now=moment)
        due = OutboxMessage.objects.get().available_at
        pauses.append((due - moment).total_seconds())
        moment = due

    message = OutboxMessage.objects.get()
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 640]
    assert message.attempts == 8
    assert message.stuck_at is not None
    assert outbox.relay(handlers, now=NOW + timedelta(days=30)) == 0
    assert list(OutboxMessage.objects.stuck()) == [message]


def test_pause_is_never_longer_than_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "FIRST_PAUSE", timedelta(minutes=50))
    outbox.publish("told", {}, now=NOW)
    OutboxMessage.objects.update(attempts=3)

    outbox.relay({"told": Diary(failures=1)}, now=NOW)

    assert OutboxMessage.objects.get().available_at == NOW + timedelta(hours=1)


def test_message_that_ends_its_workers_is_given_up(diary: Diary) -> None:
    outbox.publish("deadly", {}, now=NOW)
    moment = NOW
    for _worker in range(outbox.MAX_ATTEMPTS):
        assert len(outbox.claim(now=moment, limit=10)) == 1
        moment += outbox.LEASE

    assert outbox.relay({"deadly": diary}, now=moment) == 0
    assert OutboxMessage.objects.stuck().count() == 1
    assert diary.read == []


def test_stuck_message_is_delivered_when_somebody_tries_again(diary: Diary) -> None:
    outbox.publish("told", {}, now=NOW)
    OutboxMessage.objects.update(attempts=8, stuck_at=NOW, last_error="x")
    later = NOW + timedelta(days=1)

    assert outbox.try_again(OutboxMessage.objects.get(), now=later) is True
    assert outbox.relay({"told": diary}, now=later) == 1
    assert OutboxMessage.objects.get().last_error == ""


def test_message_that_is_not_stuck_cannot_be_tried_again(diary: Diary) -> None:
    outbox.publish("told", {}, now=NOW)
    outbox.relay({"told": diary}, now=NOW)

    assert outbox.try_again(OutboxMessage.objects.get(), now=NOW) is False
    assert outbox.relay({"told": diary}, now=NOW) == 0


def test_unknown_topic_waits_for_the_code_that_knows_it(diary: Diary) -> None:
    outbox.publish("from.the.future", {"id": 1}, now=NOW)

    assert outbox.relay({}, now=NOW) == 0
    assert OutboxMessage.objects.get().last_error == "UnknownTopic: from.the.future"
    assert outbox.relay({"from.the.future": diary}, now=NOW + timedelta(minutes=1)) == 1


def test_lag_is_the_wait_of_the_oldest_message_that_is_due(diary: Diary) -> None:
    assert outbox.lag(NOW) is None

    outbox.publish("told", {}, now=NOW, available_at=NOW + timedelta(minutes=5))
    assert outbox.lag(NOW) is None

    outbox.publish("told", {}, now=NOW)
    assert outbox.lag(NOW + timedelta(minutes=2)) == timedelta(minutes=2)

    outbox.relay({"told": diary}, now=NOW + timedelta(minutes=2))
    assert outbox.lag(NOW + timedelta(minutes=2)) is None


def test_slow_handler_holds_no_transaction_of_the_relay_and_is_marked_done() -> None:
    depths: dict[str, int] = {}

    def quick(payload: Mapping[str, Any], now: datetime) -> None:
        depths["quick"] = len(connection.savepoint_ids)

    @outbox.slow
    def paper(payload: Mapping[str, Any], now: datetime) -> None:
        depths["slow"] = len(connection.savepoint_ids)

    outbox.publish("quick", {}, now=NOW)
    outbox.publish("slow", {}, now=NOW)
    outside = len(connection.savepoint_ids)
    delivered = outbox.relay({"quick": quick, "slow": paper}, now=NOW)

    assert delivered == 2
    assert depths == {"quick": outside + 1, "slow": outside}
    assert not OutboxMessage.objects.open().exists()


def test_lanes_share_the_work_so_that_what_takes_long_delays_only_its_like() -> None:
    diary = Diary()
    outbox.publish("paper", {"n": 1}, now=NOW)
    outbox.publish("mail", {"n": 2}, now=NOW)
    handlers = {"paper": diary, "mail": diary}

    quick = outbox.relay(handlers, now=NOW, without={"paper"})
    waiting = list(OutboxMessage.objects.open().values_list("topic", flat=True))
    papers = outbox.relay(handlers, now=NOW, only={"paper"})

    assert (quick, waiting, papers) == (1, ["paper"], 1)
