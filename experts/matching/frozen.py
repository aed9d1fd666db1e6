"""Needs and profiles as they were ranked, in plain JSON: what a ranking is made again from.

Of a person only what the need looked at is kept, and of their texts only the terms that it asked for, with how firmly
each is shown. A thawed profile with its terms is assessed exactly as the person was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from experts.matching.engine import assess, place_of
from experts.matching.seen import Seen
from experts.matching.types import (
    Appraisals,
    Assessment,
    Bar,
    CoolDown,
    Need,
    Period,
    Profile,
    Weights,
)

Plain = dict[str, Any]

NOT_KEPT = frozenset({"areas", "text"})
SETS = frozenset({"countries", "regions", "conflicts"})
PERIODS = frozenset({"windows", "absences", "commitments"})


def freeze_need(need: Need) -> Plain:
    """A need as JSON holds it."""
    return {one.name: plain(getattr(need, one.name)) for one in fields(Need)}


def thaw_need(kept: Mapping[str, Any]) -> Need:
    """A need as it was frozen."""
    known = {one.name for one in fields(Need)}
    values = {name: value for name, value in kept.items() if name in known}
    for name in ("themes", "expertise", "support_types"):
        values[name] = tuple(values.get(name, ()))
    for name in ("peer_countries", "parties"):
        values[name] = frozenset(values.get(name, ()))
    for name in ("start", "end"):
        values[name] = _day(values.get(name))
    return Need(**values)


def freeze_profile(person: Seen) -> Plain:
    """A person as they were ranked: what the need looked at, and of their texts the terms that it asked for."""
    profile = person.profile
    kept = {one.name: getattr(profile, one.name) for one in fields(Profile) if one.name not in NOT_KEPT}
    return {name: plain(value) for name, value in kept.items()} | {
        "terms": dict(sorted(person.terms.items()))
    }


def thaw_profile(kept: Mapping[str, Any]) -> tuple[Profile, Mapping[str, float]]:
    """A profile as it was frozen, and the terms of its texts."""
    known = {one.name for one in fields(Profile)}
    values = {name: value for name, value in kept.items() if name in known}
    for name in SETS:
        values[name] = frozenset(values.get(name, ()))
    for name in PERIODS:
        values[name] = tuple(_period(pair) for pair in values.get(name, ()))
    values["competences"] = {theme: tuple(pair) for theme, pair in values["competences"].items()}
    values["exclusions"] = frozenset(Bar(*pair) for pair in values["exclusions"])
    values["appraisals"] = Appraisals(*values["appraisals"])
    values["cool_downs"] = tuple(CoolDown(reason, _day(until)) for reason, until in values["cool_downs"])
    values["earliest_departure"] = _day(values.get("earliest_departure"))
    return Profile(**values), kept["terms"]


def rank_again(need: Need, kept: Iterable[Mapping[str, Any]], weights: Weights) -> list[Assessment]:
    """The ranking of frozen profiles, as `engine.rank` would have made it of the people themselves."""
    people = (thaw_profile(one) for one in kept)
    return sorted((assess(need, profile, weights, terms) for profile, terms in people), key=place_of)


def plain(value: Any) -> Any:
    """A value of needs, profiles and findings as JSON holds it; sets in order."""
    if isinstance(value, frozenset):
        return sorted(plain(part) for part in value)
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _period(pair: Iterable[str]) -> Period:
    start, end = pair
    return Period(date.fromisoformat(start), date.fromisoformat(end))
