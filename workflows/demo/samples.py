"""The samples as the services want them, with their two years drawn together into the year around today."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from experts.matching.exchange import SUPPORT_TYPES, THEMES
from workflows.demo.words import capital, contacts, further_requests, words

FOLDER = Path(__file__).parent.parent / "data" / "samples"
PIVOT = date(2015, 2, 1)
"""The day of the samples that becomes today."""
PACE = 0.5
"""A year of the samples lasts half a year: 2014 and 2015 become the half years before and after today."""

Sample = Mapping[str, Any]

# The first word found in what is needed names a field of expertise.
FIELDS = (
    ("profil migratoire|migration profile", "EX-DAT-02"),
    ("inquérit|enquête|survey|census", "EX-DAT-04"),
    ("data-sharing|data governance|échange de données|partilha de dados", "EX-DAT-09"),
    ("statisti|estatísti|démograph|demograph", "EX-DAT-01"),
    ("suivi-évaluation|indicateur|indicador", "EX-DAT-07"),
    ("fraude documentaire|documental|travel document|documents de voyage", "EX-BOR-03"),
    ("border information systems|passenger information", "EX-BOR-04"),
    ("risk analysis|analyse de risques", "EX-BOR-06"),
    ("coopération bilatérale|bilateral cooperation", "EX-BOR-05"),
    ("patrol|unités mobiles|inspetor", "EX-BOR-02"),
    ("formateur en gestion des frontières", "EX-BOR-07"),
    ("humanitaire des frontières|santé aux frontières", "EX-CRI-06"),
    ("évacuation|evacuation", "EX-CRI-02"),
    ("contingency|contingence|preparedness", "EX-CRI-01"),
    ("camp coordination|reception", "EX-CRI-03"),
    ("crisis coordination", "EX-CRI-07"),
    ("displacement|déplacements|deslocações", "EX-PRO-06"),
    ("retours massifs|reintegration", "EX-CRI-04"),
    ("trainer|formateur|formador", "EX-XCT-01"),
)


@lru_cache
def sample_requests() -> dict[str, Sample]:
    """All requests that the demonstration can tell, by id."""
    rows = [*json.loads((FOLDER / "requests.json").read_text(encoding="utf-8")), *further_requests()]
    return {row["id"]: row for row in rows}


@lru_cache
def sample_experts() -> tuple[Sample, ...]:
    return tuple(json.loads((FOLDER / "experts.json").read_text(encoding="utf-8")))


def drawn_together(day: date, *, today: date) -> date:
    """Where a day of the samples lies now."""
    return today + timedelta(days=round((day - PIVOT).days * PACE))


def mission_start(sample: Sample, *, today: date) -> date:
    """The Monday on which the mission of a request would begin: within its desired month."""
    year, month = map(int, sample["desired_month"].split("-"))
    day = drawn_together(date(year, month, 8), today=today)
    return day - timedelta(days=day.weekday())


def mission_end(start: date, days: int) -> date:
    """The last day of a period in which so many working days have room, with some to spare."""
    return start + timedelta(days=math.ceil(days * 1.4) + 4)


def themes_of(sample: Sample) -> list[str]:
    """The confirmed themes, the main one first."""
    return [THEMES.get(code, code) for code in sample["labels"]["phase3_themes"]]


def share_of(sample: Sample) -> list[int]:
    """The working days of each expert."""
    days, people = sample["duration_working_days"], sample["experts_count"]
    return [days // people + (number < days % people) for number in range(people)]


def answers_of_sample(sample: Sample, *, start: date, rng: Random) -> dict[str, Any]:
    """What the focal point writes into the form."""
    phrases = words(sample["language"])
    name = rng.choice(contacts(sample["language"]))
    address = re.sub(r"\W+", ".", name.lower(), flags=re.ASCII).strip(".")
    return {
        "institution": sample["beneficiary_institution"],
        "unit_contact": {
            "unit": rng.choice(phrases["unit"]),
            "name": name,
            "function": rng.choice(phrases["contact_function"]),
            "email": f"{address}@{sample['country'].lower()}.example",
        },
        "title": sample["title"],
        "text_language": sample["language"],
        "support_type": sorted({SUPPORT_TYPES.get(code, "TS-EXP") for code in sample["support_types"]}),
        "background": sample["background"],
        "objective": "\n".join(sample["objectives"]),
        "expected_results": "\n".join(sample["expected_results"]),
        "preferred_dates": {
            "start": start - timedelta(days=7),
            "end": start + timedelta(days=60),
        },
        "duration": sample["duration_working_days"],
        "place": capital(sample["country"]),
        "language": sample["working_language"],
        "expertise": fields_of(sample["needed_expertise"]),
        "expertise_text": sample["needed_expertise"],
        "national_capacity": rng.choice(("human", "institutional", "both")),
        "target_group": rng.choice(phrases["target_group"]),
        "own_contribution": rng.choice(phrases["contribution"]),
        "sustainability": rng.choice(phrases["sustainability"]),
        "endorsement": {"function": phrases["endorsement_function"]},
        "data_consent": True,
    }


def fields_of(needed: str) -> list[str]:
    """Codes of expertise that the words of a need name, three at most."""
    found = [code for pattern, code in FIELDS if re.search(pattern, needed, flags=re.IGNORECASE)]
    return found[:3]


def position_titles(sample: Sample) -> list[str]:
    """A title for each expert, from the words of what is needed."""
    parts = [part.strip() for part in re.split(r"[;,]", sample["needed_expertise"]) if len(part.strip()) > 12]
    titles = [part[0].upper() + part[1:] for part in parts or [sample["needed_expertise"]]]
    return [titles[number % len(titles)][:200] for number in range(sample["experts_count"])]


def expert_record(sample: Sample, *, today: date) -> dict[str, Any]:
    """An expert's record with the windows where they lie now, widened by a week on both sides."""
    windows: list[dict[str, str]] = []
    for window in sample["availability"]:
        first = drawn_together(date.fromisoformat(window["from"]), today=today) - timedelta(days=7)
        last = drawn_together(date.fromisoformat(window["to"]), today=today) + timedelta(days=7)
        if windows and first <= date.fromisoformat(windows[-1]["to"]):
            windows[-1]["to"] = last.isoformat()
        else:
            windows.append({"from": first.isoformat(), "to": last.isoformat()})
    return {**sample, "availability": windows}
