"""Conditions of lists that no queryset of the domain words yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from experts.models import Cefr, Competence, CountryExperience, LanguageSkill
from experts.querysets import ExpertQuerySet


def narrow_experts(rows: ExpertQuerySet, asked: Mapping[str, Any]) -> ExpertQuerySet:
    """The experts that meet every condition asked for; those on lists are subqueries, so no row comes twice."""
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
    if "country" in asked:
        worked = CountryExperience.objects.filter(country_code__in=asked["country"])
        rows = rows.filter(Q(home_country_code__in=asked["country"]) | Q(pk__in=worked.values("expert_id")))
    return _speaking(rows, asked.get("language", ()), asked.get("level", Cefr.A1))


def _speaking(rows: ExpertQuerySet, languages: Any, level: str) -> ExpertQuerySet:
    enough = Cefr.values[Cefr.values.index(level) :]
    for code in languages:
        skilled = LanguageSkill.objects.filter(code=code, cefr_speaking__in=enough)
        rows = rows.filter(pk__in=skilled.values("expert_id"))
    return rows
