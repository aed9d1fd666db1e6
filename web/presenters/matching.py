"""Where the search for experts stands for a request: positions, offers, and what the country was shown.

`matching_for` is what `pages/matching/_positions.html`, `_offers.html` and `_consultation.html` show, on the page of
matching and on that of a case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actors import Actor
from core.errors import Text
from core.transitions import available_actions
from experts.models import Expert
from requests_app.models import Position, SupportRequest
from requests_app.rules import is_officer
from requests_app.services.positions import OPEN_IN
from requests_app.states import RequestState
from web.presenters.choices import language_names
from web.presenters.offers import time_left
from workflows.actions import consultations as consulting
from workflows.models import Consultation, Offer, Shortlist, ShortlistEntry
from workflows.states import OFFER_OPEN, ConsultationState, OfferState

Tone = Literal["plain", "good", "warn", "bad"]

OFFER_TONES: Mapping[str, Tone] = {
    OfferState.SENT: "plain",
    OfferState.SEEN: "plain",
    OfferState.ACCEPTED: "good",
    OfferState.DECLINED: "warn",
    OfferState.EXPIRED: "warn",
    OfferState.RELEASED: "bad",
}
CONSULTATION_TONES: Mapping[str, Tone] = {
    ConsultationState.AGREED: "good",
    ConsultationState.SILENT: "good",
    ConsultationState.SETTLED: "good",
    ConsultationState.OBJECTED: "bad",
}
CLOSED_BECAUSE: Mapping[str, Text] = {
    "withdrawn": gettext_lazy("The country withdrew its request."),
    "cancelled": gettext_lazy("The request was cancelled."),
    "position_filled": gettext_lazy("Somebody else accepted first."),
    "accepted_another": gettext_lazy("The expert accepted another position in the same period."),
    "country_objected": gettext_lazy("The country objected."),
    "not_by_expert": gettext_lazy("The expert says that somebody else accepted in their name."),
}
SEARCHING = (RequestState.MATCHING, RequestState.OFFERING)


@dataclass(frozen=True, slots=True)
class OfferRow:
    """Somebody who was asked: when, until when, and what became of it.

    `because` is a reason that the desk words, `said` what somebody wrote in a language of their own.
    """

    offer: Offer
    left: str
    because: Text
    said: str
    said_language: str

    @property
    def tone(self) -> Tone:
        return OFFER_TONES.get(self.offer.state, "plain")

    @property
    def is_open(self) -> bool:
        return self.offer.state in OFFER_OPEN

    @property
    def is_accepted(self) -> bool:
        return bool(self.offer.state == OfferState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class PositionCard:
    """A position and how far it is filled; `missing` says what is to be done next, if anything."""

    position: Position
    language: str
    shortlist: Shortlist | None
    eligible: int
    reserve: list[ShortlistEntry]
    offers: list[OfferRow]
    missing: str

    @property
    def holder(self) -> Expert | None:
        return next((row.offer.expert for row in self.offers if row.is_accepted), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate as the country reads them, with the name that only managers read."""

    label: str
    headline: str
    expert: Expert | None
    objected: bool


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """What the country was shown, until when it may object, and what it said."""

    consultation: Consultation
    candidates: list[Shown]
    can_settle: bool

    @property
    def tone(self) -> Tone:
        return CONSULTATION_TONES.get(self.consultation.state, "plain")

    @property
    def waits(self) -> bool:
        return bool(self.consultation.state == ConsultationState.SHOWN)


@dataclass(frozen=True, slots=True)
class Matching:
    """The search for experts of a request, as a manager sees it at a moment."""

    support_request: SupportRequest
    at: datetime
    positions: list[PositionCard]
    offers: list[OfferRow]
    consultation: ConsultationView | None
    can_change_positions: bool
    can_rank: bool
    days: int = field(default=0)

    @property
    def is_live(self) -> bool:
        """Somebody may answer any moment."""
        return any(row.is_open for row in self.offers)


def matching_for(support_request: SupportRequest, actor: Actor, now: datetime) -> Matching:
    """Gather everything about the search in eight queries, however many positions and offers there are."""
    offers = [_offer_row(offer, now) for offer in _offers(support_request)]
    cards = _cards(support_request, offers)
    return Matching(
        support_request=support_request,
        at=now,
        positions=cards,
        offers=offers,
        consultation=_consultation(support_request, actor, now),
        can_change_positions=support_request.state in OPEN_IN,
        can_rank=support_request.state in SEARCHING and is_officer(actor, support_request),
        days=sum(card.position.days for card in cards),
    )


def _offers(support_request: SupportRequest) -> Sequence[Offer]:
    rows = support_request.offers.select_related("expert", "position")
    return list(rows.order_by("position__number", "-id"))


def _offer_row(offer: Offer, now: datetime) -> OfferRow:
    left = time_left(offer, now=now) if offer.state in OFFER_OPEN else ""
    if offer.decline_code:
        reason = offer.get_decline_code_display()
        return OfferRow(offer, left, reason, offer.decline_text, offer.answer_language)
    told = CLOSED_BECAUSE.get(offer.closing_reason, "")
    said = "" if told else offer.closing_reason
    return OfferRow(offer, left, told, said, offer.closing_reason_language)


def _cards(support_request: SupportRequest, offers: Sequence[OfferRow]) -> list[PositionCard]:
    latest, ordered = _shortlists(support_request)
    reserves = _reserves(ordered)
    languages = language_names()
    by_position: dict[int, list[OfferRow]] = defaultdict(list)
    for row in offers:
        by_position[row.offer.position_id].append(row)
    cards = []
    for position in support_request.positions.prefetch_related("expertise"):
        shortlist = latest.get(position.pk)
        reserve, asked = reserves.get(position.pk, []), by_position[position.pk]
        cards.append(
            PositionCard(
                position=position,
                language=languages.get(position.language, position.language),
                shortlist=shortlist,
                eligible=getattr(shortlist, "eligible", 0),
                reserve=reserve,
                offers=asked,
                missing=_missing(position, ordered.get(position.pk) or shortlist, reserve, asked),
            )
        )
    return cards


def _shortlists(support_request: SupportRequest) -> tuple[dict[int, Shortlist], dict[int, Shortlist]]:
    """By position: the latest shortlist, and the latest whose reserve was ordered."""
    rows = Shortlist.objects.filter(position__support_request=support_request)
    eligible = Count("entries", filter=Q(entries__eligible=True))
    latest: dict[int, Shortlist] = {}
    ordered: dict[int, Shortlist] = {}
    for row in rows.annotate(eligible=eligible).order_by("id"):
        latest[row.position_id] = row
        if row.reserve_set_at is not None:
            ordered[row.position_id] = row
    return latest, ordered


def _reserves(ordered: Mapping[int, Shortlist]) -> dict[int, list[ShortlistEntry]]:
    chosen = ShortlistEntry.objects.filter(shortlist__in=ordered.values()).exclude(reserve_order=None)
    reserves: dict[int, list[ShortlistEntry]] = defaultdict(list)
    for entry in chosen.select_related("expert", "shortlist").order_by("reserve_order"):
        reserves[entry.shortlist.position_id].append(entry)
    return reserves


def _missing(
    position: Position,
    shortlist: Shortlist | None,
    reserve: Sequence[ShortlistEntry],
    offers: Sequence[OfferRow],
) -> str:
    if any(row.is_accepted or row.is_open for row in offers):
        return ""
    if shortlist is None:
        return _("The roster has to be ranked for this position.")
    if shortlist.created_at < position.changed_at:
        return _("The position changed since the roster was ranked: rank it again.")
    if not reserve:
        return _("Nobody is chosen yet: say who is asked, in which order.")
    asked = {row.offer.entry_id for row in offers}
    if all(entry.pk in asked for entry in reserve):
        return _("Everybody on the reserve was asked: choose others.")
    return ""


def _consultation(support_request: SupportRequest, actor: Actor, now: datetime) -> ConsultationView | None:
    row = support_request.consultations.order_by("-id").first()
    return consultation_view(row, actor, now) if row else None


def consultation_view(row: Consultation, actor: Actor, now: datetime) -> ConsultationView:
    """A showing of the shortlist with the names that the country does not read. Two queries."""
    shown = [
        (f"{position['number']}{candidate['label']}", candidate)
        for position in row.shown["positions"]
        for candidate in position["candidates"]
    ]
    entries = ShortlistEntry.objects.filter(pk__in=[candidate["entry"] for _label, candidate in shown])
    experts = {entry.pk: entry.expert for entry in entries.select_related("expert")}
    settling = available_actions(row, [consulting.SETTLE], actor=actor, now=now)
    return ConsultationView(
        consultation=row,
        candidates=[
            Shown(label, candidate["headline"], experts.get(candidate["entry"]), label in row.objected_labels)
            for label, candidate in shown
        ],
        can_settle=any(found.allowed for found in settling),
    )
