from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core import triggers


@pytest.fixture
def breaches() -> Callable[[], list[str]]:
    """What `verify_journal` complains of; nothing when the journal is whole."""

    def verify() -> list[str]:
        told = io.StringIO()
        try:
            call_command("verify_journal", stdout=io.StringIO(), stderr=told)
        except CommandError:
            return told.getvalue().splitlines()
        return []

    return verify


@pytest.fixture
def without_triggers() -> Callable[[], Any]:
    """Somebody with all rights on the database lifts the triggers, changes rows, and puts them back."""

    @contextmanager
    def lifted() -> Iterator[None]:
        triggers.remove(connection)
        yield
        triggers.install(connection)

    return lifted
