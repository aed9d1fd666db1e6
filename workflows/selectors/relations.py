"""What a request has to do with others: links and duplicates for the office, the joint mission for whoever is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.actors import Actor, Role
from requests_app.models import SupportRequest
from workflows.models import Deployment, JointSide, Offer, Relation
from workflows.states import DeploymentState, JointState


@dataclass(frozen=True, slots=True)
class Related:
    """Another request and what binds it to this one, read from this one's side; for the office alone."""

    relation: Relation
    other: SupportRequest
    is_original: bool  # the request that is kept, of which this one is a duplicate

    @property
    def is_duplicate(self) -> bool:
        """Whether the other one repeats this one."""
        return self.relation.kind == Relation.Kind.DUPLICATE and not self.is_original


def relations_of(support_request: SupportRequest) -> list[Related]:
    """The links of a request that stand, whichever was linked first. One query."""
    rows = Relation.objects.filter(
        Q(support_request=support_request) | Q(other=support_request), removed_at=None
    ).select_related("support_request__country", "other__country", "made_by")
    return [_seen_from(row, support_request.pk) for row in rows]


def original_of(support_request: SupportRequest, *, actor: Actor) -> SupportRequest | None:
    """The request under which a duplicate's support is given, where the actor may read that one. One query."""
    kept = Relation.objects.filter(support_request=support_request, kind=Relation.Kind.DUPLICATE)
    visible = SupportRequest.objects.visible_to(actor)
    found: SupportRequest | None = visible.filter(pk__in=kept.values("other_id")).first()
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """The other side of a joint mission; `support_request` for the office and the Committee, never for a country."""

    country: str
    support_request: SupportRequest | None
    state: str


@dataclass(frozen=True, slots=True)
class Joint:
    """A joint mission as one of its sides reads it."""

    side: JointSide
    beside: Beside

    @property
    def is_live(self) -> bool:
        return self.side.state in (JointState.ASKED, JointState.AGREED, JointState.JOINED)

    @property
    def is_joined(self) -> bool:
        return bool(self.side.state == JointState.JOINED)

    @property
    def waits_for_answer(self) -> bool:
        return bool(self.side.state == JointState.ASKED)


def joint_missions_of(support_request: SupportRequest, *, actor: Actor) -> list[Joint]:
    """The joint missions of a request that the actor may read, the latest first. Two queries."""
    own = JointSide.objects.visible_to(actor).filter(support_request=support_request)
    sides = list(own.select_related("joint_mission").order_by("-id"))
    if not sides:
        return []
    others = (
        JointSide.objects.filter(joint_mission__in=[side.joint_mission_id for side in sides])
        .exclude(support_request=support_request)
        .select_related("support_request__country")
    )
    beside = {side.joint_mission_id: side for side in others}
    return [_joint(side, beside[side.joint_mission_id], actor) for side in sides]


def joint_mission_of(support_request: SupportRequest, *, actor: Actor) -> Joint | None:
    """The latest joint mission of a request; None where there was none."""
    return next(iter(joint_missions_of(support_request, actor=actor)), None)


@dataclass(frozen=True, slots=True)
class Companion:
    """An expert who goes, or has agreed to go, for the other request of a joint mission."""

    expert_id: int
    name: str
    headline: str
    position: str
    position_language: str
    start: date
    end: date


def companions_of(support_request: SupportRequest) -> list[Companion]:
    """Who is already in the joint mission; nobody before both countries agreed. For the office. One query."""
    joined = JointSide.objects.joined_with(support_request.pk).values("support_request_id")
    called_off = Deployment.objects.filter(state=DeploymentState.CANCELLED).values("offer_id")
    offers = (
        Offer.objects.accepted()
        .filter(support_request_id__in=joined)
        .exclude(pk__in=called_off)
        .select_related("expert", "position__support_request")
        .order_by("position__number")
    )
    return [
        Companion(
            expert_id=offer.expert_id,
            name=offer.expert.name,
            headline=offer.expert.headline,
            position=offer.position.title,
            position_language=offer.position.text_language or offer.position.support_request.text_language,
            start=offer.position.start,
            end=offer.position.end,
        )
        for offer in offers
    ]


def _seen_from(row: Relation, pk: int) -> Related:
    first = row.support_request_id == pk
    other = row.other if first else row.support_request
    return Related(row, other, first and row.kind == Relation.Kind.DUPLICATE)


def _joint(side: JointSide, other: JointSide, actor: Actor) -> Joint:
    country = other.support_request.country.label
    if actor.role == Role.FOCAL_POINT:
        return Joint(side, Beside(country, None, ""))
    return Joint(side, Beside(country, other.support_request, other.state))
