"""The desk in numbers: periods to choose from, and counts with the length of their bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.errors import Text
from requests_app.states import PublicState
from workflows.selectors.insights import ALWAYS, Overview, Period, Share
from workflows.selectors.theme_scores import Scores, ThemeScore

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Choice:
    """A period that the address can ask for."""

    code: str
    label: Text
    period: Period
    chosen: bool = False


def choices(first_year: int | None, asked: str, *, now: datetime) -> list[Choice]:
    """The last twelve months, each year since the first request, and all time; one of them is chosen."""
    years = range(now.year, (first_year or now.year) - 1, -1)
    offered = [
        Choice("", _("The last 12 months"), Period(since=now - A_YEAR)),
        *(Choice(str(year), str(year), _year(year)) for year in years),
        Choice("all", _("All time"), ALWAYS),
    ]
    known = asked if asked in {choice.code for choice in offered} else ""
    return [Choice(one.code, one.label, one.period, one.code == known) for one in offered]


def _year(year: int) -> Period:
    return Period(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Bar:
    """A number with its share of all and the length of its bar, both in percent."""

    label: Text
    count: int
    share: int
    length: int


def state_bars(overview: Overview) -> list[Bar]:
    named = [(PublicState(code).label, count) for code, count in overview.by_public_state.items()]
    return _bars(named, overview.total)


def share_bars(shares: Iterable[Share], language: str) -> list[Bar]:
    named = [(share.label_fr if language == "fr" else share.label_en, share.count) for share in shares]
    return _bars(named, sum(count for _label, count in named))


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """The score of a theme under its name."""

    label: str
    score: ThemeScore


def theme_lines(scores: Scores, language: str) -> list[ThemeLine]:
    return [
        ThemeLine(score.label_fr if language == "fr" else score.label_en, score) for score in scores.by_theme
    ]


def _bars(named: list[tuple[Text, int]], total: int) -> list[Bar]:
    longest = max((count for _label, count in named), default=0)
    return [
        Bar(
            label,
            count,
            round(100 * count / total) if total else 0,
            round(100 * count / longest) if longest else 0,
        )
        for label, count in named
    ]
