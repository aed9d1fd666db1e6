import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from requests_app.theme_check import PhaseDefinition, ThemeRow, phase_from_vocabulary

DATA = Path(__file__).resolve().parents[3] / "programme" / "data"


@cache
def shipped_phase(code: str) -> PhaseDefinition:
    frameworks = json.loads((DATA / "frameworks.json").read_text(encoding="utf-8"))
    phase = next(phase for phase in frameworks["phases"] if phase["code"] == code)
    themes = [
        ThemeRow(row["code"], row["label_en"], row["label_fr"], row["cross_cutting"], row.get("subjects", ()))
        for row in phase["elements"]
        if row["kind"] == phase["theme_kind"]
    ]
    vocabulary = json.loads((DATA / "vocabulary.json").read_text(encoding="utf-8"))
    return phase_from_vocabulary(code, themes, vocabulary)


@pytest.fixture(scope="session")
def phase() -> Callable[[str], PhaseDefinition]:
    """The definition of a phase as it is shipped."""
    return shipped_phase
