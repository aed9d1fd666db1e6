"""What terms of reference are composed from: plain, frozen data without Django, ready for JSON and back.

Labels are mappings of language code to text. Free text is in the one language it was written in
(`TermsSource.content_language`), with translations where somebody made them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from workflows.tor.paragraphs import Library

Label = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A reference entry; `official` says in which languages its label is the source's own wording."""

    code: str
    label: Label
    official: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Coded:
        return cls(code=data["code"], label=data["label"], official=data.get("official") or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLine:
    """A theme confirmed for the request; one of them is the main one."""

    code: str
    label: Label
    official: Mapping[str, bool] = field(default_factory=dict)
    main: bool = False

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ThemeLine:
        return cls(
            code=data["code"],
            label=data["label"],
            official=data.get("official") or {},
            main=bool(data.get("main")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """The person in the institution with whom the experts work."""

    unit: str = ""
    name: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Two dates, both included; either may still be open."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Period:
        return cls(start=_date(data.get("start")), end=_date(data.get("end")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLine:
    """One expert sought. A modality whose code is `remote` needs no travel; any other does."""

    number: int
    title: str
    expertise: tuple[Label, ...] = ()
    days: int = 0
    period: Period = field(default_factory=Period)
    modality: Coded | None = None
    place: str = ""
    language: Coded | None = None
    level: str = ""
    min_years: int = 0
    category: Coded | None = None
    team_leader: bool = False

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PositionLine:
        return cls(
            number=data["number"],
            title=data["title"],
            expertise=tuple(data.get("expertise") or ()),
            days=data.get("days") or 0,
            period=Period.from_dict(data.get("period") or {}),
            modality=_coded(data.get("modality")),
            place=data.get("place") or "",
            language=_coded(data.get("language")),
            level=data.get("level") or "",
            min_years=data.get("min_years") or 0,
            category=_coded(data.get("category")),
            team_leader=bool(data.get("team_leader")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFact:
    """Something that the reference data knows of the country: `official_languages`, `region`, `weekend`."""

    name: str
    value: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsSource:
    """Everything terms of reference say about one request, as agreed.

    `texts` holds the free texts by field code of the request form (`background`, `objective`,
    `expected_results`, `target_group`, `related_support`, `own_contribution`, `sustainability`).
    `library` holds the standard paragraphs.
    `translations` holds, by the same codes, `title` and `position:<number>`, what was translated into further
    languages.
    """

    reference: str
    version: int
    country: Label
    institution: str
    title: str
    content_language: str
    counterpart: Counterpart = field(default_factory=Counterpart)
    texts: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    phase: Coded | None = None
    themes: tuple[ThemeLine, ...] = ()
    objectives: tuple[Coded, ...] = ()
    support_types: tuple[Coded, ...] = ()
    preferred: Period = field(default_factory=Period)
    urgency: Coded | None = None
    duration_days: int = 0
    place: str = ""
    modality: Coded | None = None
    working_language: Coded | None = None
    positions: tuple[PositionLine, ...] = ()
    pay_rule: Label = field(default_factory=dict)
    submitted_on: date | None = None
    approved_on: date | None = None
    country_facts: tuple[CountryFact, ...] = ()
    library: Library = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The source as JSON knows it, without the library: dates as ISO text, tuples as lists."""
        return {key: _plain(value) for key, value in asdict(self).items() if key != "library"}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, library: Library) -> TermsSource:
        return cls(
            reference=data["reference"],
            version=data["version"],
            country=data["country"],
            institution=data["institution"],
            title=data["title"],
            content_language=data["content_language"],
            counterpart=Counterpart(**(data.get("counterpart") or {})),
            texts=data.get("texts") or {},
            translations=data.get("translations") or {},
            phase=_coded(data.get("phase")),
            themes=tuple(ThemeLine.from_dict(theme) for theme in data.get("themes") or ()),
            objectives=tuple(Coded.from_dict(objective) for objective in data.get("objectives") or ()),
            support_types=tuple(Coded.from_dict(kind) for kind in data.get("support_types") or ()),
            preferred=Period.from_dict(data.get("preferred") or {}),
            urgency=_coded(data.get("urgency")),
            duration_days=data.get("duration_days") or 0,
            place=data.get("place") or "",
            modality=_coded(data.get("modality")),
            working_language=_coded(data.get("working_language")),
            positions=tuple(PositionLine.from_dict(position) for position in data.get("positions") or ()),
            pay_rule=data.get("pay_rule") or {},
            submitted_on=_date(data.get("submitted_on")),
            approved_on=_date(data.get("approved_on")),
            country_facts=tuple(CountryFact(**fact) for fact in data.get("country_facts") or ()),
            library=library,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _date(value: str | date | None) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if value else None


def _coded(value: Mapping[str, Any] | None) -> Coded | None:
    return Coded.from_dict(value) if value else None
