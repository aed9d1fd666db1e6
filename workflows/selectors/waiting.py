"""What waits for a person, by role: each kind with its number and, one by one, what is most pressing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation
from core.actors import Actor, Role
from core.models import OutboxMessage
from experts.models import Expert
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows.clocks import next_promise, promises_of
from workflows.models import Consultation, Deployment, Evaluation, MissionReport, Offer
from workflows.selectors.waiting_lines import (
    Item,
    Waiting,
    due_of,
    kind,
    mission,
    of_rows,
    promised_item,
    request_item,
    sent,
    top,
)
from workflows.states import ConsultationState, ReportState, TermsState

EVALUATED_IN = (RequestState.DEPLOYED, RequestState.REPORTING)
COMPARED = 200  # of one's open cases, those submitted first: the promises of these are compared


def waiting_for(actor: Actor, *, now: datetime) -> list[Waiting]:
    """What waits for this person, the most pressing first; kinds of which there is none stay, at zero.

    The number of queries depends on the role and not on how much waits.
    """
    found = {
        Role.FOCAL_POINT: _for_focal_point,
        Role.MANAGER: _for_manager,
        Role.EXPERT: _for_expert,
        Role.STEERING: _for_steering,
        Role.ADMIN: _for_admin,
    }.get(actor.role)
    return list(found(actor, now)) if found else []


def _for_focal_point(actor: Actor, now: datetime) -> Iterator[Waiting]:
    mine = SupportRequest.objects.visible_to(actor).for_list()
    asked = mine.filter(state=RequestState.QUESTION, questions__answered_at=None)
    shown = Consultation.objects.filter(
        support_request__country_id__in=actor.countries, state=ConsultationState.SHOWN
    )
    review = mine.filter(state=RequestState.TERMS, terms__state=TermsState.IN_REVIEW)
    signed = review.filter(terms__state=TermsState.IN_REVIEW, terms__signatures__role=Role.FOCAL_POINT)
    returned = Deployment.objects.filter(support_request=OuterRef("pk")).exclude(actual_end=None)
    last_return = Subquery(returned.order_by("-actual_end").values("actual_end")[:1])
    evaluated = mine.filter(evaluations__group="beneficiary_end").values("pk")
    yield kind(
        "questions",
        _("Questions to answer"),
        asked.annotate(since=F("questions__asked_at")).order_by("since"),
        lambda row: request_item(row, "request_answer", at=row.since, note=_("asked on")),
    )
    yield kind(
        "shortlists",
        _("Shortlists to agree with"),
        shown.select_related("support_request").order_by("due_at"),
        lambda row: request_item(row.support_request, "request_shortlist", at=row.due_at, ends=True),
    )
    to_sign = top(review.exclude(pk__in=signed.values("pk")).order_by("submitted_at", "id"))
    promised = promises_of(to_sign, now=now)
    yield of_rows(
        "terms",
        _("Terms of reference to sign"),
        to_sign,
        lambda row: promised_item(row, "request_sign_terms", promises=promised[row.pk], code="terms_signed"),
    )
    yield kind(
        "evaluations",
        _("Missions to evaluate"),
        mine.filter(state=RequestState.REPORTING)
        .exclude(pk__in=evaluated)
        .annotate(since=last_return)
        .order_by("since"),
        lambda row: request_item(
            row, "request_evaluation", row.pk, "beneficiary_end", at=row.since, note=_("ended on")
        ),
    )
    yield kind(
        "drafts",
        _("Drafts to finish"),
        mine.filter(state=RequestState.DRAFT).order_by("-updated_at"),
        lambda row: request_item(row, "request_form", at=row.updated_at, note=_("last changed on")),
        all_at="requests",
    )


def _for_manager(actor: Actor, now: datetime) -> Iterator[Waiting]:
    requests = SupportRequest.objects.visible_to(actor).for_list().select_related("country")
    new = top(requests.filter(state=RequestState.SUBMITTED).order_by("submitted_at", "id"))
    undecided = requests.filter(state=RequestState.DECISION)
    given = undecided.filter(approvals__approver=actor.user_id, approvals__round=F("review_round"))
    to_decide = top(undecided.exclude(pk__in=given.values("pk")).order_by("submitted_at", "id"))
    open_cases = requests.open().filter(officer_id=actor.user_id).order_by("submitted_at", "id")
    mine = top(open_cases, COMPARED)
    promised = promises_of({row.pk: row for row in [*new, *to_decide, *mine]}.values(), now=now)
    mine.sort(key=lambda row: due_of(next_promise(promised[row.pk])))
    objected = Consultation.objects.filter(state=ConsultationState.OBJECTED)
    reports = MissionReport.objects.filter(state=ReportState.SUBMITTED)

    def promised_at(row: Any) -> Item:
        return promised_item(row, "request", promises=promised[row.pk])

    yield of_rows("new", _("New requests without an officer"), new, promised_at, all_at="triage")
    yield of_rows("decisions", _("Requests to decide on"), to_decide, promised_at, all_at="triage")
    yield kind(
        "objections",
        _("Objections to settle"),
        objected.select_related("support_request__country").order_by("answered_at"),
        lambda row: request_item(
            row.support_request, "settle_objection", at=row.answered_at, note=_("objected on")
        ),
    )
    yield kind(
        "reports",
        _("Mission reports to read"),
        reports.select_related("support_request__country").order_by("submitted_at"),
        lambda row: request_item(
            row.support_request,
            "deployment_report",
            row.deployment_id,
            at=row.submitted_at,
            note=_("sent on"),
        ),
        all_at="deployments",
    )
    yield of_rows("cases", _("My open cases"), mine, promised_at, all_at="triage")
    yield kind(
        "vetting",
        _("Experts to vet"),
        Expert.objects.visible_to(actor).waiting_for_vetting(),
        lambda row: Item(row.name, "expert", (row.pk,), at=row.created_at, note=_("registered on")),
        all_at="experts",
    )
    yield _invitations(actor)


def _for_expert(actor: Actor, now: datetime) -> Iterator[Waiting]:
    offers = Offer.objects.visible_to(actor).open().filter(deadline__gt=now).order_by("deadline")
    missions = Deployment.objects.visible_to(actor).select_related("support_request__country")
    given = Evaluation.objects.filter(group="expert_end").values("deployment")
    reports = MissionReport.objects.visible_to(actor).filter(
        state__in=(ReportState.DRAFT, ReportState.RETURNED)
    )
    to_write = top(reports.select_related("support_request__country").order_by("id"))
    promised = promises_of([row.support_request for row in to_write], now=now)
    yield kind(
        "offers",
        _("Offers to answer"),
        offers.select_related("support_request__country"),
        lambda row: request_item(row.support_request, "assignment_offer", row.pk, at=row.deadline, ends=True),
    )
    yield of_rows(
        "reports",
        _("Mission reports to write"),
        to_write,
        lambda row: promised_item(
            row.support_request,
            "mission_report",
            row.deployment_id,
            promises=promised[row.support_request_id],
            code="final_report",
        ),
    )
    yield kind(
        "evaluations",
        _("Missions to evaluate"),
        missions.returned()
        .filter(support_request__state__in=EVALUATED_IN)
        .exclude(pk__in=given)
        .order_by("planned_end"),
        lambda row: mission(row, row.planned_end, _("ended on"), place="assignment_evaluation"),
    )
    yield kind(
        "preparing",
        _("Missions being prepared"),
        missions.preparing().order_by("planned_start"),
        lambda row: mission(row, row.planned_start, _("begins on")),
    )
    yield kind(
        "on_mission",
        _("Missions under way"),
        missions.on_mission().order_by("planned_end"),
        lambda row: mission(row, row.planned_end, _("until")),
    )


def _for_steering(actor: Actor, now: datetime) -> Iterator[Waiting]:
    requests = (
        SupportRequest.objects.visible_to(actor)
        .for_list()
        .select_related("country")
        .order_by("submitted_at", "id")
    )
    review = requests.before_decision()
    yield kind("review", _("Requests under review"), review, sent, all_at="requests")
    yield kind(
        "open",
        _("Open requests"),
        requests.open().exclude(pk__in=review.values("pk")),
        sent,
        all_at="requests",
    )


def _for_admin(actor: Actor, now: datetime) -> Iterator[Waiting]:
    stuck = OutboxMessage.objects.stuck().order_by("stuck_at")
    yield kind(
        "stuck",
        _("Background work that is stuck"),
        stuck,
        lambda row: Item(str(row), "work", (), at=row.stuck_at, note=_("given up on")),
        all_at="work",
    )
    yield _invitations(actor)


def _invitations(actor: Actor) -> Waiting:
    """Proposals of others: nobody confirms their own."""
    proposed = Invitation.objects.waiting_for_confirmation().exclude(proposed_by=actor.user_id)
    if actor.role != Role.ADMIN:
        proposed = proposed.exclude(role=Role.ADMIN)
    return kind(
        "invitations",
        _("Invitations to confirm"),
        proposed.order_by("proposed_at"),
        lambda row: Item(
            str(row), "invitation_confirm", (row.pk,), at=row.proposed_at, note=_("proposed on")
        ),
        all_at="invitations",
    )
