"""How far the theme check and the officers agree, over time and by theme: counts, of nobody in particular."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from programme.models import Theme
from requests_app.querysets import SupportRequestQuerySet
from workflows.models import ThemeReading, ThemeVerdict

Outcome = ThemeVerdict.Outcome


@dataclass(frozen=True, slots=True)
class Score:
    """Decisions: how often the main theme, and the answer whether the request is in scope, were the check's.

    `unsure` is in how many of them the check said that it was unsure.
    """

    checked: int
    main_agreed: int
    scope_agreed: int
    unsure: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.main_agreed / self.checked) if self.checked else None


@dataclass(frozen=True, slots=True)
class MonthScore:
    """The decisions of one month (its first day) that one version of the check had read for."""

    month: date
    engine: str
    score: Score


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """How often a theme was proposed and confirmed, added by the officer, or proposed and taken away."""

    code: str
    label_en: str
    label_fr: str
    agreed: int
    added: int
    removed: int

    @property
    def decided(self) -> int:
        return self.agreed + self.added + self.removed

    @property
    def percent(self) -> int | None:
        return round(100 * self.agreed / self.decided) if self.decided else None


@dataclass(frozen=True, slots=True)
class Scores:
    """The whole score of a period."""

    total: Score
    by_month: tuple[MonthScore, ...]
    by_theme: tuple[ThemeScore, ...]


def theme_scores(submitted: SupportRequestQuerySet) -> Scores:
    """The score over some requests. Three queries, however many there are."""
    readings = ThemeReading.objects.filter(support_request__in=submitted.values("pk")).order_by()
    months = _by_month(readings)
    return Scores(_sum(each.score for each in months), months, _by_theme(readings))


def _by_month(readings: QuerySet[ThemeReading]) -> tuple[MonthScore, ...]:
    rows = (
        readings.annotate(month=TruncMonth("decided_at"))
        .values("month", "engine")
        .annotate(
            checked=Count("pk"),
            main_agreed=Count("pk", filter=Q(main_agreed=True)),
            scope_agreed=Count("pk", filter=Q(in_scope_found=F("in_scope_decided"))),
            unsure=Count("pk", filter=Q(unsure=True)),
        )
        .order_by("month", "engine")
    )
    return tuple(
        MonthScore(
            month=row["month"].date(),
            engine=row["engine"],
            score=Score(row["checked"], row["main_agreed"], row["scope_agreed"], row["unsure"]),
        )
        for row in rows
    )


def _by_theme(readings: QuerySet[ThemeReading]) -> tuple[ThemeScore, ...]:
    counted = {
        (row["theme_id"], row["outcome"]): row["count"]
        for row in ThemeVerdict.objects.filter(reading__in=readings.values("pk"))
        .values("theme_id", "outcome")
        .annotate(count=Count("pk"))
        .order_by()
    }
    named = Theme.objects.filter(pk__in={theme for theme, _outcome in counted}).order_by("phase", "order")
    return tuple(
        ThemeScore(
            theme.code,
            theme.label_en,
            theme.label_fr,
            *(
                counted.get((theme.code, outcome), 0)
                for outcome in (Outcome.AGREED, Outcome.ADDED, Outcome.REMOVED)
            ),
        )
        for theme in named
    )


def _sum(scores: Iterable[Score]) -> Score:
    rows = list(scores)
    return Score(
        sum(row.checked for row in rows),
        sum(row.main_agreed for row in rows),
        sum(row.scope_agreed for row in rows),
        sum(row.unsure for row in rows),
    )
