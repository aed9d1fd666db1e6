"""Private files: written before any row points to them, under names that say nothing and cannot be guessed.

Files lie under `MEDIA_ROOT`, which no URL serves; a door opens one after asking for permission.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

logger = logging.getLogger(__name__)

SHARDS = 256  # folders of an area, by the first two letters of the names


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where a file lies, its size in bytes and its SHA-256 (hex)."""

    path: str
    size: int
    sha256: str


def keep(area: str, content: bytes | File[bytes], *, extension: str) -> StoredFile:
    """Write a file into an area (`attachments`, `documents`); call it before the row is written."""
    file = ContentFile(content) if isinstance(content, bytes) else content
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    token = secrets.token_hex(16)
    path = default_storage.save(f"{area}/{token[:2]}/{token}{extension}", file)
    return StoredFile(path=path, size=file.size, sha256=digest.hexdigest())


def open_file(path: str) -> IO[bytes]:
    """Open a kept file for reading; raises `FileNotFoundError`."""
    return default_storage.open(path, "rb")


def is_there(path: str) -> bool:
    """Whether a kept file is still where it was kept."""
    return default_storage.exists(path)


def remove(paths: Iterable[str]) -> None:
    """Remove files that no row points to any more; one that is gone already is no error."""
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            default_storage.delete(path)


def names_of(area: str, *, shard: int, before: datetime) -> list[str]:
    """The files of one of the 256 folders of an area that were last written before a time."""
    folder = f"{area}/{shard % SHARDS:02x}"
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []
    return [path for name in sorted(names) if _older(path := f"{folder}/{name}", before)]


def _older(path: str, before: datetime) -> bool:
    """Whether it was written before; one that went away meanwhile was not."""
    with contextlib.suppress(FileNotFoundError):
        return default_storage.get_modified_time(path) < before
    return False
