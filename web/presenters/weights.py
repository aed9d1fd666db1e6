"""The versions of the weights side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from experts.matching import CRITERIA, DEFAULT_WEIGHTS
from experts.models import MatchingWeights
from experts.selectors import weights_in_force
from experts.wording import CRITERION_NAMES

SHOWN = 6  # versions side by side; older ones stay in the journal


@dataclass(frozen=True, slots=True)
class Version:
    """Weights of one version; the built-in one has no beginning."""

    number: int
    since: datetime | None
    note: str
    note_language: str
    points: Mapping[str, int]
    in_force: bool


@dataclass(frozen=True, slots=True)
class Points:
    """What a criterion is worth in a version."""

    version: int
    points: int


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion with its points in every version shown, the newest first."""

    code: str
    name: str
    points: list[Points]


@dataclass(frozen=True, slots=True)
class WeightsTable:
    versions: list[Version]
    lines: list[Line]


def weights_table(now: datetime) -> WeightsTable:
    """The newest versions and the built-in one, in two queries."""
    current = weights_in_force(now).version
    rows = MatchingWeights.objects.order_by("-version")[:SHOWN]
    versions = [
        Version(
            row.version, row.in_force_from, row.note, row.text_language, row.points, row.version == current
        )
        for row in rows
    ]
    built_in = DEFAULT_WEIGHTS.version
    versions.append(Version(built_in, None, "", "", DEFAULT_WEIGHTS.points, built_in == current))
    lines = [
        Line(
            code,
            str(CRITERION_NAMES[code]),
            [Points(version.number, version.points[code]) for version in versions],
        )
        for code in CRITERIA
    ]
    return WeightsTable(versions, lines)
