"""The words in which people are told what happened."""

from __future__ import annotations

import pytest

from workflows.models import Notification
from workflows.notify.destinations import ALARM
from workflows.notify.texts import letter_of


@pytest.mark.parametrize(
    ("minutes", "stuck", "told"),
    [
        (1, 1, "The oldest message has been waiting for 1 minute. 1 message is stuck."),
        (12, 3, "The oldest message has been waiting for 12 minutes. 3 messages are stuck."),
    ],
)
def test_alarm_counts_in_the_readers_grammar(minutes: int, stuck: int, told: str) -> None:
    alarm = Notification(notice=ALARM, language="en", data={"minutes": minutes, "stuck": stuck})

    assert letter_of(alarm).sentence == told


@pytest.mark.parametrize(
    ("party", "told"),
    [("expert", "You accepted the offer. Thank you."), ("officer", "The expert accepted the offer.")],
)
def test_acceptance_is_confirmed_to_the_expert_in_their_own_person(party: str, told: str) -> None:
    notice = Notification(notice="offer.accepted", language="en", data={"party": party, "role": "expert"})

    assert letter_of(notice).sentence == told
