"""The worker without a broker, as a process among others."""

import os
import sys

import pytest
from django.core.management import call_command

from workflows import tasks
from workflows.management.commands import work


@pytest.mark.django_db  # between two pieces of work it looks after its connections
def test_a_worker_that_has_grown_begins_anew_in_its_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = list[list[str]]()
    for task in ("run_sweeps", "relay_outbox", "relay_papers"):
        monkeypatch.setattr(tasks, task, lambda: 0)
    monkeypatch.setattr(work, "MOST_MEMORY", 1)
    monkeypatch.setattr(os, "execv", lambda program, arguments: begun.append([program, *arguments]))

    call_command("work")

    assert begun == [[sys.executable, sys.executable, *sys.argv]]


def test_the_memory_of_this_process_is_known() -> None:
    assert 10 * 1024 * 1024 < work.memory() < 100 * 1024 * 1024 * 1024
