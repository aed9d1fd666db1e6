"""Files that no row points to: a worker died between writing a file and its row. They do not stay for ever."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from core import storage
from experts.models import ExpertDocument
from requests_app.models import Attachment
from workflows.models import CaseFile, Document

logger = logging.getLogger(__name__)

YOUNG = timedelta(days=1)  # a file may be waiting for its row
OWNERS: Mapping[str, type[Model]] = {
    "attachments": Attachment,
    "case-files": CaseFile,
    "documents": Document,
    "experts": ExpertDocument,
}
"""The model whose column `file` names the files of an area."""


def remove_orphans(*, now: datetime) -> int:
    """Look through one folder of each area, another one each minute: all within some hours. Returns how many went."""
    shard = int(now.timestamp() // 60) % storage.SHARDS
    return sum(_remove_in(area, shard, now=now) for area in OWNERS)


def _remove_in(area: str, shard: int, *, now: datetime) -> int:
    old = storage.names_of(area, shard=shard, before=now - YOUNG)
    orphans = sorted(set(old) - _owned(OWNERS[area], old))
    for path in orphans:
        logger.warning("removing %s, which no row points to", path)
    storage.remove(orphans)
    return len(orphans)


def _owned(model: Any, paths: Collection[str]) -> set[str]:
    return (
        set(model._default_manager.filter(file__in=paths).values_list("file", flat=True)) if paths else set()
    )
