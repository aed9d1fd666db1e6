"""The reserve of a position: who is asked, in which order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from requests_app.models import Position
from workflows.models import Offer, Shortlist, ShortlistEntry
from workflows.states import DeploymentState


def latest_shortlist(position: Position) -> Shortlist | None:
    """The shortlist in force for a position: the last one that was made."""
    return Shortlist.objects.filter(position=position).order_by("-id").first()


def next_in_reserve(position: Position) -> ShortlistEntry | None:
    """Who is asked next for a position: the first of the latest reserve, not asked from it yet and still free."""
    latest = latest_shortlist(position)
    if latest is None:
        return None
    asked = Offer.objects.filter(position=position, entry__shortlist=latest).values("entry_id")
    waiting = latest.entries.exclude(reserve_order=None).exclude(pk__in=asked)
    taken = missions_overlapping(position).values("expert_id")
    return waiting.exclude(expert_id__in=taken).order_by("reserve_order").first()


def missions_overlapping(position: Position) -> models.QuerySet[Offer]:
    """Accepted offers whose dates touch those of a position, but for missions that were called off."""
    overlapping = Q(position__start__lte=position.end, position__end__gte=position.start)
    accepted = Offer.objects.accepted().filter(overlapping).exclude(position=position)
    missions: models.QuerySet[Offer] = accepted.exclude(deployment__state=DeploymentState.CANCELLED)
    return missions
