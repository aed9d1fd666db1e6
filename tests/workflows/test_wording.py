"""What happened is told by its event: the same code can stand for different things."""

from __future__ import annotations

import pytest

from workflows.wording import sentence


@pytest.mark.parametrize(
    ("verb", "code", "told"),
    [
        (
            "request.cancelled",
            "security",
            "Ana cancelled the request: The security situation does not allow the mission.",
        ),
        ("offer.declined", "security", "Ana declined the offer: Security or health concerns."),
        ("request.declined", "overlap", "Ana declined the request: Covered by other support."),
    ],
)
def test_reason_is_worded_as_the_event_means_it(verb: str, code: str, told: str) -> None:
    assert sentence(verb, {"code": code}, who="Ana") == told


def test_unknown_reason_is_told_by_its_code() -> None:
    assert sentence("offer.declined", {"code": "moon"}, who="Ana") == "Ana declined the offer: moon."
