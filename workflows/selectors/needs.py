"""Positions as the ranking reads them, and those for which somebody is still sought."""

from __future__ import annotations

from django.db.models import QuerySet

from experts.matching import Need
from requests_app import form
from requests_app.models import Position
from requests_app.states import RequestState
from workflows.states import OfferState

SOUGHT_IN = (RequestState.MATCHING, RequestState.OFFERING)
READ_WITH = (
    "expertise",
    "support_request__request_themes",
    "support_request__expertise",
    "support_request__support_types",
    "support_request__peer_countries",
)


def positions_sought() -> QuerySet[Position]:
    """The positions of running searches that nobody has accepted yet, the oldest request first. Six queries."""
    rows = Position.objects.filter(support_request__state__in=SOUGHT_IN)
    open_ones = rows.exclude(offers__state=OfferState.ACCEPTED)
    ordered = open_ones.order_by("support_request__submitted_at", "support_request_id", "number")
    return ordered.select_related("support_request__country").prefetch_related(*READ_WITH)


def need_of(position: Position) -> Need:
    """What a position asks for, in the terms of the ranking."""
    support_request = position.support_request
    themes = sorted(support_request.request_themes.all(), key=lambda row: (not row.is_main, row.theme_id))
    codes = [expertise.pk for expertise in position.expertise.all()]
    return Need(
        themes=tuple(theme.theme_id for theme in themes),
        expertise=tuple(sorted(codes or (row.pk for row in support_request.expertise.all()))),
        expertise_text=" ".join((position.title, position.tasks, support_request.expertise_text)),
        context=" ".join(form.theme_texts(support_request).values()),
        support_types=tuple(sorted(row.pk for row in support_request.support_types.all())),
        language=position.language,
        language_level=position.language_level,
        country=support_request.country_id,
        region=support_request.country.process_region,
        start=position.start,
        end=position.end,
        days=position.days,
        modality=position.modality,
        peer_countries=frozenset(row.pk for row in support_request.peer_countries.all()),
        parties=frozenset({f"request:{support_request.pk}"}),
        urgency=support_request.urgency,
    )
