"""Visitors of the pages, at the moment at which the world was made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.world import NOW

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def world_time() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visitor(client):
    """A client that says what browsers say."""
    client.defaults |= {"HTTP_USER_AGENT": BROWSER, "HTTP_ACCEPT": "text/html,*/*;q=0.8"}
    return client
