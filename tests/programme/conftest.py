from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from programme.services.reference import DATA, LoadReport, load_reference

NOW = datetime(2014, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def loaded(db: None, now: datetime) -> LoadReport:
    """The reference data of the project, loaded once into an empty database."""
    return load_reference(now=now)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference files that a test may damage."""
    for source in DATA.iterdir():
        (tmp_path / source.name).write_bytes(source.read_bytes())
    return tmp_path


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces a text of a reference file, which must be there."""

    def replace(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
