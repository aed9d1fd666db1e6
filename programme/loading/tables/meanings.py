"""What the themes mean. The file may be absent: meanings can be written in the administration as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from programme.loading.files import read_document
from programme.loading.sync import Table
from programme.models import ThemeMeaning

TEXTS = ("definition_en", "definition_fr", "counted_in_en", "counted_in_fr", "origin")


def tables(folder: Path) -> Iterator[Table]:
    path = folder / "theme_meanings.json"
    if not path.is_file():
        return
    rows = read_document(path).records("meanings")
    yield Table(
        ThemeMeaning,
        [
            (
                row,
                {
                    "theme_id": row.text("theme"),
                    **{name: row.text(name) for name in TEXTS},
                    **{name: row.optional(name) for name in ("left_out_en", "left_out_fr", "note")},
                },
            )
            for row in rows
        ],
    )
