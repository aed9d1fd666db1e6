"""The requests for which experts are sought, each in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from requests_app.models import Position, SupportRequest
from workflows.models import Consultation, Offer
from workflows.states import ConsultationState


@dataclass(frozen=True, slots=True)
class Search:
    """A request for which experts are sought: how many positions are open, what is to be done next."""

    support_request: SupportRequest
    positions: int
    filled: int
    waiting: int
    objected: bool


def searches(rows: Sequence[SupportRequest]) -> list[Search]:
    """The searches in the order of `rows`, in four queries however many there are."""
    ids = [row.pk for row in rows]
    offers = Offer.objects.filter(support_request__in=ids)
    positions = _counted(Position.objects.filter(support_request__in=ids))
    filled, waiting = _counted(offers.accepted()), _counted(offers.open())
    objections = Consultation.objects.filter(support_request__in=ids, state=ConsultationState.OBJECTED)
    objected = set(objections.values_list("support_request_id", flat=True))
    return [
        Search(
            support_request=row,
            positions=positions.get(row.pk, 0),
            filled=filled.get(row.pk, 0),
            waiting=waiting.get(row.pk, 0),
            objected=row.pk in objected,
        )
        for row in rows
    ]


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    counted = rows.order_by().values_list("support_request_id").annotate(Count("pk"))
    return dict(counted)
