"""Background work over the API."""

from __future__ import annotations

import pytest

from core.models import OutboxMessage
from tests.world import NOW

pytestmark = pytest.mark.django_db
LIST = "/api/v1/outbox/"


@pytest.fixture
def messages(everybody) -> dict[str, OutboxMessage]:
    OutboxMessage.objects.all().delete()
    times = {
        "open": {},
        "stuck": {"stuck_at": NOW, "attempts": 8, "last_error": "boom"},
        "done": {"done_at": NOW},
    }
    return {
        state: OutboxMessage.objects.create(topic="notify", created_at=NOW, available_at=NOW, **fields)
        for state, fields in times.items()
    }


def test_an_administrator_filters_by_state(calls, messages):
    for state, message in messages.items():
        found = calls("admin").get(f"{LIST}?state={state}").json()["results"]
        assert [(row["id"], row["state"]) for row in found] == [(message.pk, state)]
    assert len(calls("admin").get(LIST).json()["results"]) == 3
    assert calls("admin").get(f"{LIST}?state=lost").status_code == 400


def test_nobody_else_looks_at_background_work(calls, messages):
    for name in ("manager", "focal", "expert", "steering"):
        assert calls(name).get(LIST).status_code == 403


def test_stuck_work_is_tried_again_once(calls, messages):
    again = f"{LIST}{messages['stuck'].pk}/actions/retry/"

    first, second = calls("admin").post(again), calls("admin").post(again)

    assert (first.status_code, first.json()["state"], first.json()["attempts"]) == (200, "open", 0)
    assert (second.status_code, second.json()["reasons"][0]["code"]) == (409, "not_stuck")
    assert calls("manager").post(again).status_code == 403
    assert calls("admin").post(f"{LIST}{2**63 + 5}/actions/retry/").status_code == 404
