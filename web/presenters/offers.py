"""An offer as the expert reads it: what is asked, and whether it can still be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from programme.models import CodeItem
from programme.selectors import rates_in_force
from requests_app.models import Position, SupportRequest
from requests_app.states import ENDED as ENDED_REQUEST
from requests_app.states import RequestState
from workflows.models import Offer, Paper, TermsOfReference
from workflows.states import OFFER_OPEN, OfferState, PaperForce, PaperKind

PRESSING = timedelta(hours=12)
COUNTED_IN_HOURS = 72
HOUR, MINUTE = 3600, 60  # seconds


class Standing(Enum):
    """Where an offer stands for the person who opens its link."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    NOT_LOOKING = "not_looking"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    FILLED = "filled"
    ELSEWHERE = "elsewhere"
    RETRACTED = "retracted"
    RELEASED = "released"


# What happens after an acceptance, each with the last state of the request in which it is still to come.
COMING = (
    (RequestState.OFFERING, _("The country has two working days to look at the team.")),
    (RequestState.TERMS, _("The terms of reference are signed by the country and the Support Project.")),
    (
        RequestState.MOBILISATION,
        _("The support desk writes to you and prepares the mission with you: visa, insurance, briefing."),
    ),
    (RequestState.DEPLOYED, _("You carry out the mission.")),
    (RequestState.REPORTING, _("You write your report and evaluate the mission.")),
)
WAY = tuple(state for state, _step in COMING)

ENDED = {
    OfferState.ACCEPTED: Standing.ACCEPTED,
    OfferState.DECLINED: Standing.DECLINED,
    OfferState.EXPIRED: Standing.EXPIRED,
    OfferState.RELEASED: Standing.RELEASED,
}

TAKEN_BACK = {"position_filled": Standing.FILLED, "accepted_another": Standing.ELSEWHERE}


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Everything the page shows; the language is that of the reader. `terms_url` is empty without terms."""

    offer: Offer
    standing: Standing
    country: str
    language: str
    pay_rule: str
    terms_url: str
    time_left: str
    presses: bool

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
    def shows_facts(self) -> bool:
        return self.can_decline or self.standing is Standing.ACCEPTED

    @property
    def has_account(self) -> bool:
        return self.offer.expert.user_id is not None

    @property
    def is_over(self) -> bool:
        """Whether the request behind the offer has ended, well or not."""
        return self.support_request.state in ENDED_REQUEST

    @property
    def next_steps(self) -> list[Text]:
        """What is still to come for whoever accepted, first to last."""
        request = self.support_request
        state = request.held_from if request.state == RequestState.ON_HOLD else request.state
        begun = WAY.index(state) if state in WAY else 0
        return [step for _state, step in COMING[begun:]]

    @property
    def part(self) -> str:
        """The template part that says where the offer stands."""
        return f"pages/offers/standing_{self.standing.value}.html"


def offer_page(offer: Offer, *, language: str, terms_url: str, now: datetime) -> OfferPage:
    """Gather the page in three queries beside the offer itself."""
    rates = rates_in_force(now.date())
    left = time_left(offer, now=now)
    return OfferPage(
        offer=offer,
        standing=standing_of(offer, now=now),
        country=offer.support_request.country.label_in(language),
        language=_language_name(offer.position.language, language),
        pay_rule=rates.in_language("text", language) if rates else "",
        terms_url=terms_url,
        time_left=left,
        presses=offer.deadline is not None and offer.deadline - now < PRESSING,
    )


def terms_of(offer: Offer) -> TermsOfReference | None:
    """The terms as they stand, for whoever was asked and may still go, or goes. One query."""
    if offer.state not in (*OFFER_OPEN, OfferState.ACCEPTED):
        return None
    return offer.support_request.terms.in_force().order_by("-number").first()


def standing_of(offer: Offer, *, now: datetime) -> Standing:
    """Read the standing off the offer, its deadline and the request behind it."""
    if offer.state == OfferState.RETRACTED:
        return TAKEN_BACK.get(offer.closing_reason, Standing.RETRACTED)
    if offer.state not in OFFER_OPEN:
        return ENDED.get(OfferState(offer.state), Standing.RETRACTED)
    if offer.is_past_deadline(now):
        return Standing.EXPIRED
    if offer.support_request.state == RequestState.ON_HOLD:
        return Standing.ON_HOLD
    return Standing.OPEN if offer.support_request.state == RequestState.OFFERING else Standing.NOT_LOOKING


def time_left(offer: Offer, *, now: datetime) -> str:
    """How much time there is to answer, as one says it: `in 40 hours`; nothing once it is over."""
    seconds = int((offer.deadline - now).total_seconds()) if offer.deadline else 0
    if seconds <= 0:
        return ""
    hours = seconds // HOUR
    if hours >= COUNTED_IN_HOURS:
        days = hours // 24
        return ngettext("in one day", "in %(days)s days", days) % {"days": days}
    if hours:
        return ngettext("in one hour", "in %(hours)s hours", hours) % {"hours": hours}
    minutes = seconds // MINUTE
    if not minutes:
        return gettext("in less than a minute")
    return ngettext("in one minute", "in %(minutes)s minutes", minutes) % {"minutes": minutes}


def _language_name(code: str, language: str) -> str:
    item = CodeItem.objects.filter(code_list_id="languages", code=code).first()
    return item.label_in(language) if item else code


def may_read_papers(offer: Offer) -> bool:
    """Whether the link still hands out papers: not once the offer was refused or taken back."""
    return offer.state in (*OFFER_OPEN, OfferState.ACCEPTED)


def papers_of_offer(offer: Offer) -> QuerySet[Paper]:
    """The papers that whoever was asked may read by the link."""
    if not may_read_papers(offer):
        return Paper.objects.none()
    of_mission = Q(deployment__offer=offer, kind__in=(PaperKind.MISSION_LETTER, PaperKind.CERTIFICATE))
    found = Paper.objects.filter(Q(offer=offer) | of_mission)
    return found.filter(force=PaperForce.IN_FORCE).defer("content").order_by("number")


def paper_links(offer: Offer, address: str, language: str) -> list[tuple[Text, str]]:
    """What each of these papers is called, and where it is: `address` is that of the offer's page. One query."""
    return [
        (PaperKind(paper.kind).label, f"{address}paper.pdf?lang={language}&number={paper.number}")
        for paper in papers_of_offer(offer)
    ]


def masked(address: str) -> str:
    """An address as its owner recognises it and nobody else learns it: `a•••@example.org`."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}"
