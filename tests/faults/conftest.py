"""Several people at once: threads with connections of their own, on a database that is really shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

Call = Callable[[], object]


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """PostgreSQL as it is; on SQLite a file instead of the memory that belongs to one connection."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, name = connections["default"], connections.settings["default"]["NAME"]
    with in_memory.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "shared.sqlite3")])
    connections.settings["default"]["NAME"] = str(tmp_path / "shared.sqlite3")
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections.settings["default"]["NAME"] = name
    connections["default"] = in_memory


@pytest.fixture
def at_once(shared_database: None) -> Iterator[Callable[..., list[object]]]:
    """Makes all calls at the same moment; returns what each returned or raised, in their order."""

    def run(*calls: Call) -> list[object]:
        start = Barrier(len(calls))
        return list(pool.map(lambda call: _result(call, start), calls))

    with ThreadPoolExecutor(max_workers=4) as pool:
        yield run
        closed = Barrier(4)
        list(pool.map(lambda _number: _close(closed), range(4)))


def _result(call: Call, start: Barrier) -> Any:
    connection.ensure_connection()
    start.wait(timeout=10)
    try:
        return call()
    except Exception as raised:
        return raised


def _close(closed: Barrier) -> None:
    connections.close_all()
    closed.wait(timeout=10)
