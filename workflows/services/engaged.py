"""Who has accepted one mission is no longer waited for in another of the same days."""

from __future__ import annotations

from datetime import datetime

from core.actors import SYSTEM
from core.errors import Blocked
from workflows.models import Offer
from workflows.reserve import missions_overlapping
from workflows.services.offers import retract_offer


def stand_down_elsewhere(*, offer_id: int, now: datetime) -> None:
    """Take an open offer back whose expert has accepted another mission in its days; the next is asked."""
    offer = Offer.objects.open().filter(pk=offer_id).select_related("position").first()
    if offer is None or not missions_overlapping(offer.position).filter(expert_id=offer.expert_id).exists():
        return  # answered, or the other acceptance came to nothing meanwhile
    try:
        retract_offer(offer=offer, reason="accepted_another", actor=SYSTEM, now=now)
    except Blocked:
        return  # answered in this very moment
