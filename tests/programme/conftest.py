from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from programme.services.reference import DATA, LoadReport, load_reference

VOCABULARY = '{"PH3-T1": {"en": {"for": [["census", 3]], "against": [["football", 1]]}}}'
NOW = datetime(2014, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def light(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference files with a vocabulary of two terms: the real one is most of the time of a load."""
    copy = tmp_path_factory.mktemp("reference")
    shutil.copytree(DATA, copy, dirs_exist_ok=True)
    (copy / "vocabulary.json").write_text(VOCABULARY, encoding="utf-8")
    return copy


@pytest.fixture
def loaded(db: None, now: datetime, light: Path) -> LoadReport:
    """The reference data with the light vocabulary, loaded once into an empty database."""
    return load_reference(now=now, folder=light)


@pytest.fixture
def loaded_in_full(db: None, now: datetime) -> LoadReport:
    """The reference data exactly as the project ships it."""
    return load_reference(now=now)


@pytest.fixture
def folder(tmp_path: Path, light: Path) -> Path:
    """A copy of the light reference files that a test may damage."""
    shutil.copytree(light, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces a text of a reference file, which must be there."""

    def replace(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
