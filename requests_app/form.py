"""The answers of the request form: which code is kept where, and what it must be.

The codes are those of the request form in the reference data; `preferred_dates` is kept in two columns and the
consent as the moment it was given. `TO_SUBMIT` is the least that a request needs before it can be sent; the rest
may be completed while it is under review.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import connection, models

from programme.models import CodeItem, Country, Expertise, SupportType, Theme
from requests_app.models import SupportRequest

# Answers that are one column under their own code or another name.
COLUMNS: Mapping[str, str] = {
    "institution": "institution",
    "unit_contact": "unit_contact",
    "request_channel": "request_channel",
    "title": "title",
    "text_language": "text_language",
    "priority_theme": "priority_theme_id",
    "background": "background",
    "objective": "objective",
    "expected_results": "expected_results",
    "national_capacity": "national_capacity",
    "target_group": "target_group",
    "urgency": "urgency",
    "urgency_reason": "urgency_reason",
    "duration": "duration",
    "place": "place",
    "language": "working_language",
    "expertise_text": "expertise_text",
    "related_support": "related_support",
    "own_contribution": "own_contribution",
    "sustainability": "sustainability",
    "endorsement": "endorsement",
}

# Answers that are several codes: the relation that keeps them, and what the codes name.
RELATIONS: Mapping[str, tuple[str, type[models.Model]]] = {
    "objectives": ("objectives", Theme),
    "support_type": ("support_types", SupportType),
    "expertise": ("expertise", Expertise),
    "peer_country": ("peer_countries", Country),
}

CODES = frozenset({*COLUMNS, *RELATIONS, "preferred_dates", "data_consent"})

TO_SUBMIT = (
    "institution",
    "unit_contact",
    "title",
    "support_type",
    "background",
    "objective",
    "expected_results",
    "preferred_dates",
    "duration",
    "place",
    "language",
    "endorsement",
    "data_consent",
)

# What a focal point may still complete while the desk reviews the request.
COMPLETABLE = frozenset(
    {
        "priority_theme",
        "objectives",
        "national_capacity",
        "target_group",
        "urgency_reason",
        "expertise",
        "expertise_text",
        "peer_country",
        "related_support",
        "own_contribution",
        "sustainability",
    }
)

LONGEST_SUPPORT = 60  # working days in all: the limit of a comparable facility, since "short-term" names none


def answers_of(support_request: SupportRequest) -> dict[str, Any]:
    """Every answer as plain JSON values under its code; lists of codes are sorted."""
    plain = {code: getattr(support_request, column) for code, column in COLUMNS.items()}
    return {
        **plain,
        **_codes_of(support_request),
        "preferred_dates": _period(support_request),
        "data_consent": support_request.data_consent_at is not None,
    }


def missing_answers(support_request: SupportRequest) -> list[str]:
    """The codes that still have to be answered before the request can be submitted, in the order of the form."""
    answers = answers_of(support_request)
    missing = [code for code in TO_SUBMIT if not answers[code]]
    if "unit_contact" not in missing and not answers["unit_contact"].get("name"):
        missing.append("unit_contact")
    if "endorsement" not in missing and not answers["endorsement"].get("name"):
        missing.append("endorsement")
    return missing


def _codes_of(support_request: SupportRequest) -> dict[str, list[str]]:
    """The codes of every relation, sorted, in one statement: they are read together each time a form is kept."""
    found: dict[str, list[str]] = {code: [] for code in RELATIONS}
    with connection.cursor() as cursor:
        cursor.execute(_codes_statement(), [support_request.pk] * len(RELATIONS))
        for code, value in cursor.fetchall():
            found[code].append(value)
    return {code: sorted(values) for code, values in found.items()}


@cache
def _codes_statement() -> str:
    """One SELECT a relation, from its table of pairs alone: the keys of reference data are its codes."""
    quote = connection.ops.quote_name
    fields = {
        code: SupportRequest._meta.get_field(relation) for code, (relation, _model) in RELATIONS.items()
    }
    return " UNION ALL ".join(
        f"SELECT '{code}', {quote(field.m2m_reverse_name())} FROM {quote(field.m2m_db_table())} "  # noqa: S608 - our own names
        f"WHERE {quote(field.m2m_column_name())} = %s"
        for code, field in fields.items()
    )


def theme_texts(support_request: SupportRequest) -> dict[str, str]:
    """The words that the theme check reads, under the codes of the form."""
    return {
        "title": support_request.title,
        "background": support_request.background,
        "objective": support_request.objective,
        "expected_results": support_request.expected_results,
        "target_group": support_request.target_group,
        "expertise_text": support_request.expertise_text,
    }


def working_languages() -> set[str]:
    """Codes of the languages in which partners may work with the Support Project."""
    return set(
        CodeItem.objects.filter(code_list__code="languages", extra__working=True).values_list(
            "code", flat=True
        )
    )


def _period(support_request: SupportRequest) -> dict[str, str] | None:
    start, end = support_request.preferred_start, support_request.preferred_end
    return {"start": start.isoformat(), "end": end.isoformat()} if start and end else None
