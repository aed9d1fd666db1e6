"""The exchange format of expert profiles and requests (JSON records) as the ranking's own values.

One reader for the command line, the import and the benchmarks. Every fault names the record.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from experts.matching.geography import regions_of
from experts.matching.types import CEFR_LEVELS, Need, Period, Profile

THEMES = {"T1": "PH3-T1", "T2": "PH3-T2", "T3": "PH3-T3"}
CATEGORIES = {
    "public_official": "public_official",
    "independent": "independent",
    "academic": "academic",
    "international_org": "international_org",
    "agency": "international_org",
}
SUPPORT_TYPES = {
    "training_workshop": "TS-TRN",
    "concrete_initiative": "TS-INI",
    "reform": "TS-INI-REF",
    "programme_development": "TS-INI-PRG",
    "methodological_tool": "TS-MET",
    "recommendations": "TS-MET-REC",
    "guidelines": "TS-MET-GUI",
}
NO_SHIFT = timedelta(0)

Record = Mapping[str, Any]


class BadRecord(ValueError):
    """A record that cannot be read: which one, and what is wrong with it."""

    def __init__(self, record: object, problem: str) -> None:
        self.name = str(record.get("id", "without id")) if isinstance(record, Mapping) else repr(record)[:40]
        self.problem = problem
        super().__init__(f"record {self.name}: {problem}")


def profile_from_record(record: Record, *, shift: timedelta = NO_SHIFT) -> Profile:
    """The profile of a record, taken as vetted and on the roster; windows are moved by ``shift``."""
    try:
        return _profile(record, shift)
    except BadRecord:
        raise
    except KeyError as error:
        raise BadRecord(record, f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise BadRecord(record, str(error)) from error


def _profile(record: Record, shift: timedelta) -> Profile:
    worked = frozenset(record["countries_worked"])
    home = record["home_country"] or ""
    fee = record["daily_fee_eur"]
    return Profile(
        id=_text(record, "id"),
        languages=languages_of(record),
        competences=competences_of(record),
        areas=(_text(record, "headline"), *record["expertise_areas"]),
        text=_text(record, "cv_summary"),
        countries=worked,
        regions=frozenset().union(*map(regions_of, worked | {home})),
        home_country=home,
        category=category_of(record),
        windows=windows_of(record, shift=shift),
        fee=None if fee is None else float(fee),
    )


def languages_of(record: Record) -> dict[str, str]:
    """CEFR level by language code."""
    levels = {str(skill["code"]): str(skill["cefr"]) for skill in record["languages"]}
    for code, level in levels.items():
        if level not in CEFR_LEVELS:
            raise BadRecord(record, f"{level!r} is not a CEFR level (language {code})")
    return levels


def competences_of(record: Record) -> dict[str, tuple[int, int]]:
    """Level and years by theme code; the short labels T1 to T3 stand for the themes of phase 3."""
    found = {}
    for label, competence in record["theme_competences"].items():
        level, years = int(competence["level"]), int(competence["years"])
        if not 0 <= level <= 3 or years < 0:
            raise BadRecord(record, f"theme {label}: the level goes from 0 to 3 and years are not negative")
        found[THEMES.get(label, label)] = (level, years)
    return found


def category_of(record: Record) -> str:
    """The kind of expert; staff of an agency are staff of an international organisation."""
    kind = record["type"]
    if kind not in CATEGORIES:
        raise BadRecord(record, f"unknown type {kind!r}")
    return CATEGORIES[kind]


def windows_of(record: Record, *, shift: timedelta = NO_SHIFT) -> tuple[Period, ...]:
    """The windows of availability, moved by ``shift``."""
    windows = []
    for window in record["availability"]:
        start, end = date.fromisoformat(window["from"]), date.fromisoformat(window["to"])
        if end < start:
            raise BadRecord(record, f"the availability from {start} ends before it starts")
        windows.append(Period(start + shift, end + shift))
    return tuple(windows)


def need_from_record(record: Record, *, themes: Sequence[str]) -> Need:
    """The need of a request; its themes come from whoever checked them, never from labels in the record."""
    try:
        return _need(record, themes)
    except BadRecord:
        raise
    except KeyError as error:
        raise BadRecord(record, f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise BadRecord(record, str(error)) from error


def _need(record: Record, themes: Sequence[str]) -> Need:
    country = _text(record, "country")
    context = (_text(record, "title"), *record["objectives"], *record["expected_results"])
    return Need(
        country=country,
        language=_text(record, "working_language"),
        themes=tuple(themes),
        expertise_text=_text(record, "needed_expertise"),
        context="\n".join(context),
        support_types=tuple(SUPPORT_TYPES.get(code, code) for code in record["support_types"]),
        month=_text(record, "desired_month") if record.get("desired_month") else "",
        days=int(record["duration_working_days"]),
    )


def _text(record: Record, field: str) -> str:
    value = record[field]
    if not isinstance(value, str):
        raise BadRecord(record, f"{field} must be text")
    return value
