"""The roster as lists narrow it and as the ranking needs it, and the weights in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from experts.matching import CRITERIA, DEFAULT_WEIGHTS, Appraisals, Bar, CoolDown, Period, Profile, Weights
from experts.matching.columns import Listing
from experts.matching.geography import regions_of
from experts.models import (
    AvailabilityWindow,
    Cefr,
    Competence,
    CountryExperience,
    Exclusion,
    Expert,
    ExpertiseClaim,
    LanguageSkill,
    MatchingWeights,
    Unavailability,
)
from experts.querysets import ExpertQuerySet

Rows = dict[int, list[tuple[Any, ...]]]
Departures = Callable[[int, str, str], date | None]
"""Expert id, nationality and category in; the first day on which such a person could leave out."""

NO_APPRAISALS = Appraisals(0.0, 0)
OFF_THE_ROSTER = frozenset({"suspended", "left"})
COLUMNS = (
    "pk",
    "vetting",
    "vetted_at",
    "consent_until",
    "headline",
    "cv_summary",
    "expertise_areas",
    "home_country_code",
    "category",
    "rest_days",
    "days_per_year",
    "daily_fee",
    "nationality_id",
    "vetted_until",
)


def narrow_roster(rows: ExpertQuerySet, asked: Mapping[str, Any]) -> ExpertQuerySet:
    """The people who meet every condition asked for; those on lists are subqueries, so no row comes twice.

    `theme`, `expertise`, `country` (lives or has worked there), `category` and `vetting` are lists of which one
    is enough; of `language` all are needed, spoken at `level` or better; `search` are words of name, code,
    headline or employer.
    """
    for word in asked.get("search", "").split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(code__icontains=word)
            | Q(headline__icontains=word)
            | Q(employer__icontains=word)
        )
    for column in ("category", "vetting"):
        if column in asked:
            rows = rows.filter(**{f"{column}__in": asked[column]})
    if "theme" in asked:
        deep = Competence.objects.filter(theme_id__in=asked["theme"], level__gte=1)
        rows = rows.filter(pk__in=deep.values("expert_id"))
    if "expertise" in asked:
        claimed = ExpertiseClaim.objects.filter(expertise_id__in=asked["expertise"])
        rows = rows.filter(pk__in=claimed.values("expert_id"))
    if "country" in asked:
        worked = CountryExperience.objects.filter(country_code__in=asked["country"])
        rows = rows.filter(Q(home_country_code__in=asked["country"]) | Q(pk__in=worked.values("expert_id")))
    return _speaking(rows, asked.get("language", ()), asked.get("level", Cefr.A1))


def free_throughout(rows: ExpertQuerySet, *, start: date, end: date) -> ExpertQuerySet:
    """Those whose own calendar leaves every day from `start` to `end` free; missions belong to a higher floor."""
    away = Unavailability.objects.filter(start__lte=end, end__gte=start)
    rows = rows.exclude(pk__in=away.values("expert_id"))
    inside = AvailabilityWindow.objects.filter(start__lte=start, end__gte=end).values("expert_id")
    return rows.filter(Q(pk__in=inside) | ~Q(pk__in=AvailabilityWindow.objects.values("expert_id")))


def _speaking(rows: ExpertQuerySet, languages: Sequence[str], level: str) -> ExpertQuerySet:
    enough = Cefr.values[Cefr.values.index(level) :]
    for code in languages:
        skilled = LanguageSkill.objects.filter(code=code, cefr_speaking__in=enough)
        rows = rows.filter(pk__in=skilled.values("expert_id"))
    return rows


def profiles(
    *,
    at: date,
    commitments: Mapping[int, Sequence[tuple[date, date]]] | None = None,
    appraisals: Mapping[int, tuple[float, int]] | None = None,
    days_used: Mapping[int, int] | None = None,
    loads: Mapping[int, int] | None = None,
    conflicts: Mapping[int, frozenset[str]] | None = None,
    departures: Departures | None = None,
    cool_downs: Mapping[int, tuple[CoolDown, ...]] | None = None,
    only: Sequence[int] | None = None,
) -> list[Profile]:
    """Everybody on the roster or proposed for it, as the ranking sees them, in eight queries however many; or `only`
    some of them, by id.

    Missions, appraisals, days worked this year, loads, conflicts, cool-downs and departures belong to a higher
    floor and are handed in by expert id. Whose consent ended before `at` is not on the roster; whose nationality
    is not known is taken for a national of their home country.
    """
    related = _related(only)
    return [
        _profile(
            row,
            related,
            on_roster=row[1] not in OFF_THE_ROSTER and (_until(row) or at) >= at,
            commitments=tuple(Period(*period) for period in (commitments or {}).get(row[0], ())),
            appraisals=Appraisals(*(appraisals or {}).get(row[0], NO_APPRAISALS)),
            days_used=(days_used or {}).get(row[0], 0),
            load=(loads or {}).get(row[0], 0),
            conflicts=(conflicts or {}).get(row[0], frozenset()),
            cool_downs=(cool_downs or {}).get(row[0], ()),
            earliest_departure=departures(row[0], row[12] or row[7], row[8]) if departures else None,
        )
        for row in _experts(only)
    ]


def listings(only: Sequence[int] | None = None) -> list[Listing]:
    """The same people as `columns_of` takes them: what depends on no day and on no mission. Eight queries."""
    related = _related(only)
    return [
        Listing(
            _profile(row, related, on_roster=row[1] not in OFF_THE_ROSTER),
            valid_until=_until(row),
            nationality=row[12] or "",
        )
        for row in _experts(only)
    ]


def _until(row: tuple[Any, ...]) -> date | None:
    """The last day on which consent and vetting both hold."""
    return min((day for day in (row[3], row[13]) if day is not None), default=None)


def _experts(only: Sequence[int] | None) -> Iterable[tuple[Any, ...]]:
    rows = Expert.objects.order_by("pk")
    return (rows if only is None else rows.filter(pk__in=only)).values_list(*COLUMNS)


def _profile(row: tuple[Any, ...], related: dict[str, Rows], **given: Any) -> Profile:
    pk, vetting, vetted_at, _, headline, cv, areas, home, category, rest_days, days_per_year, fee, *_rest = (
        row
    )
    worked = frozenset(code for (code,) in related["countries"][pk])
    return Profile(
        id=pk,
        vetted=vetting != "proposed" and vetted_at is not None,
        languages=dict(related["languages"][pk]),
        competences={theme: (level, years) for theme, level, years in related["competences"][pk]},
        expertise=dict(related["expertise"][pk]),
        areas=(headline, *areas),
        text=cv,
        countries=worked,
        regions=frozenset().union(*map(regions_of, worked | {home})),
        home_country=home,
        category=category,
        windows=tuple(Period(*window) for window in related["windows"][pk]),
        absences=tuple(Period(*absence) for absence in related["absences"][pk]),
        rest_days=rest_days,
        days_per_year=days_per_year,
        exclusions=frozenset(Bar(*bar) for bar in related["exclusions"][pk]),
        fee=None if fee is None else float(fee),
        **given,
    )


def _related(only: Sequence[int] | None) -> dict[str, Rows]:
    return {
        "languages": _rows(LanguageSkill, only, "code", "cefr_speaking"),
        "competences": _rows(Competence, only, "theme_id", "level", "years"),
        "expertise": _rows(ExpertiseClaim, only, "expertise_id", "level"),
        "countries": _rows(CountryExperience, only, "country_code"),
        "windows": _rows(AvailabilityWindow, only, "start", "end"),
        "absences": _rows(Unavailability, only, "start", "end"),
        "exclusions": _rows(Exclusion, only, "kind", "code"),
    }


def _rows(model: Any, only: Sequence[int] | None, *columns: str) -> Rows:
    rows: Rows = defaultdict(list)
    found = model.objects.order_by("pk")
    if only is not None:
        found = found.filter(expert_id__in=only)
    for expert_id, *values in found.values_list("expert_id", *columns):
        rows[expert_id].append(tuple(values))
    return rows


def weights_in_force(now: datetime) -> Weights:
    """The weights that count at a moment: the latest put in force by then, else the built-in ones."""
    row = (
        MatchingWeights.objects.filter(in_force_from__lte=now)
        .order_by("-in_force_from", "-version")
        .values_list("version", "points")
        .first()
    )
    if row is None:
        return DEFAULT_WEIGHTS
    version, points = row  # kept before a criterion was thought of, they say nothing of it: it counts nothing
    return Weights(version, {**dict.fromkeys(CRITERIA, 0), **points})
