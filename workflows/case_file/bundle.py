"""Writes entries into a zip file: the same entries give the same bytes, and memory stays flat. Pure.

Nothing but the entries decides the bytes: not the order in which they come, nor the clock, nor the machine.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import IO

MANIFEST = "MANIFEST.sha256"
CHUNK = 1024 * 1024  # bytes
WORDS = (".json", ".jsonl", ".txt", ".py", ".sha256")  # what shrinks; papers and attachments hardly do


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive; `opened` gives its content, to be read once."""

    name: str
    opened: Callable[[], IO[bytes]]
    size: int

    @classmethod
    def of(cls, name: str, content: bytes) -> Entry:
        return cls(name, lambda: BytesIO(content), len(content))


def write_bundle(
    target: IO[bytes], entries: Iterable[Entry], *, at: datetime, each: Callable[[], None] = lambda: None
) -> None:
    """Write the entries and, last, the manifest of their SHA-256 in the form of `sha256sum`.

    All files bear the time `at`; `each` is called after each of them.
    """
    digests: dict[str, str] = {}
    with zipfile.ZipFile(target, "w") as archive:
        for entry in sorted(entries, key=lambda entry: entry.name):
            digests[entry.name] = _add(archive, entry, at)
            each()
        lines = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
        _add(archive, Entry.of(MANIFEST, lines.encode()), at)


def _add(archive: zipfile.ZipFile, entry: Entry, at: datetime) -> str:
    info = zipfile.ZipInfo(entry.name, date_time=_stamp(at))
    info.create_system, info.external_attr = 3, 0o100644 << 16  # as on Unix, whatever machine writes it
    info.compress_type = zipfile.ZIP_DEFLATED if entry.name.endswith(WORDS) else zipfile.ZIP_STORED
    digest = hashlib.sha256()
    large = entry.size >= zipfile.ZIP64_LIMIT
    with closing(entry.opened()) as content, archive.open(info, "w", force_zip64=large) as place:
        for chunk in _chunks(content):
            digest.update(chunk)
            place.write(chunk)
    return digest.hexdigest()


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    while chunk := content.read(CHUNK):
        yield chunk


def _stamp(at: datetime) -> tuple[int, int, int, int, int, int]:
    """What a zip file can say of a time: whole pairs of seconds since 1980, here in UTC."""
    there = at.astimezone(UTC)
    return (there.year, there.month, there.day, there.hour, there.minute, there.second // 2 * 2)
