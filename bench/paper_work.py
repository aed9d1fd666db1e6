"""Papers made by workers that run beside: how many a minute, how their memory grows, and what a killed one loses.

Run through `bench/scratch.py` (`measure("paper_work", database, ...)`); prints JSON. `--requests` of each kind are
made through the services; `--kill` ends every worker without warning each so many seconds and starts it again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.scratch import ROOT, set_up

set_up()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from core import outbox, storage  # noqa: E402
from core.models import OutboxMessage  # noqa: E402
from tests import world  # noqa: E402
from workflows.models import Document, Paper  # noqa: E402
from workflows.services.orphans import remove_orphans  # noqa: E402

LOOK_EVERY = 0.5  # seconds


class Workers:
    """Processes of `manage.py work`, which can be ended without warning."""

    def __init__(self, count: int) -> None:
        self.running = [self._start() for _ in range(count)]

    def kill(self) -> None:
        for place, process in enumerate(self.running):
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.running[place] = self._start()

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(60)

    def memory(self) -> int:
        """Megabytes of the largest."""
        return max(_resident(process.pid) for process in self.running)

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "work"]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def workers(count: int) -> Iterator[Workers]:
    found = Workers(count)
    try:
        yield found
    finally:
        found.stop()


def prepare(state: str, requests: int) -> None:
    """Requests that lived until a state; of all that follows only the papers are left to do."""
    for _ in range(requests):
        row = world.request_in(state)
        OutboxMessage.objects.open().filter(payload__id=row.pk).update(done_at=timezone.now())
        outbox.publish("documents", {"id": row.pk}, now=timezone.now())
    OutboxMessage.objects.open().exclude(topic="documents").update(done_at=timezone.now())


def run(count: int, kill: float) -> dict[str, Any]:
    """Let workers make everything, and look at them meanwhile."""
    dice, kills, memory = random.Random(7), 0, []
    began = time.monotonic()
    next_kill = began + kill if kill else float("inf")
    first = None
    with workers(count) as running:
        while OutboxMessage.objects.open().exists():
            time.sleep(LOOK_EVERY)
            made = Document.objects.filter(state="ready").count()
            first = first or (time.monotonic(), made) if made else None
            memory.append((made, running.memory()))
            if time.monotonic() > next_kill:
                running.kill()
                kills += 1
                next_kill = time.monotonic() + kill * dice.uniform(0.5, 1.5)
    seconds = time.monotonic() - (first[0] if first else began)
    done = Document.objects.filter(state="ready").count() - (first[1] if first else 0)
    return {"seconds": seconds, "a_minute": 60 * done / seconds, "kills": kills, "memory": quarters(memory)}


def quarters(samples: list[tuple[int, int]]) -> list[int]:
    """Megabytes when a quarter, a half, three quarters and all were made."""
    last = samples[-1][0]
    return [next(size for made, size in samples if made >= last * part / 4) for part in (1, 2, 3, 4)]


def account() -> dict[str, Any]:
    """What there is, and what is lost or left over; files without rows are then swept as the desk does."""
    rows = list(Document.objects.select_related("paper", "terms"))
    ready = [row for row in rows if row.state == "ready"]
    right = [
        row for row in ready if hashlib.sha256(storage.open_file(row.file).read()).hexdigest() == row.sha256
    ]
    folder = Path(settings.MEDIA_ROOT) / "documents"
    orphans = len(list(folder.rglob("*.pdf"))) - len(ready)
    later = timezone.now() + timedelta(days=2)
    swept = sum(remove_orphans(now=later + timedelta(minutes=shard)) for shard in range(storage.SHARDS))
    sizes: dict[str, list[int]] = {}
    for row in ready:
        sizes.setdefault(row.kind, []).append(row.size)
    return {
        "documents": len(rows),
        "expected": 2 * Paper.objects.count() + Document.objects.exclude(terms=None).count(),
        "ready": len(ready),
        "whole": len(right),
        "orphans": orphans,
        "swept": swept,
        "stuck": OutboxMessage.objects.stuck().count(),
        "bytes": {kind: round(statistics.median(found)) for kind, found in sorted(sizes.items())},
    }


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    found = [line for line in lines if line.startswith("VmRSS")]
    return int(found[0].split()[1]) // 1024 if found else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", default="mobilisation")
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kill", type=float, default=0, help="seconds")
    options = parser.parse_args()
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    prepare(options.state, options.requests)
    print(json.dumps({**run(options.workers, options.kill), **account()}))


if __name__ == "__main__":
    main()
