"""Loading the reference data that comes with the project, as often as one likes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from programme.loading.sync import Counts, sync_table
from programme.loading.tables import SOURCES
from programme.models import Phase
from programme.services.paragraphs import keep_texts

DATA = Path(__file__).resolve().parent.parent / "data"
FIRST_PHASE = "PH3"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, table by table (keyed by model name), and which phase is current after it."""

    tables: dict[str, Counts]
    current_phase: str

    @property
    def created(self) -> int:
        return sum(counts.created for counts in self.tables.values())

    @property
    def updated(self) -> int:
        return sum(counts.updated for counts in self.tables.values())

    @property
    def unchanged(self) -> int:
        return sum(counts.unchanged for counts in self.tables.values())

    @property
    def kept_local(self) -> int:
        return sum(counts.kept_local for counts in self.tables.values())

    @property
    def removed(self) -> int:
        return sum(counts.removed for counts in self.tables.values())

    @property
    def left_over(self) -> int:
        return sum(counts.left_over for counts in self.tables.values())


@transaction.atomic
def load_reference(*, now: datetime, folder: Path = DATA) -> LoadReport:
    """Bring the reference tables in line with the files, all of them or none.

    Rows that an administrator edited and the chosen current phase are kept; on a fresh database `PH3` becomes
    current. Raises `ReferenceFileError`, which names the file, the row and the field.
    """
    tables = {
        table.model.__name__: sync_table(table, now=now) for source in SOURCES for table in source(folder)
    }
    keep_texts(now=now)
    return LoadReport(tables=tables, current_phase=_ensure_current_phase())


def _ensure_current_phase() -> str:
    if current := Phase.objects.current():
        return current.code
    return FIRST_PHASE if Phase.objects.filter(code=FIRST_PHASE).update(is_current=True) else ""
