"""Records of the exchange format as people write them: what can be read is read, the rest is left out and told.

Doubt counts against a person: a level that nobody can read is no level, a window that ends before it starts is no
window, and whoever has no window left is never free. So nobody is proposed because of a slip.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from experts.matching.exchange import CATEGORIES, Record, need_from_record, profile_from_record
from experts.matching.terms import fold
from experts.matching.types import CEFR_LEVELS, Need, Period, Profile, cefr_rank

NEVER_FREE = (Period(date.min, date.max),)
LANGUAGE_CODES = {
    "english": "en", "anglais": "en", "ingles": "en", "eng": "en",
    "french": "fr", "francais": "fr", "frances": "fr", "fra": "fr", "fre": "fr",
    "portuguese": "pt", "portugais": "pt", "portugues": "pt", "por": "pt",
    "arabic": "ar", "arabe": "ar", "ara": "ar", "spanish": "es", "espagnol": "es", "espanhol": "es", "spa": "es",
}  # fmt: skip
NATIVE = re.compile(r"\b(native|mother tongue|langue maternelle|maternel\w*|lingua materna|nativ\w*)\b")
LEVEL = re.compile(r"[abc][12]")
DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?$")
MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[T ].*)?$")
HIGHEST_LEVEL = 3


@dataclass(slots=True)
class Tidied:
    """What was left out of one record, each thing once."""

    problems: list[str] = field(default_factory=list)

    def told(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def read_profile(record: Record) -> tuple[Profile, list[str]]:
    """The profile of a record, however it is written, and what could not be read of it."""
    notes = Tidied()
    windows = _windows(record.get("availability"), notes)
    clean = {
        "id": str(record["id"]),
        "headline": _text(record.get("headline"), "headline", notes),
        "expertise_areas": _texts(record.get("expertise_areas"), "expertise_areas", notes),
        "cv_summary": _text(record.get("cv_summary"), "cv_summary", notes),
        "languages": [
            {"code": code, "cefr": level}
            for code, level in _languages(record.get("languages"), notes).items()
        ],
        "theme_competences": _competences(record.get("theme_competences"), notes),
        "countries_worked": [
            code
            for code in map(_country, _texts(record.get("countries_worked"), "countries_worked", notes))
            if code
        ],
        "home_country": _country(record.get("home_country")),
        "type": _kind(record.get("type"), notes),
        "daily_fee_eur": _fee(record.get("daily_fee_eur"), notes),
        "availability": windows,
    }
    profile = profile_from_record(clean)
    return (profile if windows else replace(profile, absences=NEVER_FREE)), notes.problems


def read_need(record: Record, *, themes: Any) -> tuple[Need, list[str]]:
    """The need of a request, however it is written, and what could not be read of it."""
    notes = Tidied()
    language = _language(record.get("working_language") or record.get("language"))
    if not language:
        notes.told("no working language: nobody can be said to speak it")
    clean = {
        "id": str(record["id"]),
        "country": _country(record.get("country")),
        "working_language": language,
        "needed_expertise": _text(record.get("needed_expertise"), "needed_expertise", notes),
        "title": _text(record.get("title"), "title", notes),
        "objectives": _texts(record.get("objectives"), "objectives", notes),
        "expected_results": _texts(record.get("expected_results"), "expected_results", notes),
        "support_types": _texts(record.get("support_types"), "support_types", notes),
        "desired_month": _month(record.get("desired_month"), notes),
        "duration_working_days": _count(record.get("duration_working_days"), "duration_working_days", notes),
    }
    return need_from_record(clean, themes=themes), notes.problems


def _text(value: Any, name: str, notes: Tidied) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(part for part in value if isinstance(part, str))
    notes.told(f"{name} is not text")
    return ""


def _texts(value: Any, name: str, notes: Tidied) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        notes.told(f"{name} is not a list")
        return []
    if not all(isinstance(part, str) for part in value):
        notes.told(f"{name} holds something that is not text")
    return [part for part in value if isinstance(part, str)]


def _country(value: Any) -> str:
    return value.strip().upper() if isinstance(value, str) else ""


def _language(value: Any) -> str:
    """The code of a language that is named by code, by code and region, or in words."""
    if not isinstance(value, str):
        return ""
    name = fold(value).strip()
    code, *_rest = name.replace("_", "-").split("-")
    return LANGUAGE_CODES.get(name, code[:3])


def _languages(value: Any, notes: Tidied) -> dict[str, str]:
    """Level by language; of several the lowest, for nobody knows which was meant."""
    found: dict[str, str] = {}
    for code, level in _pairs(value, notes):
        known = _language(code)
        read = _level(level)
        if not known or not read:
            notes.told(f"language {code!r} at {level!r} cannot be read")
        elif known not in found or cefr_rank(read) < cefr_rank(found[known]):
            found[known] = read
    return found


def _pairs(value: Any, notes: Tidied) -> list[tuple[Any, Any]]:
    if isinstance(value, Mapping):
        return list(value.items())
    if value is None:
        return []
    if not isinstance(value, list):
        notes.told("languages is not a list")
        return []
    told = [skill for skill in value if isinstance(skill, Mapping)]
    if len(told) < len(value):
        notes.told("languages holds something without code and level")
    return [(skill.get("code"), skill.get("cefr")) for skill in told]


def _level(value: Any) -> str:
    """The lowest level that a text names; whoever speaks natively speaks at the highest."""
    if not isinstance(value, str):
        return ""
    written = fold(value)
    named: list[str] = [level.upper() for level in LEVEL.findall(written)]
    if named:
        return min(named, key=cefr_rank)
    return CEFR_LEVELS[-1] if NATIVE.search(written) else ""


def _competences(value: Any, notes: Tidied) -> dict[str, dict[str, int]]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        notes.told("theme_competences is not an object")
        return {}
    found = {}
    for label, told in value.items():
        told = told if isinstance(told, Mapping) else {"level": told}
        level = _count(told.get("level"), f"level in {label}", notes)
        years = _count(told.get("years"), f"years in {label}", notes)
        found[str(label)] = {"level": min(level, HIGHEST_LEVEL), "years": years}
    return found


def _count(value: Any, name: str, notes: Tidied) -> int:
    """A number from 0 on; what is none counts as 0."""
    if value is None:
        return 0
    number = _number(value)
    if number is None or number < 0:
        notes.told(f"{name}: {value!r} is not a number from 0 on")
        return 0
    return int(min(number, 10_000))


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) < float("inf") else None  # neither endless nor no number


def _kind(value: Any, notes: Tidied) -> str:
    if value in CATEGORIES:
        return str(value)
    notes.told(f"type {value!r} is not known")
    return "independent"


def _fee(value: Any, notes: Tidied) -> float | None:
    if value is None:
        return None
    number = _number(value)
    if number is None or number < 0:
        notes.told(f"daily_fee_eur: {value!r} is no amount")
        return None
    return number


def _windows(value: Any, notes: Tidied) -> list[dict[str, str]]:
    if value is not None and not isinstance(value, list):
        notes.told("availability is not a list")
    found = []
    for window in value if isinstance(value, list) else []:
        told = window if isinstance(window, Mapping) else {}
        start, end = _day(told.get("from"), last=False), _day(told.get("to"), last=True)
        if start is None or end is None or end < start:
            notes.told(f"the window from {told.get('from')!r} to {told.get('to')!r} is none")
        else:
            found.append({"from": start.isoformat(), "to": end.isoformat()})
    if not found:
        notes.told("no window of availability: never free")
    return found


def _day(value: Any, *, last: bool) -> date | None:
    """A day; of a month alone its first or last one."""
    return _dated(DAY.match(value.strip()) if isinstance(value, str) else None, last=last)


def _dated(found: re.Match[str] | None, *, last: bool) -> date | None:
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except (ValueError, IndexError):
        return None


def _month(value: Any, notes: Tidied) -> str:
    if value in (None, ""):
        notes.told("no desired month: dates are not looked at")
        return ""
    found = MONTH.match(value.strip()) if isinstance(value, str) else None
    if found and 1 <= int(found[2]) <= 12 and int(found[1]) > 0:
        return f"{found[1]}-{int(found[2]):02d}"
    notes.told(f"desired_month {value!r} cannot be read: dates are not looked at")
    return ""
