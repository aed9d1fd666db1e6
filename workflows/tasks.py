"""Background work as Celery knows it: five lines each, safe to run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from core import outbox
from workflows.handlers import HANDLERS, PAPERS
from workflows.services.alarm import sound_alarm
from workflows.services.case_files import expire_case_files
from workflows.services.housekeeping import tidy_up
from workflows.services.orphans import remove_orphans
from workflows.services.sweeps import run_sweeps as sweep

PAPERS_AT_A_TIME = 5


@shared_task
def relay_outbox() -> int:
    """Deliver what waits in the outbox, except what takes long."""
    return outbox.relay(HANDLERS, now=timezone.now(), without=PAPERS)


@shared_task
def relay_papers() -> int:
    """Make a few of the papers that wait in the outbox; mails and notices never wait behind them.

    They are taken one by one: a worker that dies takes only the one along that it was at.
    """
    made = 0
    while made < PAPERS_AT_A_TIME and outbox.relay(HANDLERS, now=timezone.now(), only=PAPERS, limit=1):
        made += 1
    return made


@shared_task
def run_sweeps() -> int:
    """Do what is due because time passed, sound the alarm when nothing is delivered, and tidy up."""
    now = timezone.now()
    moves = sweep(now=now)
    sound_alarm(now=now)
    tidy_up(now=now)
    expire_case_files(now=now)
    remove_orphans(now=now)
    return moves
