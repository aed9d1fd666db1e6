"""`manage.py seed_demo`: the same wish makes the same demonstration, and nothing is made by accident."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import User
from core import outbox
from core.models import JournalEvent, OutboxMessage
from experts.models import Expert
from requests_app.models import Attachment, SupportRequest
from requests_app.states import RequestState as S
from workflows.demo.seeding import Wish, seed
from workflows.models import Offer

pytestmark = pytest.mark.django_db
SMALL = Wish(requests=8, experts=12)
SMALLER = Wish(requests=6, experts=8)


def story_told() -> list[tuple[Any, ...]]:
    """The journal without the numbers of rows, which differ from database to database."""
    events = JournalEvent.objects.order_by("id").values_list("at", "verb", "actor_role", "data")
    return [
        (at, verb, role, {key: value for key, value in data.items() if isinstance(value, (str, bool))})
        for at, verb, role, data in events
    ]


def seed_and_forget(wish: Wish, now: datetime) -> list[tuple[Any, ...]]:
    with transaction.atomic():
        seed(wish, password="one two three", now=now)
        told = story_told()
        transaction.set_rollback(True)
    return told


def test_the_same_seed_tells_the_same_story(reference: None, now: datetime) -> None:
    first = seed_and_forget(SMALLER, now)
    again = seed_and_forget(SMALLER, now + timedelta(hours=5))

    assert first == again
    assert len(first) > 100


def test_another_seed_tells_another_story(reference: None, now: datetime) -> None:
    few = {"requests": 2, "experts": 0, "stage": S.TRIAGE}

    assert seed_and_forget(Wish(**few), now) != seed_and_forget(Wish(**few, seed=2), now)


def test_a_small_demonstration_is_whole_and_true(reference: None, now: datetime) -> None:
    seed(SMALL, password="one two three", now=now)

    call_command("verify_journal", verbosity=0)
    submitted = SupportRequest.objects.exclude(reference=None).order_by("reference")
    assert [row.submitted_at for row in submitted] == sorted(row.submitted_at for row in submitted)
    assert JournalEvent.objects.order_by("-at").first().at < now
    assert Expert.objects.count() == 13
    assert Expert.objects.get(user__email="expert@demo.example").offers.exists()
    assert Attachment.objects.filter(content_type="application/pdf").exists()
    assert set(OutboxMessage.objects.open().values_list("topic", flat=True)) <= {"documents"}


def test_what_the_story_leaves_to_do_has_not_been_waiting_since_then(reference: None, now: datetime) -> None:
    seed(Wish(requests=2, experts=8, stage=S.MOBILISATION), password="one two three", now=now)

    assert OutboxMessage.objects.open().exists()
    assert outbox.lag(now) == timedelta()


def test_open_offers_can_still_be_answered(reference: None, now: datetime) -> None:
    seed(Wish(requests=4, experts=20, stage=S.OFFERING), password="one two three", now=now)

    open_offers = Offer.objects.open()
    assert open_offers
    assert all(offer.deadline > now for offer in open_offers)


@pytest.mark.parametrize("stage", [S.QUESTION, S.DECLINED, S.ON_HOLD, S.WITHDRAWN, S.CANCELLED])
def test_a_stage_brings_all_requests_there(stage: str, reference: None, now: datetime) -> None:
    seed(Wish(requests=2, experts=0, stage=stage), password="one two three", now=now)

    assert set(SupportRequest.objects.values_list("state", flat=True)) == {stage}


def seed_by_command(**options: Any) -> None:
    call_command("seed_demo", **{"requests": 1, "experts": 0, "stage": S.DRAFT, **options})


@pytest.fixture(autouse=True)
def _no_production(settings: Any) -> None:
    """A demonstration is for a desk that is tried out, whatever database the tests run on."""
    settings.DEBUG = True


def test_the_password_given_opens_the_accounts(reference: None, capsys: pytest.CaptureFixture[str]) -> None:
    seed_by_command(password="one two three")

    assert User.objects.get(email="focal.sn@demo.example").check_password("one two three")
    assert "one two three" not in capsys.readouterr().out


def test_the_password_of_the_environment_stands_in(reference: None, settings: Any) -> None:
    settings.DEMO_PASSWORD = "from the table"

    seed_by_command()

    assert User.objects.get(email="admin@demo.example").check_password("from the table")


def test_a_random_password_is_shown_once(
    reference: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO_PASSWORD = ""

    seed_by_command(verbosity=0)

    shown = capsys.readouterr().out.strip().rpartition(" ")[2]
    assert User.objects.get(email="manager@demo.example").check_password(shown)


def test_the_same_demonstration_is_not_made_twice(
    reference: None, capsys: pytest.CaptureFixture[str]
) -> None:
    seed_by_command(password="one two three")

    seed_by_command(password="one two three")

    assert "nothing to do" in capsys.readouterr().out
    assert SupportRequest.objects.count() == 1


def test_another_demonstration_is_refused_where_requests_are(reference: None) -> None:
    seed_by_command(password="one two three")

    with pytest.raises(CommandError, match="not empty"):
        seed_by_command(password="one two three", seed=2)


def test_production_is_left_alone_unless_forced(reference: None, settings: Any) -> None:
    settings.DEBUG = False
    settings.REDIS_URL = "redis://127.0.0.1:6379/0"

    with pytest.raises(CommandError, match="--force"):
        seed_by_command(password="one two three")
    assert not User.objects.exists()

    seed_by_command(password="one two three", force=True)
    assert SupportRequest.objects.exists()
