from __future__ import annotations

from collections.abc import Callable

import pytest

from core.errors import Blocked
from tests import world
from tests.world import People


@pytest.fixture
def people(db: None) -> People:
    return world.people()


@pytest.fixture
def reasons() -> Callable[[Callable[[], object]], list[tuple[str, str]]]:
    """Everything that a refused call says stands in its way: code and field of each reason."""

    def told(call: Callable[[], object]) -> list[tuple[str, str]]:
        with pytest.raises(Blocked) as refusal:
            call()
        assert all(str(reason.message) for reason in refusal.value.reasons)
        return [(reason.code, reason.field) for reason in refusal.value.reasons]

    return told
