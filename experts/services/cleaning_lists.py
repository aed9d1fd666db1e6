"""The lists of a profile, checked entry by entry: languages, competences, expertise, areas, countries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Problems
from experts.models import Cefr
from programme.models import Expertise, Theme

Entries = list[dict[str, Any]]

LONGEST_LIST = 60
LONGEST_AREA = 120
LANGUAGE = re.compile(r"[a-z]{2,3}")
COUNTRY = re.compile(r"[A-Z]{2}")
NO_LANGUAGE = _("Give the code of a language, for example fr.")
NO_COUNTRY = _("Give the two letters of the country, for example SN.")


def clean_languages(name: str, value: Any, problems: Problems) -> Entries:
    """At least one language; speaking is needed, reading and writing may be left open."""
    entries = _entries(name, value, {"code", "cefr_speaking"}, problems)
    if not entries and not problems:
        problems.add(name, _("Name at least one language."), code="required")
    for place, entry in enumerate(entries):
        if not isinstance(entry["code"], str) or not LANGUAGE.fullmatch(entry["code"]):
            problems.add(f"{name}.{place}.code", NO_LANGUAGE, code="unknown")
        for skill in ("cefr_speaking", "cefr_reading", "cefr_writing"):
            level = entry.setdefault(skill, "")
            if level not in Cefr.values and (level or skill == "cefr_speaking"):
                problems.add(f"{name}.{place}.{skill}", _("Give a level from A1 to C2."), code="unknown")
    _refuse_twice(name, entries, "code", problems)
    return [_only(entry, "code", "cefr_speaking", "cefr_reading", "cefr_writing") for entry in entries]


def clean_competences(name: str, value: Any, problems: Problems) -> Entries:
    """Level 0 to 3 and years by theme."""
    entries = _entries(name, value, {"theme", "level"}, problems)
    known = _known(Theme, (entry["theme"] for entry in entries))
    for place, entry in enumerate(entries):
        if entry["theme"] not in known:
            problems.add(f"{name}.{place}.theme", _("There is no such theme."), code="unknown")
        _refuse_outside(f"{name}.{place}.level", entry["level"], 0, 3, problems)
        _check_practice(f"{name}.{place}", entry, problems)
    _refuse_twice(name, entries, "theme", problems)
    return [{"theme_id": entry["theme"], **_only(entry, "level", "years", "evidence")} for entry in entries]


def clean_expertise(name: str, value: Any, problems: Problems) -> Entries:
    """Level 1 to 3 by field of expertise."""
    entries = _entries(name, value, {"code"}, problems)
    known = _known(Expertise, (entry["code"] for entry in entries))
    for place, entry in enumerate(entries):
        if entry["code"] not in known:
            problems.add(f"{name}.{place}.code", _("There is no such field of expertise."), code="unknown")
        _refuse_outside(f"{name}.{place}.level", entry.setdefault("level", 2), 1, 3, problems)
        _check_practice(f"{name}.{place}", entry, problems)
    _refuse_twice(name, entries, "code", problems)
    return [
        {"expertise_id": entry["code"], **_only(entry, "level", "years", "evidence")} for entry in entries
    ]


def clean_countries(name: str, value: Any, problems: Problems) -> Entries:
    """Countries worked in; those outside the dialogue too."""
    entries = _entries(name, value, {"country_code"}, problems)
    for place, entry in enumerate(entries):
        if not isinstance(entry["country_code"], str) or not COUNTRY.fullmatch(entry["country_code"]):
            problems.add(f"{name}.{place}", NO_COUNTRY, code="unknown")
        if not isinstance(entry.setdefault("note", ""), str) or len(entry["note"]) > 200:
            problems.add(f"{name}.{place}.note", _("This is too long."), code="too_long")
    _refuse_twice(name, entries, "country_code", problems)
    return [_only(entry, "country_code", "note") for entry in entries]


def clean_areas(name: str, value: Any, problems: Problems) -> Entries:
    """Areas in the person's own words."""
    entries = _entries(name, value, {"area"}, problems)
    for place, entry in enumerate(entries):
        area = entry["area"]
        if not isinstance(area, str) or not area.strip() or len(area) > LONGEST_AREA or "\x00" in area:
            problems.add(f"{name}.{place}", _("Write a few words."))
    return [_only(entry, "area") for entry in entries]


Cleaner = Callable[[str, Any, Problems], Entries]

LISTS: dict[str, Cleaner] = {
    "languages": clean_languages,
    "competences": clean_competences,
    "expertise": clean_expertise,
    "country_experience": clean_countries,
    "expertise_areas": clean_areas,
}
ALONE = {"country_experience": "country_code", "expertise_areas": "area", "expertise": "code"}


def _entries(name: str, value: Any, needed: set[str], problems: Problems) -> Entries:
    """Copies of the entries that have what they need; a bare string stands for an entry's only value."""
    if not isinstance(value, list | tuple) or len(value) > LONGEST_LIST:
        problems.add(name, _("Give a list of at most 60 entries."))
        return []
    entries = []
    for place, given in enumerate(value):
        entry = {ALONE[name]: given} if isinstance(given, str) and name in ALONE else given
        if isinstance(entry, dict) and needed <= entry.keys():
            entries.append(dict(entry))
        else:
            problems.add(f"{name}.{place}", _("This entry is not complete."), code="required")
    return entries


def _known(model: type[Theme] | type[Expertise], codes: Iterable[Any]) -> set[str]:
    asked = {code for code in codes if isinstance(code, str)}
    return set(model._default_manager.filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()


def _check_practice(field: str, entry: dict[str, Any], problems: Problems) -> None:
    """Years of practice and what shows them; neither is needed."""
    _refuse_outside(f"{field}.years", entry.setdefault("years", 0), 0, 70, problems)
    evidence = entry.setdefault("evidence", "")
    if not isinstance(evidence, str) or "\x00" in evidence:
        problems.add(f"{field}.evidence", _("Write this as plain text."))


def _refuse_outside(field: str, value: Any, lowest: int, highest: int, problems: Problems) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        problems.add(
            field,
            _("Give a whole number from %(lowest)s to %(highest)s.") % {"lowest": lowest, "highest": highest},
        )


def _refuse_twice(name: str, entries: Entries, key: str, problems: Problems) -> None:
    values = [str(entry[key]) for entry in entries]
    for place, value in enumerate(values):
        if value in values[:place]:
            problems.add(f"{name}.{place}", _("This is named twice."), code="repeated")


def _only(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: entry[name] for name in names}
