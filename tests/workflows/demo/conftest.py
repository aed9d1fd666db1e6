from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import world

MONDAY = datetime(2026, 3, 16, 11, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return MONDAY


@pytest.fixture
def reference(db: None) -> None:
    world.load_light_reference()
