"""What the whole file of a request holds, as entries of an archive: records, journal, papers, attachments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import translation

from core import storage
from core.actors import Actor
from core.journal import canonical
from core.models import JournalEvent
from requests_app.models import SupportRequest
from workflows import case_file as room
from workflows.case_file.bundle import Entry
from workflows.selectors.case_records import records_of
from workflows.selectors.papers import paper_name
from workflows.selectors.terms_source import LANGUAGES
from workflows.selectors.timeline import tell
from workflows.states import DocumentState

SHIPPED = Path(str(room.__file__)).parent


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that goes into the archive; `at` is the time of the last event that it tells of."""

    entries: list[Entry]
    at: datetime
    sequence: int


def gather(row: SupportRequest, actor: Actor) -> Gathered:
    """The file of a locked request as the actor may see it. What is not on disk is named in `missing.txt`."""
    events = list(JournalEvent.objects.of(row.chain).order_by("sequence"))
    missing: list[str] = []
    entries = [
        *(_json(name, rows) for name, rows in records_of(row, actor).items()),
        *_journal(row, events, actor),
        *(_shipped(name) for name in ("readme.en.txt", "readme.fr.txt", "verify.py")),
        *_stored(_papers(row), missing),
        *_stored(_attachments(row), missing),
    ]
    if missing:
        entries.append(Entry.of("missing.txt", "".join(f"{name}\n" for name in sorted(missing)).encode()))
    return Gathered(entries, events[-1].at, events[-1].sequence)


def _journal(row: SupportRequest, events: list[JournalEvent], actor: Actor) -> Iterator[Entry]:
    lines = "".join(f"{canonical(event)}\n" for event in events)
    yield Entry.of("journal/journal.jsonl", lines.encode())
    yield _json(
        "journal/head.json", {"chain": row.chain, "sequence": row.journal_sequence, "hash": row.journal_hash}
    )
    for language in LANGUAGES:
        with translation.override(language):
            told = [
                f"{entry.at:%Y-%m-%d %H:%M} UTC  {entry.sequence}. {entry.sentence}\n"
                for entry in tell(events, actor=actor)
            ]
        yield Entry.of(f"journal/timeline.{language}.txt", "".join(told).encode())


def _papers(row: SupportRequest) -> Iterator[tuple[str, str, int]]:
    """Name in the archive, place in the storage and size of each paper that was made."""
    rows = row.documents.filter(state=DocumentState.READY).select_related("support_request", "terms", "paper")
    for document in rows.order_by("id"):
        yield f"papers/{document.pk}-{paper_name(document)}", document.file, document.size


def _attachments(row: SupportRequest) -> Iterator[tuple[str, str, int]]:
    """Those that were removed after submission are still on disk: decisions may rest on them."""
    for attachment in row.attachments.order_by("id"):
        yield f"attachments/{attachment.pk}-{attachment.name}", attachment.file, attachment.size


def _stored(files: Iterable[tuple[str, str, int]], missing: list[str]) -> Iterator[Entry]:
    for name, path, size in files:
        if storage.is_there(path):
            yield Entry(name, partial(storage.open_file, path), size)
        else:
            missing.append(name)


def _shipped(name: str) -> Entry:
    """A file of this project; the archive calls a read-me by the name that people look for."""
    content = (SHIPPED / name).read_bytes()
    return Entry.of(name.replace("readme", "README"), content)


def _json(name: str, content: Any) -> Entry:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    return Entry.of(name, f"{text}\n".encode())
