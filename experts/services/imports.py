"""People from the exchange format, taken in through the same services as everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from core.actors import Actor
from experts.matching.exchange import (
    NO_SHIFT,
    category_of,
    competences_of,
    languages_of,
    profile_from_record,
    windows_of,
)
from experts.models import Expert
from experts.services.availability import PeriodInput, set_availability
from experts.services.profiles import register_expert
from experts.services.vetting import vet_expert


def expert_from_sample(
    record: Mapping[str, Any], *, actor: Actor, now: datetime, shift: timedelta = NO_SHIFT
) -> Expert:
    """A vetted expert with everything the record says; windows of availability are moved by `shift`.

    Raises `BadRecord` for a record that cannot be read.
    """
    profile_from_record(record)
    with transaction.atomic():
        expert = register_expert(values=_values(record), code=record["id"], actor=actor, now=now)
        windows = [PeriodInput(start, end) for start, end in windows_of(record, shift=shift)]
        expert = set_availability(expert=expert, windows=windows, actor=actor, now=now)
        return vet_expert(expert=expert, verdict=Expert.Vetting.VETTED, actor=actor, now=now)


def _values(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": record["name"],
        "email": f"{record['id'].lower()}@experts.example",
        "language": _preferred(record),
        "headline": record["headline"],
        "category": category_of(record),
        "home_country_code": record["home_country"],
        "daily_fee": record["daily_fee_eur"],
        "gender": record["gender"],
        "cv_language": record["cv_language"],
        "cv_summary": record["cv_summary"],
        "expertise_areas": record["expertise_areas"],
        "country_experience": record["countries_worked"],
        "languages": [{"code": code, "cefr_speaking": level} for code, level in languages_of(record).items()],
        "competences": [
            {"theme": theme, "level": level, "years": years}
            for theme, (level, years) in competences_of(record).items()
        ],
    }


def _preferred(record: Mapping[str, Any]) -> str:
    """The language of the CV when the person commands it, else the best of those the desk writes in."""
    levels = languages_of(record)
    spoken = [code for code in ("en", "fr", "pt") if code in levels]
    if record["cv_language"] in spoken or not spoken:
        return str(record["cv_language"])
    return max(spoken, key=lambda code: levels[code])
