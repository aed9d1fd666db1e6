"""What waits for a person, by role: the counts with which the home page greets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation
from core.actors import Actor, Role
from core.errors import Text
from core.models import OutboxMessage
from experts.models import Expert
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows.models import Consultation, Deployment, MissionReport, Offer
from workflows.states import ConsultationState, ReportState, TermsState


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many things of one kind wait. `code` is stable, `label` is for the reader."""

    code: str
    label: Text
    count: int


def waiting_for(actor: Actor, *, now: datetime) -> list[Waiting]:
    """What waits for this person, the most pressing first; kinds of which there is none stay, at zero."""
    found = {
        Role.FOCAL_POINT: _for_focal_point,
        Role.MANAGER: _for_manager,
        Role.EXPERT: _for_expert,
        Role.STEERING: _for_steering,
        Role.ADMIN: _for_admin,
    }.get(actor.role)
    return list(found(actor, now)) if found else []


def _for_focal_point(actor: Actor, now: datetime) -> Iterator[Waiting]:
    mine = SupportRequest.objects.visible_to(actor)
    shown = Consultation.objects.filter(
        support_request__country_id__in=actor.countries, state=ConsultationState.SHOWN
    )
    to_sign = mine.filter(state=RequestState.TERMS, terms__state=TermsState.IN_REVIEW)
    signed = to_sign.filter(terms__state=TermsState.IN_REVIEW, terms__signatures__role=Role.FOCAL_POINT)
    evaluated = mine.filter(evaluations__group="beneficiary_end").values("pk")
    to_evaluate = mine.filter(state=RequestState.REPORTING).exclude(pk__in=evaluated)
    yield Waiting("questions", _("Questions to answer"), mine.filter(state=RequestState.QUESTION).count())
    yield Waiting("shortlists", _("Shortlists to agree with"), shown.count())
    to_sign = to_sign.exclude(pk__in=signed.values("pk"))
    yield Waiting("terms", _("Terms of reference to sign"), to_sign.count())
    yield Waiting("evaluations", _("Missions to evaluate"), to_evaluate.count())
    yield Waiting("drafts", _("Drafts to finish"), mine.filter(state=RequestState.DRAFT).count())


def _for_manager(actor: Actor, now: datetime) -> Iterator[Waiting]:
    requests = SupportRequest.objects.visible_to(actor)
    mine = requests.open().filter(officer_id=actor.user_id)
    reports = MissionReport.objects.filter(state=ReportState.SUBMITTED)
    to_decide = requests.filter(state=RequestState.DECISION)
    yield Waiting("new", _("New requests without an officer"), requests.filter(state="submitted").count())
    yield Waiting("decisions", _("Requests to decide on"), to_decide.count())
    yield Waiting("cases", _("My open cases"), mine.count())
    yield Waiting("reports", _("Mission reports to read"), reports.count())
    yield Waiting("vetting", _("Experts to vet"), Expert.objects.waiting_for_vetting().count())
    yield _invitations(actor)


def _for_expert(actor: Actor, now: datetime) -> Iterator[Waiting]:
    offers = Offer.objects.visible_to(actor).open().filter(deadline__gt=now)
    missions = Deployment.objects.visible_to(actor)
    to_write = MissionReport.objects.visible_to(actor).filter(
        state__in=(ReportState.DRAFT, ReportState.RETURNED)
    )
    yield Waiting("offers", _("Offers to answer"), offers.count())
    yield Waiting("preparing", _("Missions being prepared"), missions.preparing().count())
    yield Waiting("on_mission", _("Missions under way"), missions.on_mission().count())
    yield Waiting("reports", _("Mission reports to write"), to_write.count())


def _for_steering(actor: Actor, now: datetime) -> Iterator[Waiting]:
    requests = SupportRequest.objects.visible_to(actor)
    yield Waiting("review", _("Requests under review"), requests.before_decision().count())
    yield Waiting("open", _("Open requests"), requests.open().count())


def _for_admin(actor: Actor, now: datetime) -> Iterator[Waiting]:
    yield Waiting("stuck", _("Background work that is stuck"), OutboxMessage.objects.stuck().count())
    yield _invitations(actor)


def _invitations(actor: Actor) -> Waiting:
    """Proposals of others: nobody confirms their own."""
    proposed = Invitation.objects.waiting_for_confirmation().exclude(proposed_by=actor.user_id)
    return Waiting("invitations", _("Invitations to confirm"), proposed.count())
