from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from workflows import tasks

logger = logging.getLogger(__name__)

PAUSE = 0.3  # seconds between two looks at an empty outbox
SWEEP_EVERY = timedelta(seconds=30)
# The renderer keeps a little of every paper; at this size (in bytes) the worker begins anew in its own place.
MOST_MEMORY = 600 * 1024 * 1024


class Command(BaseCommand):
    """Background work without a broker: delivers the outbox and runs the sweeps until told to stop."""

    help = "Do the background work of a desk without a broker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            tasks.run_sweeps()
            while tasks.relay_outbox() or tasks.relay_papers():
                pass
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        papers = threading.Thread(target=_repeat, args=(tasks.relay_papers, stop), name="papers")
        papers.start()
        grown = self._work_until(stop)
        stop.set()
        papers.join()
        if grown:
            logger.info("beginning anew, to give memory back")
            os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 - this very command

    def _work_until(self, stop: threading.Event) -> bool:
        """Work until told to stop (False), or until the process has grown too large (True)."""
        swept_at: datetime | None = None
        while not stop.is_set():
            now = timezone.now()
            if swept_at is None or now - swept_at >= SWEEP_EVERY:
                _survive(tasks.run_sweeps)
                swept_at = now
                if memory() > MOST_MEMORY:
                    return True
            if not _survive(tasks.relay_outbox):
                stop.wait(PAUSE)
        return False


def memory() -> int:
    """What this process holds of the machine's memory now, in bytes; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _repeat(work: Callable[[], int], stop: threading.Event) -> None:
    while not stop.is_set():
        if not _survive(work):
            stop.wait(PAUSE)


def _survive(work: Callable[[], int]) -> int:
    """Do a piece of work; a database that is away for a moment must not end the worker."""
    try:
        return work()
    except Exception:
        logger.exception("background work failed; trying again")
        return 0
    finally:
        close_old_connections()
