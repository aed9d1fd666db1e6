"""Questions about sets of offers, terms, deployments and reports, in the words of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from core.actors import Actor, Role
from workflows import states
from workflows.states import (
    ConsultationState,
    DeploymentState,
    JointState,
    OfferState,
    PaperKind,
    PublicationState,
    TermsState,
)

if TYPE_CHECKING:
    from workflows.models import (  # noqa: F401  (named in base classes below)
        Consultation,
        Deployment,
        JointSide,
        MissionReport,
        Offer,
        Paper,
        Publication,
        TermsOfReference,
    )


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, actor: Actor) -> OfferQuerySet:
        """Managers see all offers; an expert sees their own once they were sent."""
        if actor.role in (Role.MANAGER, Role.SYSTEM):
            return self
        if actor.role == Role.EXPERT and actor.expert_id:
            return self.filter(expert_id=actor.expert_id).exclude(sent_at=None)
        return self.none()

    def open(self) -> OfferQuerySet:
        return self.filter(state__in=states.OFFER_OPEN)

    def accepted(self) -> OfferQuerySet:
        return self.filter(state=OfferState.ACCEPTED)

    def past_deadline(self, now: datetime) -> OfferQuerySet:
        return self.open().filter(deadline__lte=now)


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def silent(self, now: datetime) -> ConsultationQuerySet:
        """Shown, and nobody answered until the end of the time to object."""
        return self.filter(state=ConsultationState.SHOWN, due_at__lte=now)


class TermsQuerySet(models.QuerySet["TermsOfReference"]):
    def visible_to(self, actor: Actor) -> TermsQuerySet:
        """Managers and the Committee see all; a country its own; an expert those they are or were asked to serve."""
        if actor.role in (Role.MANAGER, Role.STEERING, Role.SYSTEM):
            return self
        if actor.role == Role.FOCAL_POINT:
            return self.filter(support_request__country_id__in=actor.countries)
        if actor.role == Role.EXPERT and actor.expert_id:
            served = Q(support_request__deployments__expert_id=actor.expert_id)
            asked = Q(
                support_request__offers__expert_id=actor.expert_id,
                support_request__offers__state__in=(*states.OFFER_OPEN, OfferState.ACCEPTED),
            )
            return self.filter(served | asked).distinct()
        return self.none()

    def in_work(self) -> TermsQuerySet:
        return self.filter(state__in=(TermsState.DRAFT, TermsState.IN_REVIEW))

    def in_force(self) -> TermsQuerySet:
        return self.exclude(state=TermsState.SUPERSEDED)


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def visible_to(self, actor: Actor) -> DeploymentQuerySet:
        """Managers and the Committee see all; a country its own; an expert their own."""
        if actor.role in (Role.MANAGER, Role.STEERING, Role.SYSTEM):
            return self
        if actor.role == Role.FOCAL_POINT:
            return self.filter(support_request__country_id__in=actor.countries)
        if actor.role == Role.EXPERT and actor.expert_id:
            return self.filter(expert_id=actor.expert_id)
        return self.none()

    def preparing(self) -> DeploymentQuerySet:
        return self.filter(state__in=states.DEPLOYMENT_PREPARING)

    def on_mission(self) -> DeploymentQuerySet:
        return self.filter(state=DeploymentState.DEPLOYED)

    def returned(self) -> DeploymentQuerySet:
        return self.filter(state__in=states.DEPLOYMENT_RETURNED)

    def committed(self) -> DeploymentQuerySet:
        """Everything that takes or took an expert's time."""
        return self.filter(state__in=states.DEPLOYMENT_COMMITTED)

    def leaving_by(self, day: date) -> DeploymentQuerySet:
        return self.filter(state=DeploymentState.READY, planned_start__lte=day)

    def returning_before(self, day: date) -> DeploymentQuerySet:
        return self.filter(state=DeploymentState.DEPLOYED, planned_end__lt=day)


class ReportQuerySet(models.QuerySet["MissionReport"]):
    def visible_to(self, actor: Actor) -> ReportQuerySet:
        """Managers see all; an expert their own; a country and the Committee what was accepted."""
        accepted = self.filter(state="accepted")
        if actor.role in (Role.MANAGER, Role.SYSTEM):
            return self
        if actor.role == Role.EXPERT and actor.expert_id:
            return self.filter(expert_id=actor.expert_id)
        if actor.role == Role.FOCAL_POINT:
            return accepted.filter(support_request__country_id__in=actor.countries)
        return accepted if actor.role == Role.STEERING else self.none()


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, actor: Actor) -> PaperQuerySet:
        """The twin of `rules.may_read_paper`: `PAPER_READERS` says which kinds a role reads at all."""
        kinds = PAPER_READERS.get(actor.role, frozenset())
        if actor.role == Role.FOCAL_POINT:
            return self.filter(kind__in=kinds, support_request__country_id__in=actor.countries)
        if actor.role == Role.EXPERT:
            own = self.filter(expert_id=actor.expert_id) if actor.expert_id else self.none()
            return own.filter(kind__in=kinds)
        return self.filter(kind__in=kinds)


_ALL = frozenset(PaperKind) - {PaperKind.TERMS}
PAPER_READERS: Mapping[str, frozenset[str]] = {
    Role.MANAGER: _ALL,
    Role.SYSTEM: _ALL,
    Role.FOCAL_POINT: _ALL - {PaperKind.OFFER, PaperKind.CERTIFICATE},
    Role.EXPERT: frozenset(
        {PaperKind.OFFER, PaperKind.MISSION_LETTER, PaperKind.CERTIFICATE, PaperKind.MISSION_REPORT}
    ),
    # The Committee reads no paper that names a person: only the closure report, which speaks of positions.
    Role.STEERING: frozenset({PaperKind.CLOSURE}),
}
"""Which kinds of papers a role may read: the country its own request's, an expert their own."""


class JointSideQuerySet(models.QuerySet["JointSide"]):
    def visible_to(self, actor: Actor) -> JointSideQuerySet:
        """Managers and the Committee see all; a country its own side, never the other's."""
        if actor.role in (Role.MANAGER, Role.STEERING, Role.SYSTEM):
            return self
        if actor.role == Role.FOCAL_POINT:
            return self.filter(support_request__country_id__in=actor.countries)
        return self.none()

    def live(self) -> JointSideQuerySet:
        return self.filter(state__in=states.JOINT_LIVE)

    def pending(self) -> JointSideQuerySet:
        return self.filter(state__in=states.JOINT_PENDING)

    def joined_with(self, request_id: int) -> JointSideQuerySet:
        """The other side of the joint mission that both countries of a request agreed to."""
        return self.filter(
            state=JointState.JOINED,
            joint_mission__sides__support_request_id=request_id,
        ).exclude(support_request_id=request_id)


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, actor: Actor) -> PublicationQuerySet:
        """What is published is read by countries, the office and the Committee; before that, a country sees its own."""
        if actor.role in (Role.MANAGER, Role.SYSTEM):
            return self
        published = Q(state=PublicationState.PUBLISHED)
        if actor.role == Role.FOCAL_POINT:
            return self.filter(published | Q(support_request__country_id__in=actor.countries))
        return self.filter(published) if actor.role == Role.STEERING else self.none()

    def published(self) -> PublicationQuerySet:
        return self.filter(state=PublicationState.PUBLISHED)

    def live(self) -> PublicationQuerySet:
        return self.filter(state__in=states.PUBLICATION_LIVE)
