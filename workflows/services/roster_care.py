"""What the roster needs as time passes: profiles confirmed each year, papers renewed, consent kept or ended.

Sweeps that can run at any time, twice or late: a mark on the row says when somebody was last told.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from core import outbox
from experts.models import Expert, ExpertDocument
from experts.services.consent import KEPT_AFTERWARDS, ON_ROSTER, anonymise, end_consent
from experts.services.roster_import import forget_unused
from workflows.models import Deployment, Notification
from workflows.notify.audience import EXPERT
from workflows.selectors.roster_care import overdue
from workflows.states import DEPLOYMENT_PREPARING, DeploymentState

ASKED_AGAIN_AFTER = timedelta(days=60)
CONSENT_ENDS_SOON = timedelta(days=60)
REMINDED_AGAIN_AFTER = timedelta(days=30)
EXPIRES_SOON = timedelta(days=60)
AT_A_TIME = 50  # people told in one sweep: the next one follows within a minute
UNDER_WAY = (*DEPLOYMENT_PREPARING, DeploymentState.DEPLOYED)


def care_for_roster(*, now: datetime) -> int:
    """Tell whom it concerns, and let go whose consent is over; returns how many people."""
    return (
        _ask_to_confirm(now)
        + _remind_of_consent(now)
        + _end_consents(now)
        + _forget(now)
        + forget_unused(now=now)
        + _warn_of_papers(now)
    )


def _ask_to_confirm(now: datetime) -> int:
    not_asked = Q(asked_to_confirm_at=None) | Q(asked_to_confirm_at__lt=now - ASKED_AGAIN_AFTER)
    return _tell_each(
        overdue(Expert.objects.filter(not_asked), now=now), "expert.confirm_due", "asked_to_confirm_at", now
    )


def _remind_of_consent(now: datetime) -> int:
    today = now.date()
    ending = Expert.objects.filter(
        vetting__in=ON_ROSTER, consent_until__gte=today, consent_until__lte=today + CONSENT_ENDS_SOON
    )
    not_told = Q(consent_reminded_at=None) | Q(consent_reminded_at__lt=now - REMINDED_AGAIN_AFTER)
    return _tell_each(ending.filter(not_told), "expert.consent_ends", "consent_reminded_at", now)


def _tell_each(rows: QuerySet[Expert], notice: str, mark: str, now: datetime) -> int:
    told = 0
    for expert in rows.order_by("pk")[:AT_A_TIME]:
        with transaction.atomic():
            before = getattr(expert, mark)
            if Expert.objects.filter(pk=expert.pk, **{mark: before}).update(**{mark: now}):
                said = {"until": expert.consent_until.isoformat() if expert.consent_until else ""}
                tell_expert(expert, notice, said, key=f"{now:%Y-%m-%d}", now=now)
                told += 1
    return told


def _end_consents(now: datetime) -> int:
    over = Expert.objects.filter(vetting__in=ON_ROSTER, consent_until__lt=now.date())
    for expert in (ended := list(over.order_by("pk")[:AT_A_TIME])):
        with transaction.atomic():
            end_consent(expert=expert, now=now)
            tell_expert(expert, "expert.consent_ended", {}, key=f"{expert.consent_until}", now=now)
    return len(ended)


def _forget(now: datetime) -> int:
    """Whoever left for lack of consent half a year ago; nobody who is still on mission."""
    gone = Expert.objects.filter(
        vetting=Expert.Vetting.LEFT,
        anonymised_at=None,
        consent_until__lt=now.date() - KEPT_AFTERWARDS,
    )
    busy = Deployment.objects.filter(state__in=UNDER_WAY).values("expert_id")
    forgotten = 0
    for expert in gone.exclude(pk__in=busy).order_by("pk")[:AT_A_TIME]:
        with transaction.atomic():
            Notification.objects.filter(email=expert.email, support_request=None).delete()
            Notification.objects.filter(email=expert.email).update(email="", user=None)
            anonymise(expert=expert, now=now)
            forgotten += 1
    return forgotten


def _warn_of_papers(now: datetime) -> int:
    soon = now.date() + EXPIRES_SOON
    due = ExpertDocument.objects.filter(
        removed_at=None, warned_at=None, expires_on__lte=soon, expert__vetting__in=ON_ROSTER
    )
    warned = 0
    for paper in due.select_related("expert").order_by("pk")[:AT_A_TIME]:
        with transaction.atomic():
            if ExpertDocument.objects.filter(pk=paper.pk, warned_at=None).update(warned_at=now):
                said = {"kind": paper.kind, "until": str(paper.expires_on)}
                tell_expert(paper.expert, "expert.document_expires", said, key=str(paper.pk), now=now)
                warned += 1
    return warned


def tell_expert(expert: Expert, notice: str, said: dict[str, Any], *, key: str, now: datetime) -> None:
    """Notify somebody on the roster, on the desk where they have an account, and by mail."""
    notification, is_new = Notification.objects.get_or_create(
        dedup_key=f"{notice}:{expert.pk}:{key}",
        defaults={
            "user_id": expert.user_id,
            "email": expert.email,
            "language": expert.language,
            "notice": notice,
            "data": {"said": said, "party": EXPERT, "expert": expert.pk},
            "created_at": now,
        },
    )
    if is_new:
        outbox.publish(
            "mail", {"notification": notification.pk}, now=now, dedup_key=f"mail:{notification.pk}"
        )
