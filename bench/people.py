"""Many people of a roster as they lie in its tables, written straight into them.

Texts are mixed from the sample profiles, so that each is somebody's own. The same number always gives the same row.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.scratch import ROOT
from experts.models import (
    AvailabilityWindow,
    Competence,
    CountryExperience,
    Expert,
    ExpertiseClaim,
    LanguageSkill,
)
from programme.models import Expertise

SAMPLES = ROOT / "workflows" / "data" / "samples" / "experts.json"
FIRST_DAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
BATCH = 2_000
THEMES = {"T1": "PH3-T1", "T2": "PH3-T2", "T3": "PH3-T3"}
KINDS = {"agency": "international_org"}


def make_people(first: int, last: int) -> None:
    """Vetted experts with numbers from `first` up to, but without, `last`."""
    originals = json.loads(SAMPLES.read_text(encoding="utf-8"))
    fields = list(Expertise.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(first, last, BATCH):
        drawn = [(number, random.Random(number)) for number in range(start, min(start + BATCH, last))]
        rows = [_expert(number, dice, originals) for number, dice in drawn]
        people = Expert.objects.bulk_create(rows, batch_size=BATCH)
        lists: dict[type[Any], list[Any]] = {}
        for person, (_number, dice) in zip(people, drawn, strict=True):
            for child in _lists(person.pk, dice, originals, fields):
                lists.setdefault(type(child), []).append(child)
        for model, children in lists.items():
            model._default_manager.bulk_create(children, batch_size=BATCH)


def _expert(number: int, dice: random.Random, originals: list[dict[str, Any]]) -> Expert:
    told, other = dice.choice(originals), dice.choice(originals)
    return Expert(
        code=f"BENCH-{number:07}",
        name=f"Expert {number}",
        email=f"expert{number}@bench.example",
        headline=told["headline"],
        category=KINDS.get(told["type"], told["type"]),
        home_country_code=dice.choice(originals)["home_country"],
        vetting=Expert.Vetting.VETTED,
        vetted_at=NOW,
        created_at=NOW,
        daily_fee=None if dice.random() < 0.5 else dice.randrange(200, 700),
        expertise_areas=other["expertise_areas"],
        cv_language=told["cv_language"],
        cv_summary=f"{other['cv_summary']} Dossier {number}.",
    )


def _lists(pk: int, dice: random.Random, originals: list[dict[str, Any]], fields: list[str]) -> Iterator[Any]:
    told = dice.choice(originals)
    for skill in told["languages"]:
        yield LanguageSkill(expert_id=pk, code=skill["code"], cefr_speaking=skill["cefr"])
    for label, found in told["theme_competences"].items():
        if found["level"]:
            yield Competence(expert_id=pk, theme_id=THEMES[label], level=found["level"], years=found["years"])
    for country in set(dice.choice(originals)["countries_worked"]):
        yield CountryExperience(expert_id=pk, country_code=country)
    for field in dice.sample(fields, 2):
        yield ExpertiseClaim(expert_id=pk, expertise_id=field, level=dice.randrange(1, 4))
    start = FIRST_DAY + timedelta(days=dice.randrange(200))
    yield AvailabilityWindow(expert_id=pk, start=start, end=start + timedelta(days=dice.randrange(60, 300)))
