"""Everything that terms of reference are composed from, gathered from a request as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.utils import translation

from programme.models import CodeItem, Country
from programme.selectors import outline_for, paragraphs_in_use, rates_in_force
from requests_app.models import Position, SupportRequest
from workflows.tor.clauses import Kind
from workflows.tor.content import (
    Coded,
    Counterpart,
    OutlineItem,
    Period,
    PositionLine,
    TermsSource,
    ThemeLine,
)
from workflows.tor.paragraphs import Library, Paragraph, body_of
from workflows.tor.source import CountryFact, Label
from workflows.tor.wording import WEEKDAYS

LANGUAGES = ("en", "fr")
TEXTS = (
    "background",
    "objective",
    "expected_results",
    "target_group",
    "related_support",
    "own_contribution",
    "sustainability",
)


def outline() -> tuple[OutlineItem, ...]:
    """The headings of terms of reference, as the administrators keep them."""
    headings = outline_for("tor_outline").headings
    numbers = {heading.pk: heading.number for heading in headings}
    return tuple(
        OutlineItem(
            order=heading.order,
            number=heading.number,
            level=heading.level,
            parent=numbers[heading.parent_id] if heading.parent_id else None,
            label={"en": heading.label_en, "fr": heading.label_fr},
        )
        for heading in headings
    )


def terms_source(
    support_request: SupportRequest, *, number: int, translations: Mapping[str, Any], now: datetime
) -> TermsSource:
    """The source of version `number` of a request's terms."""
    row = support_request
    languages = _code_labels("languages")
    rates = rates_in_force(now.date())
    contact = {part: text for part, text in row.unit_contact.items() if part in Counterpart.__slots__}
    return TermsSource(
        reference=row.reference or "",
        version=number,
        country={"en": row.country.name_en, "fr": row.country.name_fr},
        institution=row.institution,
        title=row.title,
        content_language=row.text_language,
        counterpart=Counterpart(**contact),
        texts={code: getattr(row, code) for code in TEXTS},
        translations=translations,
        phase=_coded(row.phase),
        themes=tuple(
            ThemeLine(
                code=entry.theme_id,
                label=_labels(entry.theme),
                official=_official(entry.theme),
                main=entry.is_main,
            )
            for entry in row.request_themes.select_related("theme").order_by("-is_main", "theme_id")
        ),
        objectives=tuple(_coded_theme(theme) for theme in row.objectives.all()),
        support_types=tuple(_coded(kind) for kind in row.support_types.all()),
        preferred=Period(start=row.preferred_start, end=row.preferred_end),
        urgency=_choice(row, "urgency"),
        duration_days=row.duration or 0,
        place=row.place,
        modality=_modality(row),
        working_language=languages.get(row.working_language),
        positions=tuple(_position(position, languages) for position in _positions(row)),
        pay_rule={"en": rates.text_en, "fr": rates.text_fr} if rates else {},
        submitted_on=row.submitted_at.date() if row.submitted_at else None,
        approved_on=row.decided_at.date() if row.decided_at else None,
        country_facts=tuple(_country_facts(row.country, languages)),
        library=library(),
    )


def library() -> Library:
    """The standard paragraphs as the administrators keep them; one query."""
    return {
        row.code: Paragraph(
            key=row.code,
            version=row.label_of_version,
            kind=cast(Kind, row.kind),
            body={language: body_of(cast(Kind, row.kind), text) for language, text in row.texts.items()},
            standard=row.standard,
            heading=row.heading.number if row.heading else "",
            theme=row.theme_id or "",
            support_type=row.support_type_id or "",
            modality=row.modality,
        )
        for row in paragraphs_in_use()
    }


def _country_facts(country: Country, languages: Mapping[str, Coded]) -> Iterator[CountryFact]:
    """What the reference data knows of the country and the experts need to."""
    yield CountryFact(name="region", value={"en": country.region, "fr": country.region_fr})
    spoken = [languages[code].label for code in country.official_languages if code in languages]
    yield CountryFact(name="official_languages", value=_joined(spoken))
    rest = [WEEKDAYS[day] for day in country.weekend.split("|") if day]
    yield CountryFact(name="weekend", value=_joined(rest))


def _joined(labels: Sequence[Label]) -> dict[str, str]:
    return {language: ", ".join(label[language] for label in labels) for language in LANGUAGES}


def _positions(row: SupportRequest) -> list[Position]:
    return list(row.positions.prefetch_related("expertise"))


def _position(position: Position, languages: Mapping[str, Coded]) -> PositionLine:
    categories = _code_labels("expert_categories") if position.category else {}
    return PositionLine(
        number=position.number,
        title=position.title,
        expertise=tuple(_labels(field) for field in position.expertise.all()),
        days=position.days,
        period=Period(start=position.start, end=position.end),
        modality=_choice(position, "modality"),
        place=position.place,
        language=languages.get(position.language),
        level=position.language_level,
        min_years=position.min_years,
        category=categories.get(position.category),
        team_leader=position.is_team_leader,
    )


def _modality(row: SupportRequest) -> Coded | None:
    first = row.positions.first()
    return _choice(first, "modality") if first else None


def _code_labels(code_list: str) -> dict[str, Coded]:
    items = CodeItem.objects.filter(code_list_id=code_list)
    return {item.code: Coded(code=item.code, label=_labels(item)) for item in items}


def _coded(row: Any) -> Coded:
    return Coded(code=row.pk, label=_labels(row))


def _coded_theme(theme: Any) -> Coded:
    return Coded(code=theme.pk, label=_labels(theme), official=_official(theme))


def _labels(row: Any) -> dict[str, str]:
    return {language: row.label_in(language) for language in LANGUAGES}


def _official(theme: Any) -> dict[str, bool]:
    return {language: theme.is_official_in(language) for language in LANGUAGES}


def _choice(row: Any, field: str) -> Coded:
    """A choice of the model in both languages, whatever language is active."""
    labels = {}
    for language in LANGUAGES:
        with translation.override(language):
            labels[language] = str(getattr(row, f"get_{field}_display")())
    return Coded(code=getattr(row, field), label=labels)
