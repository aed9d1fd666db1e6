"""Files without rows go away, all others stay."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from core import storage
from tests import world
from tests.world import NOW
from workflows.models import Document
from workflows.services.orphans import YOUNG, remove_orphans

pytestmark = pytest.mark.django_db


def test_file_that_no_row_points_to_is_removed_once_it_is_old(settings) -> None:
    terms = world.request_in("matching").terms.get()
    orphan, owned, young = (storage.keep("documents", b"%PDF", extension=".pdf").path for _ in range(3))
    Document.objects.create(
        support_request=terms.support_request,
        terms=terms,
        language="en",
        content_hash=terms.content_hash,
        state="ready",
        file=owned,
        asked_at=NOW,
    )
    for path, age in ((orphan, 2 * YOUNG), (owned, 2 * YOUNG), (young, YOUNG / 2)):
        written = (NOW - age).timestamp()
        os.utime(Path(settings.MEDIA_ROOT) / path, (written, written))

    gone = sum(remove_orphans(now=NOW + timedelta(minutes=shard)) for shard in range(storage.SHARDS))

    left = {str(path.relative_to(settings.MEDIA_ROOT)) for path in Path(settings.MEDIA_ROOT).rglob("*.pdf")}
    assert (gone, left) == (1, {owned, young})
