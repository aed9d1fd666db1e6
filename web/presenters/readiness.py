"""How ready the roster is, as a table: theme and language down, months across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst

from requests_app.form import working_languages
from web.presenters.choices import language_names
from workflows.selectors.readiness import Line, Month, readiness


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A line of the table."""

    line: Line
    language: str

    @property
    def months(self) -> Sequence[Month]:
        return self.line.months


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """`thin` months have fewer than two people; without a current phase there are no lines."""

    months: Sequence[date]
    lines: list[ReadyLine]
    thin: int


def readiness_view(now: datetime) -> ReadinessView:
    """The table in the reader's language, in a constant number of queries."""
    names = language_names()
    languages = sorted(working_languages(), key=lambda code: names.get(code, code))
    found = readiness(languages, now=now)
    lines = [ReadyLine(line, capfirst(names.get(line.language, line.language))) for line in found.lines]
    return ReadinessView(found.months, lines, found.thin)
