"""A database of its own for each journey, copied from one that is filled once.

Journeys commit in many threads, so nothing can be rolled back after them, and emptying and refilling the 18,000 rows
of reference data would cost seconds each time. A copy costs milliseconds: on SQLite a file is copied, PostgreSQL
copies a template.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.db import connection, connections


class Template(Protocol):
    """A filled database that nobody writes to any more."""

    def copy(self, folder: Path) -> str:
        """Make a copy and return its name."""

    def drop(self, name: str) -> None:
        """Remove a copy that nobody uses any more."""


class FileTemplate:
    """A file of SQLite."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder / "template.sqlite3")

    def copy(self, folder: Path) -> str:
        return str(shutil.copy(self.name, folder / "journey.sqlite3"))

    def drop(self, name: str) -> None:
        Path(name).unlink()


class ServerTemplate:
    """A database on a server of PostgreSQL."""

    def __init__(self) -> None:
        self.name = self._copy_of("template0")

    def copy(self, folder: Path) -> str:
        return self._copy_of(self.name)

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _copy_of(self, source: str) -> str:
        name = f"test_journey_{secrets.token_hex(6)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return name

    def _run(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


def template(folder: Path) -> FileTemplate | ServerTemplate:
    """A database that can be filled and then, when nobody is connected to it any more, copied."""
    return FileTemplate(folder) if connection.vendor == "sqlite" else ServerTemplate()


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Every new connection, of whichever thread, leads to this database meanwhile."""
    settings, own = connections.settings["default"], connections["default"]
    usual = settings["NAME"]
    settings["NAME"] = name
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = usual
        connections["default"] = own
