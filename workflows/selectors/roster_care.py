"""Who on the roster needs looking after: profiles not confirmed, consent and vetting that end, papers that expire."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models.functions import Coalesce

from experts.models import Expert, ExpertDocument
from experts.querysets import ExpertQuerySet

STAYS_RIGHT_FOR = timedelta(days=365)  # after which a profile is to be confirmed again
SOON = timedelta(days=60)
ON_ROSTER = (Expert.Vetting.PROPOSED, Expert.Vetting.VETTED, Expert.Vetting.SUSPENDED)


def overdue(rows: ExpertQuerySet, *, now: datetime) -> ExpertQuerySet:
    """Those on the roster who did not confirm their profile, nor were vetted, for a year."""
    said = Coalesce("profile_confirmed_at", "vetted_at")
    return rows.filter(vetting=Expert.Vetting.VETTED).alias(said=said).filter(said__lt=now - STAYS_RIGHT_FOR)


def to_look_after(rows: ExpertQuerySet, what: str, *, now: datetime) -> ExpertQuerySet:
    """Those of the roster of whom something is due: `confirm`, `consent`, `vetting` or `papers`."""
    soon = now.date() + SOON
    here = rows.filter(vetting__in=ON_ROSTER)
    if what == "confirm":
        return overdue(rows, now=now)
    if what == "consent":
        return here.filter(consent_until__lte=soon)
    if what == "vetting":
        return here.filter(vetted_until__lte=soon)
    papers = ExpertDocument.objects.filter(removed_at=None, expires_on__lte=soon)
    return here.filter(pk__in=papers.values("expert_id"))
