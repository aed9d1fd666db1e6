"""The reserve of a position: who is asked, in which order."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from requests_app.models import Position
from workflows.models import JointSide, Offer, Shortlist, ShortlistEntry
from workflows.states import OFFER_OPEN, DeploymentState, OfferState


def ordered_shortlist(position: Position) -> Shortlist | None:
    """The shortlist by which a position is filled: the last one whose reserve somebody ordered."""
    ordered = Shortlist.objects.filter(position=position).exclude(reserve_set_at=None)
    return ordered.order_by("-id").first()


def next_in_reserve(position: Position) -> ShortlistEntry | None:
    """Who is asked next for a position: the first of the reserve who was not asked from it yet and is free."""
    shortlist = ordered_shortlist(position)
    if shortlist is None:
        return None
    asked = Q(entry__shortlist=shortlist) | Q(state__in=(*OFFER_OPEN, OfferState.ACCEPTED))
    already = Offer.objects.filter(asked, position=position).values("expert_id")
    waiting = shortlist.entries.exclude(reserve_order=None).exclude(expert_id__in=already)
    taken = missions_overlapping(position).values("expert_id")
    return waiting.exclude(expert_id__in=taken).order_by("reserve_order").first()


def missions_overlapping(position: Position) -> models.QuerySet[Offer]:
    """Accepted offers whose dates touch those of a position, but for missions that were called off.

    A joint mission is one mission with two dossiers: who goes for the other request can go for this one too.
    """
    overlapping = Q(position__start__lte=position.end, position__end__gte=position.start)
    accepted = Offer.objects.accepted().filter(overlapping).exclude(position=position)
    missions: models.QuerySet[Offer] = accepted.exclude(deployment__state=DeploymentState.CANCELLED)
    return missions.exclude(support_request_id__in=joined_with(position.support_request_id))


def joined_with(request_id: int) -> models.QuerySet[Any, int]:
    """The id of the request that is in a joint mission with this one, for a condition of a query."""
    joined: models.QuerySet[Any, int] = JointSide.objects.joined_with(request_id).values_list(
        "support_request_id", flat=True
    )
    return joined
