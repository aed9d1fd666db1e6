"""The work on papers when something goes wrong: a worker that dies, a paper that cannot be drawn."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from core import outbox, storage
from core.outbox import LEASE, claim, relay
from tests import world
from tests.world import NOW
from workflows.handlers import HANDLERS, PAPERS
from workflows.models import Document
from workflows.services.documents import make_documents
from workflows.services.orphans import YOUNG, remove_orphans
from workflows.services.papers import issue_papers

pytestmark = pytest.mark.django_db


def states() -> list[tuple[str, str, str]]:
    rows = Document.objects.select_related("paper").order_by("paper__number", "language")
    return [(row.kind, row.language, row.state) for row in rows]


def test_worker_that_dies_between_file_and_row_loses_nothing_and_leaves_nothing_for_ever(settings) -> None:
    row = world.request_in("submitted")
    outbox.publish("documents", {"id": row.pk}, now=NOW)
    claim(now=NOW, limit=1, only=PAPERS)  # and here the worker dies: a paper written, a file without its row
    issue_papers(row, now=NOW)
    storage.keep("documents", b"%PDF", extension=".pdf")

    at_once = relay(HANDLERS, now=NOW, only=PAPERS)
    later = relay(HANDLERS, now=NOW + LEASE + timedelta(seconds=1), only=PAPERS)
    sweep = NOW + timedelta(days=20_000)  # files of today are old then
    swept = sum(remove_orphans(now=sweep + timedelta(minutes=shard)) for shard in range(storage.SHARDS))

    assert (at_once, later, swept) == (0, 1, 1)
    assert states() == [("acknowledgement", "en", "ready"), ("acknowledgement", "fr", "ready")]
    on_disk = {
        str(path.relative_to(settings.MEDIA_ROOT)) for path in Path(settings.MEDIA_ROOT).rglob("*.pdf")
    }
    assert on_disk == set(Document.objects.values_list("file", flat=True))
    assert YOUNG > LEASE


def test_paper_that_cannot_be_drawn_says_so_keeps_no_other_back_and_is_made_again() -> None:
    row = world.request_in("question")
    issue_papers(row, now=NOW)
    broken = row.papers.get(kind="acknowledgement")
    whole = broken.content
    row.papers.filter(pk=broken.pk).update(content={})

    with pytest.raises(KeyError):
        make_documents(row, now=NOW)
    failed = states()
    row.papers.filter(pk=broken.pk).update(content=whole)
    make_documents(row, now=NOW)

    assert failed == [
        ("acknowledgement", "en", "failed"),
        ("acknowledgement", "fr", "failed"),
        ("question", "en", "ready"),
        ("question", "fr", "ready"),
    ]
    assert {state for _kind, _language, state in states()} == {"ready"}
