"""Databases to measure on, thrown away afterwards, and the processes that measure on them.

A measurement is a module of this folder that calls `set_up` before it imports anything of the house and prints one
JSON document. It runs in a process of its own, since settings are read once in the life of a process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432")
REDIS = os.environ.get("BENCH_REDIS", "redis://127.0.0.1:6379/14")
DATABASES = ("sqlite", "postgresql")
MARK = "BENCH_SCRATCH"


@contextmanager
def scratch(database: str) -> Iterator[dict[str, str]]:
    """The environment of a process that works on an empty database of that kind."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if database == "sqlite":
            yield _environment(f"sqlite:///{folder}/desk.sqlite3", folder, redis="")
            return
        name = f"bench_{os.getpid()}"
        _on_the_server(f'CREATE DATABASE "{name}"')
        try:
            yield _environment(f"{SERVER}/{name}", folder, redis=REDIS)
        finally:
            _on_the_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def measure(module: str, database: str, *arguments: str) -> Any:
    """What a module of this folder prints when it measures on a scratch database."""
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    with scratch(database) as environment:
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{module} on {database} failed:\n{done.stderr[-4_000:]}")
    return json.loads(done.stdout)


def set_up() -> None:
    """Make Django ready in a process that `measure` started, with the tables and the reference data."""
    if MARK not in os.environ:
        sys.exit(
            "This writes into its database: start it through bench/run.py, which gives it one of its own."
        )
    import django

    django.setup()
    from django.core.management import call_command

    for command in (["migrate"], ["load_reference"]):
        call_command(*command, verbosity=0, stdout=sys.stderr)


def _environment(url: str, folder: str, *, redis: str) -> dict[str, str]:
    """Production settings whatever this shell has set: the desk that needs nothing, or PostgreSQL with Redis."""
    return {
        **os.environ,
        MARK: "1",
        "DJANGO_SETTINGS_MODULE": "support_desk.settings",
        "DATABASE_URL": url,
        "REDIS_URL": redis,
        "DEBUG": "0",
        "SECRET_KEY": "bench" * 12,
        "ALLOWED_HOSTS": "testserver",
        "PUBLIC_URL": "http://testserver",
        "MEDIA_ROOT": folder,
        "EMAIL_URL": f"file://{folder}/mail",
        "DEFAULT_FROM_EMAIL": "desk@desk.example",
        "CLAMD_URL": "",
    }


def _on_the_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]
