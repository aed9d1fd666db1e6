"""Whether a request is ready for a move, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Reason
from core.guards import Move, guard
from programme.models import FormField
from requests_app import form, states
from requests_app.models import Position
from requests_app.services.positions import expert_days
from requests_app.states import RequestState
from workflows.models import Deployment, Offer
from workflows.reserve import next_in_reserve, ordered_shortlist
from workflows.states import (
    CONSULTATION_DONE,
    DEPLOYMENT_PREPARING,
    DeploymentState,
    ReportState,
    TermsState,
)

REVIEW_PERIOD = timedelta(days=30)


def complete(move: Move) -> Iterator[Reason]:
    """Everything that the form requires before a request can be sent has an answer."""
    missing = form.missing_answers(move.instance)
    if not missing:
        return
    labels = {field.code: field.label for field in FormField.objects.filter(code__in=missing)}
    for code in missing:
        message = _("Please answer '%(question)s'.") % {"question": labels.get(code, code)}
        yield Reason("answer_missing", message, code)


def period_ahead(move: Move) -> Iterator[Reason]:
    """The period that was wished for is not over yet."""
    end = move.instance.preferred_end
    if end is not None and end < move.now.date():
        yield Reason("period_over", _("The preferred period is already over."), "preferred_dates")


@guard("after_departure", gettext_lazy("The mission has begun; it can be ended, not withdrawn."))
def held_before_departure(move: Move) -> bool:
    row = move.instance
    return row.state != RequestState.ON_HOLD or row.held_from in states.BEFORE_DEPLOYED


@guard("no_positions", gettext_lazy("Define at least one position: which expert, for how many days."))
def positions_defined(move: Move) -> bool:
    return expert_days(move.instance) > 0


@guard(
    "approved_by_you", gettext_lazy("You have approved this; the second approval must come from a colleague.")
)
def not_approved_by_actor(move: Move) -> bool:
    row = move.instance
    mine = row.approvals.filter(round=row.review_round, approver_id=move.actor.user_id)
    return not mine.filter(expert_days=expert_days(row)).exists()


@guard("declined_by_you", gettext_lazy("You declined this before; the review must come from a colleague."))
def not_declined_by_actor(move: Move) -> bool:
    row = move.instance
    return not row.review_round or row.declined_by_id != move.actor.user_id


@guard("no_themes", gettext_lazy("Confirm the main theme first."))
def main_theme_confirmed(move: Move) -> bool:
    return bool(move.instance.request_themes.filter(is_main=True).exists())


@guard("reviewed_once", gettext_lazy("A review can be asked for only once."))
def not_reviewed_yet(move: Move) -> bool:
    return bool(move.instance.review_round == 0)


@guard("review_period_over", gettext_lazy("A review can be asked for within 30 days of the decision."))
def within_review_period(move: Move) -> bool:
    closed_at = move.instance.closed_at
    return closed_at is not None and move.now <= closed_at + REVIEW_PERIOD


def everybody_can_be_asked(move: Move) -> Iterator[Reason]:
    """Every open position has an ordered list with somebody on it who has not been asked yet."""
    for position in _positions_to_fill(move.instance.pk):
        if next_in_reserve(position) is None:
            message = _("Order the list of experts for position %(number)s.") % {"number": position.number}
            yield Reason("no_reserve", message, f"positions.{position.number}")
        elif _changed_since_ranked(position):
            message = _("Position %(number)s changed since its shortlist was made: make a new one.")
            yield Reason(
                "reserve_outdated", message % {"number": position.number}, f"positions.{position.number}"
            )
        if position.end < move.now.date():
            message = _("The dates of position %(number)s are over.") % {"number": position.number}
            yield Reason("position_over", message, f"positions.{position.number}")


@guard("no_terms", gettext_lazy("Draft terms of reference have to exist first."))
def draft_terms_exist(move: Move) -> bool:
    return bool(move.instance.terms.in_force().exists())


def every_position_accepted(move: Move) -> Iterator[Reason]:
    for position in _positions_to_fill(move.instance.pk):
        message = _("Nobody has accepted position %(number)s yet.") % {"number": position.number}
        yield Reason("position_open", message, f"positions.{position.number}")


@guard("country_to_answer", gettext_lazy("The country still has time to object to the shortlist."))
def country_consulted(move: Move) -> bool:
    latest = move.instance.consultations.order_by("-id").values_list("state", flat=True).first()
    return latest in CONSULTATION_DONE


@guard("terms_not_in_review", gettext_lazy("There are no terms of reference in review."))
def terms_in_review(move: Move) -> bool:
    return bool(move.instance.terms.filter(state=TermsState.IN_REVIEW).exists())


@guard("signed_by_your_side", gettext_lazy("Your side has signed; the other signature is awaited."))
def not_signed_by_side(move: Move) -> bool:
    signed = Q(state=TermsState.IN_REVIEW, signatures__role=move.actor.role)
    return not move.instance.terms.filter(signed).exists()


@guard("nobody_ready", gettext_lazy("No expert is ready to leave: complete a checklist of deployment first."))
def somebody_ready(move: Move) -> bool:
    ready = (DeploymentState.READY, DeploymentState.DEPLOYED)
    return bool(move.instance.deployments.filter(state__in=ready).exists())


def nobody_still_to_leave(move: Move) -> Iterator[Reason]:
    """The last one has left: an open departure has to happen or be cancelled first."""
    waiting = move.instance.deployments.filter(state__in=DEPLOYMENT_PREPARING).select_related("position")
    for deployment in waiting:
        message = _("The expert of position %(number)s has not left yet.") % {
            "number": deployment.position.number
        }
        yield Reason("still_to_leave", message, f"positions.{deployment.position.number}")


def reports_accepted(move: Move) -> Iterator[Reason]:
    for deployment in _returned(move):
        report = getattr(deployment, "report", None)
        if report is None or report.state != ReportState.ACCEPTED:
            number = deployment.position.number
            message = _("The report of position %(number)s is not accepted yet.") % {"number": number}
            yield Reason("report_missing", message, f"positions.{number}")


def evaluations_in(move: Move) -> Iterator[Reason]:
    """The institution's and each expert's questionnaire are filled in, or waived with a reason."""
    evaluations = set(move.instance.evaluations.values_list("group", "deployment_id"))
    if ("beneficiary_end", None) not in evaluations:
        yield Reason(
            "evaluation_missing", _("The institution has not evaluated the support yet."), "evaluations"
        )
    for deployment in _returned(move):
        if ("expert_end", deployment.pk) not in evaluations:
            message = _("The expert of position %(number)s has not evaluated the mission yet.") % {
                "number": deployment.position.number
            }
            yield Reason("evaluation_missing", message, "evaluations")


def _positions_to_fill(support_request_id: int) -> list[Position]:
    filled = Offer.objects.accepted().filter(support_request_id=support_request_id).values("position_id")
    return list(Position.objects.filter(support_request_id=support_request_id).exclude(pk__in=filled))


def _changed_since_ranked(position: Position) -> bool:
    shortlist = ordered_shortlist(position)
    return shortlist is not None and shortlist.created_at < position.changed_at


def _returned(move: Move) -> list[Deployment]:
    return list(
        move.instance.deployments.returned().select_related("position", "report").order_by("position__number")
    )
