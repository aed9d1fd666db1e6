"""Offers: an ordered reserve is asked one after the other, or two at a time; silence asks the next by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from core import outbox
from core.actors import SYSTEM, Actor
from core.errors import Blocked, InvalidInput, Reason
from core.guards import Move, all_reasons
from core.text import language_of
from core.transitions import perform
from experts.models import Expert
from requests_app.models import Position, SupportRequest
from requests_app.states import RequestState
from workflows import reserve
from workflows.actions import deployments
from workflows.actions import offers as actions
from workflows.actions import requests as of_requests
from workflows.guards.offers import expert_still_free
from workflows.links import new_nonce
from workflows.models import Offer
from workflows.services.consultations import show_shortlist
from workflows.services.deployments import end_request_if_all_back
from workflows.services.team import team_agreed
from workflows.states import CLOSING_CODES, DEPLOYMENT_PREPARING, OfferDeclineReason, OfferState

ENGAGED_ELSEWHERE = "offer.engaged_elsewhere"
NO_CONFLICT = "no_conflict"  # what is kept of a declaration without words of its own
TIME_TO_ANSWER = timedelta(hours=48)
TIME_WHEN_URGENT = timedelta(hours=24)


def send_offers(
    *, support_request: SupportRequest, actor: Actor, now: datetime, expected_version: int | None = None
) -> SupportRequest:
    """Ask the first of each position's reserve, and show the country the anonymous shortlist."""

    def effect(row: SupportRequest) -> None:
        for position in positions_to_fill(row):
            ask_next(position, row, now=now)
        show_shortlist(row, now=now)

    return perform(
        of_requests.SEND_OFFERS,
        support_request,
        actor=actor,
        now=now,
        effect=effect,
        expected_version=expected_version,
    )


def see_offer(*, offer: Offer, actor: Actor, now: datetime) -> Offer:
    """Record that the expert opened the offer; opening it again is no news."""
    if offer.state != OfferState.SENT:
        return offer
    return perform(actions.SEE, offer, actor=actor, now=now, arguments={"now": now})


def accept_offer(
    *,
    offer: Offer,
    no_conflict: bool,
    declaration: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Offer:
    """Accept with a declaration on conflicts of interest; the first to accept has the position.

    Parallel offers of the position are retracted in the same transaction. Raises `Blocked` when somebody else
    was faster, the time is over, or the expert has just accepted a mission in the same period.
    """
    if not no_conflict:
        raise InvalidInput.at(
            "no_conflict",
            _("Accepting needs your declaration that you have no conflict of interest; else please decline."),
            code="required",
        )

    def arguments(row: Offer) -> dict[str, Any]:
        # Two offers of different requests do not share a dossier: the expert's own row orders their answers.
        Expert.objects.select_for_update().get(pk=row.expert_id)
        if reasons := all_reasons([expert_still_free], Move(row, actor, now)):
            raise Blocked(reasons=reasons)
        language = language_of(declaration, actor.language)
        return {"declaration": declaration or NO_CONFLICT, "language": language, "now": now}

    def effect(row: Offer) -> None:
        for parallel in row.position.offers.open():
            _retract(parallel, row.support_request, reason="position_filled", now=now)
        _free_other_positions(row, now=now)
        _free_other_requests(row, now=now)
        after_answer(row.support_request, now=now)

    return perform(
        actions.ACCEPT,
        offer,
        actor=actor,
        now=now,
        arguments=arguments,
        data={"position": offer.position_id},
        effect=effect,
        expected_version=expected_version,
    )


def decline_offer(
    *, offer: Offer, code: str, text: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> Offer:
    """Decline with a coded reason; the next of the reserve is asked at once."""
    if code not in OfferDeclineReason.values:
        raise InvalidInput.at("code", _("Choose one of the reasons."), code="unknown_code")
    return perform(
        actions.DECLINE,
        offer,
        actor=actor,
        now=now,
        arguments={
            "code": code,
            "text": text,
            "language": language_of(text, actor.language),
            "now": now,
        },
        data={"code": code, "position": offer.position_id},
        effect=lambda row: _go_on(row, now=now),
        expected_version=expected_version,
    )


def expire_offer(*, offer: Offer, now: datetime) -> Offer:
    """Silence until the deadline is an answer too; the next of the reserve is asked."""

    def arguments(row: Offer) -> dict[str, Any]:
        if not row.is_past_deadline(now):
            raise Blocked(reasons=[Reason("too_early", _("The expert still has time to answer."))])
        return {}

    return perform(
        actions.EXPIRE,
        offer,
        actor=SYSTEM,
        now=now,
        arguments=arguments,
        data={"position": offer.position_id},
        effect=lambda row: _go_on(row, now=now),
    )


def retract_offer(
    *,
    offer: Offer,
    reason: str,
    actor: Actor,
    now: datetime,
    within: SupportRequest | None = None,
    expected_version: int | None = None,
) -> Offer:
    """Take an open offer back; the next of the reserve is asked."""
    return perform(
        actions.RETRACT,
        offer,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": closing_language(reason, actor)},
        data={"reason": reason, "position": offer.position_id},
        effect=lambda row: _go_on(row, now=now),
        within=within,
        expected_version=expected_version,
    )


def release_expert(
    *,
    offer: Offer,
    reason: str,
    actor: Actor,
    now: datetime,
    within: SupportRequest | None = None,
    expected_version: int | None = None,
) -> Offer:
    """An expert who had accepted does not go after all: the position is open again."""
    return perform(
        actions.RELEASE,
        offer,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": closing_language(reason, actor)},
        data={"reason": reason, "position": offer.position_id},
        effect=lambda row: _reopen(row, reason=reason, now=now),
        within=within,
        expected_version=expected_version,
    )


def closing_language(reason: str, actor: Actor) -> str:
    """The language of why something ended; a code of the desk has none."""
    return "" if reason in CLOSING_CODES else language_of(reason, actor.language)


def positions_to_fill(row: SupportRequest) -> list[Position]:
    """The positions that nobody has accepted yet, by number."""
    filled = row.offers.accepted().values("position_id")
    return list(row.positions.exclude(pk__in=filled))


def ask_next(position: Position, row: SupportRequest, *, now: datetime) -> None:
    """Send offers for a position of a locked request until as many are open as its reserve asks at a time."""
    shortlist = reserve.ordered_shortlist(position)
    if shortlist is None or position.offers.accepted().exists():
        return
    open_offers = position.offers.open().count()
    while open_offers < shortlist.parallel and (entry := reserve.next_in_reserve(position)):
        offer = Offer.objects.create(
            support_request=row,
            position=position,
            entry=entry,
            expert_id=entry.expert_id,
            nonce=new_nonce(),
            created_at=now,
            updated_at=now,
        )
        deadline = now + (TIME_WHEN_URGENT if row.is_urgent else TIME_TO_ANSWER)
        perform(
            actions.SEND,
            offer,
            actor=SYSTEM,
            now=now,
            arguments={"deadline": deadline, "now": now},
            data={"position": position.pk, "number": position.number, "deadline": deadline.isoformat()},
            within=row,
        )
        open_offers += 1


def after_answer(row: SupportRequest, *, now: datetime) -> None:
    """See where a locked request in `offering` stands: a full team goes on, exhausted lists go back."""
    if row.state != RequestState.OFFERING:
        return
    to_fill = positions_to_fill(row)
    if not to_fill:
        team_agreed(row, now=now)
    elif not row.offers.open().exists() and all(reserve.next_in_reserve(place) is None for place in to_fill):
        perform(
            of_requests.EXHAUST_OFFERS,
            row,
            actor=SYSTEM,
            now=now,
            data={"positions": [position.number for position in to_fill]},
            within=row,
        )


def _go_on(offer: Offer, *, now: datetime) -> None:
    row = offer.support_request
    if row.state == RequestState.OFFERING:
        ask_next(offer.position, row, now=now)
        after_answer(row, now=now)


def _free_other_positions(accepted: Offer, *, now: datetime) -> None:
    """Do not wait for who cannot come twice: ask the next where the same expert was asked for the same days."""
    row, place = accepted.support_request, accepted.position
    overlapping = row.offers.open().filter(
        expert_id=accepted.expert_id, position__start__lte=place.end, position__end__gte=place.start
    )
    for other in overlapping.select_related("position"):
        _retract(other, row, reason="accepted_another", now=now)
        ask_next(other.position, row, now=now)


def _free_other_requests(accepted: Offer, *, now: datetime) -> None:
    """Other requests have dossiers of their own, each of which is locked first: their offers end one by one."""
    place = accepted.position
    others = Offer.objects.open().filter(
        expert_id=accepted.expert_id, position__start__lte=place.end, position__end__gte=place.start
    )
    for offer_id in others.exclude(support_request=accepted.support_request).values_list("pk", flat=True):
        outbox.publish(ENGAGED_ELSEWHERE, {"offer": offer_id}, now=now)


def _reopen(offer: Offer, *, reason: str, now: datetime) -> None:
    row = offer.support_request
    for deployment in row.deployments.filter(offer=offer, state__in=DEPLOYMENT_PREPARING):
        perform(
            deployments.CANCEL,
            deployment,
            actor=SYSTEM,
            now=now,
            arguments={"reason": reason, "language": offer.closing_reason_language},
            data={"reason": "released"},
            within=row,
        )
    if row.state in (RequestState.TERMS, RequestState.MOBILISATION):
        perform(of_requests.REOPEN_MATCHING, row, actor=SYSTEM, now=now, within=row)
    end_request_if_all_back(row, now=now)
    _go_on(offer, now=now)


def _retract(offer: Offer, row: SupportRequest, *, reason: str, now: datetime) -> None:
    perform(
        actions.RETRACT,
        offer,
        actor=SYSTEM,
        now=now,
        arguments={"reason": reason},
        data={"reason": reason, "position": offer.position_id},
        within=row,
    )
