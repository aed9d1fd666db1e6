"""The how-to is run as it stands: a real server, real background work, a shell and curl.

Without PostgreSQL and Redis the desk runs as `bin/serve` runs it by default, on SQLite with its own worker; with
them it runs with Celery's worker and beat.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent.parent
STORY = ROOT / "docs" / "how-to" / "life-of-a-request.md"
PATIENCE = 60  # seconds for a server to answer
SCALED = bool(os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))

pytestmark = pytest.mark.skipif(
    not shutil.which("curl"), reason="CURL IS MISSING, the journey did NOT run: apt-get install -y curl"
)


@dataclass(frozen=True)
class Desk:
    """A running desk: where it is, and the environment of its commands."""

    url: str
    folder: Path
    environment: Mapping[str, str]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    port = free_port()
    environment = {**os.environ, **settings_of(tmp_path, port)}
    with_database = scratch_database(environment) if SCALED else iter([None])
    next(with_database)
    for command in (["migrate"], ["load_reference"], SEED):
        manage(environment, *command)
    running = [subprocess.Popen(line, cwd=ROOT, env=environment) for line in processes(port)]  # noqa: S603
    try:
        desk = Desk(f"http://127.0.0.1:{port}", tmp_path, environment)
        wait_until_it_answers(desk.url)
        yield desk
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)
        next(with_database, None)


SEED = ["seed_demo", "--requests", "1", "--experts", "40", "--password", "eine ruhige Probe", "--force"]


def settings_of(folder: Path, port: int) -> dict[str, str]:
    here = {
        "DEBUG": "1",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_URL": f"file://{folder / 'mail'}",
        "DJANGO_SETTINGS_MODULE": "support_desk.settings",
    }
    return here if SCALED else {**here, "DATABASE_URL": f"sqlite:///{folder / 'desk.sqlite3'}"}


def processes(port: int) -> list[list[str]]:
    python = [sys.executable, "-m"]
    web = [*python, "gunicorn", "support_desk.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    if not SCALED:
        return [web, [sys.executable, "manage.py", "work"]]
    celery = [*python, "celery", "--app", "support_desk"]
    schedule = str(Path("/tmp") / f"beat-{port}")  # noqa: S108 - a name of this run only
    return [
        web,
        [*celery, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"],
        [*celery, "beat", "--schedule", schedule, "--loglevel", "WARNING"],
    ]


def scratch_database(environment: dict[str, str]) -> Iterator[None]:
    """A PostgreSQL database of this run alone; and a Redis one, so that no other worker takes our ticks."""
    server, name = environment["DATABASE_URL"], f"journey_{secrets.token_hex(4)}"
    environment["DATABASE_URL"] = re.sub(r"/[^/]*$", f"/{name}", server)
    environment["REDIS_URL"] = re.sub(r"/\d*$", "/14", environment["REDIS_URL"])
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    yield


def manage(environment: Mapping[str, str], *command: str) -> None:
    subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=dict(environment),
        check=True,
        capture_output=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_it_answers(url: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()  # noqa: S310
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def test_the_story_can_be_played_from_the_first_sentence_to_the_closed_file(desk: Desk) -> None:
    shell = "\n".join(re.findall(r"```bash\n(.*?)```", STORY.read_text(), re.DOTALL))
    environment = {
        **desk.environment,
        "DESK": desk.url,
        "MAIL": str(desk.folder / "mail"),
        "MANAGE": f"{sys.executable} {ROOT / 'manage.py'}",
    }

    played = subprocess.run(
        ["bash", "-c", shell], cwd=desk.folder, env=environment, capture_output=True, text=True, timeout=300
    )

    assert played.returncode == 0, f"{played.stdout}\n{played.stderr}"
    said = played.stdout.splitlines()
    assert said[-1] == "The request is closed"
    assert any(line.startswith("The journal is whole") for line in said)
    assert "as it should be: nobody approves twice" in said
    assert any("Aïssatou Diop a soumis la demande." in line for line in said)
    assert any("Aïssatou Diop submitted the request." in line for line in said)
    assert "TERMES DE RÉFÉRENCE" in text_of(desk.folder / "terms-fr.pdf")
    assert "TERMS OF REFERENCE" in text_of(desk.folder / "terms-en.pdf")


def text_of(paper: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(paper).pages)
