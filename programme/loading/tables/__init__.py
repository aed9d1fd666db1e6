"""What each file holds, in the order in which rows may point at one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from programme.loading.sync import Table
from programme.loading.tables import (
    catalogues,
    frameworks,
    geography,
    meanings,
    missions,
    paperwork,
    vocabulary,
)

Source = Callable[[Path], Iterator[Table]]

SOURCES: tuple[Source, ...] = (
    geography.tables,
    frameworks.tables,
    catalogues.tables,
    paperwork.tables,
    meanings.tables,
    missions.tables,
    vocabulary.tables,
)
