"""An officer settles a country's objection to candidates."""

from __future__ import annotations

from datetime import datetime

from core.actors import Actor
from core.text import language_of
from core.transitions import perform
from workflows.actions import consultations as actions
from workflows.models import Consultation, ShortlistEntry
from workflows.services.consultations import objected_entries, open_offers_of
from workflows.services.offers import after_answer, release_expert, retract_offer
from workflows.services.team import team_agreed
from workflows.states import OFFER_OPEN


def settle_objection(
    *,
    consultation: Consultation,
    upheld: bool,
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Consultation:
    """Uphold the objection, which takes the candidates off the list, or dismiss it with a reason."""
    language = language_of(reason, actor.language)

    def effect(row: Consultation) -> None:
        if upheld:
            _drop_candidates(row, actor=actor, now=now)
        after_answer(row.support_request, now=now)
        team_agreed(row.support_request, now=now)

    return perform(
        actions.SETTLE,
        consultation,
        actor=actor,
        now=now,
        arguments={"upheld": upheld, "reason": reason, "language": language},
        data={"upheld": upheld, "reason": reason, "text_language": language},
        effect=effect,
        expected_version=expected_version,
    )


def _drop_candidates(consultation: Consultation, *, actor: Actor, now: datetime) -> None:
    row = consultation.support_request
    ShortlistEntry.objects.filter(pk__in=objected_entries(consultation)).update(reserve_order=None)
    for offer in open_offers_of(consultation):
        stop = retract_offer if offer.state in OFFER_OPEN else release_expert
        stop(offer=offer, reason="country_objected", actor=actor, now=now, within=row)
