"""The experts of the demonstration: the samples, further ones like them, and the one who can sign in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from core.actors import Actor
from experts.models import Expert
from experts.services.availability import PeriodInput, set_availability
from experts.services.imports import expert_from_sample
from experts.services.profiles import register_expert
from experts.services.vetting import vet_expert
from workflows.demo.samples import expert_record, sample_experts

STAR: dict[str, Any] = {
    "headline": "Border data trainer: statistics and risk analysis with border services",
    "category": "independent",
    "home_country_code": "PT",
    "language": "fr",
    "gender": "f",
    "daily_fee": 420,
    "cv_language": "en",
    "cv_summary": (
        "Fifteen years of practice with border services and statistical offices in West Africa. She trained "
        "teams in Senegal, Cabo Verde, Mauritania and Guinea-Bissau to turn entry and exit records into "
        "migration statistics, designed indicators and dashboards for regional authorities, and wrote guides "
        "on risk analysis and the exchange of information between services. She works in French, Portuguese "
        "and English, prefers small groups and real files, and leaves trainers behind. She does not take part "
        "in investigations or in the procurement of equipment."
    ),
    "expertise_areas": ["Migration statistics", "Risk analysis for border services", "Training of trainers"],
    "languages": [
        {"code": "pt", "cefr_speaking": "C2"},
        {"code": "fr", "cefr_speaking": "C2"},
        {"code": "en", "cefr_speaking": "C1"},
    ],
    "competences": [
        {"theme": "PH3-T1", "level": 3, "years": 15},
        {"theme": "PH3-T2", "level": 3, "years": 12},
        {"theme": "PH3-T3", "level": 1, "years": 2},
    ],
    "expertise": [
        {"code": "EX-DAT-01", "level": 3},
        {"code": "EX-DAT-07", "level": 3},
        {"code": "EX-DAT-09", "level": 2},
        {"code": "EX-BOR-06", "level": 3},
        {"code": "EX-BOR-07", "level": 3},
        {"code": "EX-XCT-01", "level": 3},
    ],
    "country_experience": ["SN", "CV", "MR", "GW"],
}


def register_roster(*, count: int | None, actor: Actor, today: date, now: datetime) -> None:
    """Vetted experts: all samples, or so many; beyond the samples, the same profiles with other dates."""
    for record in _records(count, today=today):
        expert_from_sample(record, actor=actor, now=now)


def register_star(*, user: User, actor: Actor, today: date, now: datetime) -> Expert:
    """The expert with an account: always free but for some weeks of leave, and asked more than once."""
    values = {**STAR, "name": user.full_name, "email": user.email}
    expert = register_expert(values=values, actor=actor, now=now, user_id=user.pk)
    leave = PeriodInput(today + timedelta(days=75), today + timedelta(days=90))
    expert = set_availability(expert=expert, unavailabilities=[leave], actor=actor, now=now)
    return vet_expert(expert=expert, verdict=Expert.Vetting.VETTED, actor=actor, now=now)


def _records(count: int | None, *, today: date) -> Iterator[dict[str, Any]]:
    samples = sample_experts()
    for number in range(len(samples) if count is None else count):
        lap, place = divmod(number, len(samples))
        record = expert_record(samples[place], today=today + timedelta(days=9 * lap % 60))
        code = f"EXP-{number + 1:03}"
        yield {**record, "id": code, "name": code}
