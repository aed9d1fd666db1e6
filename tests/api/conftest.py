"""Callers of the API: one client for each of the people, at the moment at which the world was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from rest_framework.test import APIClient

from tests.world import NOW, People, people

Caller = Callable[[str], APIClient]


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_world() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def everybody(db: None) -> People:
    return people()


@pytest.fixture
def calls(everybody: People) -> Caller:
    """A client signed in as one of `People`, who reads English whatever language is theirs."""

    def sign_in(name: str, *, language: str = "en") -> APIClient:
        client = APIClient(headers={"accept-language": language} if language else {})
        client.force_authenticate(getattr(everybody, name).user)
        return client

    return sign_in
