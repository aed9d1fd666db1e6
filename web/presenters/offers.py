"""An offer as the expert reads it: what is asked, and whether it can still be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from programme.models import CodeItem
from programme.selectors import rates_in_force
from requests_app.models import Position, SupportRequest
from requests_app.states import RequestState
from workflows.models import Offer
from workflows.states import OFFER_OPEN, OfferState


class Standing(Enum):
    """Where an offer stands for the person who opens its link."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    NOT_LOOKING = "not_looking"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    FILLED = "filled"
    RETRACTED = "retracted"
    RELEASED = "released"


ENDED = {
    OfferState.ACCEPTED: Standing.ACCEPTED,
    OfferState.DECLINED: Standing.DECLINED,
    OfferState.EXPIRED: Standing.EXPIRED,
    OfferState.RELEASED: Standing.RELEASED,
}


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Everything the page shows; the language is that of the reader."""

    offer: Offer
    standing: Standing
    country: str
    language: str
    pay_rule: str
    has_terms: bool

    @property
    def position(self) -> Position:
        return self.offer.position

    @property
    def support_request(self) -> SupportRequest:
        return self.offer.support_request

    @property
    def can_accept(self) -> bool:
        return self.standing is Standing.OPEN

    @property
    def can_decline(self) -> bool:
        """Saying no is possible while a request rests, too: it spares everybody the wait."""
        return self.standing in (Standing.OPEN, Standing.ON_HOLD)

    @property
    def part(self) -> str:
        """The template part that says where the offer stands."""
        return f"pages/offers/standing_{self.standing.value}.html"


def offer_page(offer: Offer, *, language: str, has_terms: bool, now: datetime) -> OfferPage:
    """Gather the page in three queries beside the offer itself."""
    rates = rates_in_force(now.date())
    return OfferPage(
        offer=offer,
        standing=standing_of(offer, now=now),
        country=offer.support_request.country.label_in(language),
        language=_language_name(offer.position.language, language),
        pay_rule=rates.in_language("text", language) if rates else "",
        has_terms=has_terms,
    )


def standing_of(offer: Offer, *, now: datetime) -> Standing:
    """Read the standing off the offer, its deadline and the request behind it."""
    if offer.state == OfferState.RETRACTED:
        return Standing.FILLED if offer.closing_reason == "position_filled" else Standing.RETRACTED
    if offer.state not in OFFER_OPEN:
        return ENDED.get(OfferState(offer.state), Standing.RETRACTED)
    if offer.is_past_deadline(now):
        return Standing.EXPIRED
    if offer.support_request.state == RequestState.ON_HOLD:
        return Standing.ON_HOLD
    return Standing.OPEN if offer.support_request.state == RequestState.OFFERING else Standing.NOT_LOOKING


def _language_name(code: str, language: str) -> str:
    item = CodeItem.objects.filter(code_list_id="languages", code=code).first()
    return item.label_in(language) if item else code
