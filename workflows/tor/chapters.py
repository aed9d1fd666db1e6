"""What stands under each heading of the outline: one small function a heading, all in one table (`CHAPTERS`).

A chapter yields pieces (clauses without their place); if it yields none, its heading is to be agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from workflows.tor import wording
from workflows.tor.clauses import Cell
from workflows.tor.pieces import (
    Piece,
    coded_fact,
    expert_days,
    fact,
    field_fact,
    free_text,
    in_each,
    in_language,
    line,
    main_theme,
    modalities_of,
    own_words,
    position_row,
    reference_line,
    standard,
)
from workflows.tor.source import PositionLine, TermsSource
from workflows.tor.typography import printable

Chapter = Callable[[TermsSource], Iterable[Piece]]


def synopsis(source: TermsSource) -> Iterator[Piece]:
    yield from field_fact("reference", source.reference)
    title = partial(own_words, source, "title", source.title)
    yield from fact("title", title, "request.title", source.content_language)
    yield from fact("country", partial(in_language, source.country), "request.country")
    yield from field_fact("institution", source.institution)
    yield from coded_fact("phase", source.phase)
    if source.themes:
        theme = main_theme(source)
        yield from fact("theme", partial(reference_line, theme), f"theme:{theme.code}")
    for kind in source.support_types:
        yield from fact("support_type", partial(in_language, kind.label), f"support_type:{kind.code}")
    yield from fact("preferred", partial(wording.span, source.preferred), "request.preferred_dates")
    yield from coded_fact("urgency", source.urgency)
    yield from coded_fact("working_language", source.working_language)
    yield from fact("duration", partial(wording.working_days, source.duration_days), "request.duration")
    if source.positions:
        yield from field_fact("positions", str(len(source.positions)))
        yield from fact(
            "expert_days", partial(wording.working_days, expert_days(source)), "request.positions"
        )


def country_and_institution(source: TermsSource) -> Iterator[Piece]:
    yield from fact("country", partial(in_language, source.country), "request.country")
    yield from field_fact("institution", source.institution)
    person = source.counterpart
    named = ", ".join(part for part in (person.name, person.function) if part)
    lines = {"unit": person.unit, "counterpart": named, "email": person.email, "phone": person.phone}
    for name, value in lines.items():
        yield from field_fact(name, value, origin="request.unit_contact")
    for known in source.country_facts:
        yield from fact(known.name, partial(in_language, known.value), f"country:{known.name}")
    for name, day in {"submitted_on": source.submitted_on, "approved_on": source.approved_on}.items():
        if day:
            yield from fact(name, partial(wording.day, day), f"request.{name}")


def framework(source: TermsSource) -> Iterator[Piece]:
    if source.phase:
        yield standard(source, "framework")


def related_support(source: TermsSource) -> Iterator[Piece]:
    told = list(free_text("related_support", source))
    yield from told or [standard(source, "no_related_support")]


def overall_objective(source: TermsSource) -> Iterator[Piece]:
    if source.themes:
        yield standard(source, "overall_objective")


def link_to_programme(source: TermsSource) -> Iterator[Piece]:
    for theme in source.themes:
        yield line(partial(reference_line, theme), f"theme:{theme.code}")
    for objective in source.objectives:
        yield line(partial(reference_line, objective), f"objective:{objective.code}")


def methodology(source: TermsSource) -> Iterator[Piece]:
    if source.support_types:
        yield standard(source, "methodology")
    for kind in source.support_types:
        yield line(partial(in_language, kind.label), f"support_type:{kind.code}")


def location(source: TermsSource) -> Iterator[Piece]:
    yield from field_fact("place", source.place)
    yield from coded_fact("modality", source.modality)


def calendar(source: TermsSource) -> Iterator[Piece]:
    yield from fact("preferred", partial(wording.span, source.preferred), "request.preferred_dates")
    for position in source.positions:
        yield position_row(source, position, "days", partial(_days, position))


def _days(position: PositionLine, language: str) -> list[Cell]:
    modality = in_language(position.modality.label, language) if position.modality else ""
    return [
        str(position.days) if position.days else wording.OPEN[language],
        wording.day(position.period.start, language),
        wording.day(position.period.end, language),
        ", ".join(part for part in (printable(position.place), modality) if part) or wording.OPEN[language],
    ]


def languages(source: TermsSource) -> Iterator[Piece]:
    if source.working_language:
        yield standard(source, "working_language")


def travel(source: TermsSource) -> Iterator[Piece]:
    yield standard(source, "travel_remote" if _is_remote(source) else "travel_on_site")


def experts(source: TermsSource) -> Iterator[Piece]:
    for position in source.positions:
        yield position_row(source, position, "profile", partial(_profile, position))


def _profile(position: PositionLine, language: str) -> list[Cell]:
    category = in_language(position.category.label, language) if position.category else wording.OPEN[language]
    return [category, (wording.TEAM_LEADER if position.team_leader else wording.MEMBER)[language]]


def qualifications(source: TermsSource) -> Iterator[Piece]:
    yield standard(source, "profile")
    for position in source.positions:
        yield position_row(source, position, "skills", partial(_skills, position))


def _skills(position: PositionLine, language: str) -> list[Cell]:
    spoken = in_language(position.language.label, language) if position.language else ""
    level = wording.AT_LEAST[language].format(level=printable(position.level)) if position.level else ""
    return [
        _fields(position, language) or wording.OPEN[language],
        ", ".join(part for part in (spoken, level) if part) or wording.OPEN[language],
    ]


def _fields(position: PositionLine, language: str) -> str:
    return "; ".join(in_language(label, language) for label in position.expertise)


def general_experience(source: TermsSource) -> Iterator[Piece]:
    for position in source.positions:
        if position.min_years:
            yield line(partial(_years, position), f"position:{position.number}")


def _years(position: PositionLine, language: str) -> str:
    return wording.YEARS[language].format(number=position.number, years=position.min_years)


def specific_experience(source: TermsSource) -> Iterator[Piece]:
    for position in source.positions:
        if position.expertise:
            yield line(partial(_proven, position), f"position:{position.number}")


def _proven(position: PositionLine, language: str) -> str:
    return wording.SPECIFIC[language].format(number=position.number, fields=_fields(position, language))


def own_contribution(source: TermsSource) -> Iterator[Piece]:
    told = list(free_text("own_contribution", source))
    yield from told or [standard(source, "own_contribution_default")]


def costs(source: TermsSource) -> Iterator[Piece]:
    if source.pay_rule:
        yield Piece("paragraph", in_each(partial(in_language, source.pay_rule)), "request.pay_rule")
    else:
        yield standard(source, "pay_default")
    yield standard(source, "no_salaries")


def evaluation(source: TermsSource) -> Iterator[Piece]:
    yield from free_text("sustainability", source)
    yield standard(source, "evaluation")


def conduct(source: TermsSource) -> Iterator[Piece]:
    yield standard(source, "conduct")
    yield standard(source, "data_protection")


def only(key: str) -> Chapter:
    """A chapter that is one standard paragraph."""
    return lambda source: [standard(source, key)]


def _is_remote(source: TermsSource) -> bool:
    modalities = modalities_of(source)
    return bool(modalities) and all(modality.code == "remote" for modality in modalities)


CHAPTERS: Mapping[str, Chapter] = {
    "0": synopsis,
    "1.1": country_and_institution,
    "1.2": framework,
    "1.3": partial(free_text, "background"),
    "1.4": related_support,
    "2.1": overall_objective,
    "2.2": partial(free_text, "objective"),
    "2.3": partial(free_text, "expected_results"),
    "2.4": link_to_programme,
    "3": only("assumptions"),
    "4.1": partial(free_text, "target_group"),
    "4.2": only("tasks"),
    "4.3": methodology,
    "4.4": only("deliverables"),
    "4.5": only("cross_cutting"),
    "5.1": location,
    "5.2": calendar,
    "5.3": languages,
    "5.4": travel,
    "6.1": experts,
    "6.2": qualifications,
    "6.3": general_experience,
    "6.4": specific_experience,
    "7.1": own_contribution,
    "7.2": costs,
    "8.1": only("reporting"),
    "8.2": only("approval"),
    "9.1": only("indicators"),
    "9.2": evaluation,
    "10": only("visibility"),
    "11": conduct,
    "12": only("annexes"),
}
