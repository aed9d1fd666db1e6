"""From the ranking to the signed terms: who is asked, who answers, and what both sides sign."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.actors import Actor
from core.errors import Blocked
from requests_app.states import RequestState as S
from workflows.demo.case import Case
from workflows.demo.stage import Story
from workflows.models import Consultation, Offer
from workflows.services import consultations, matching, objections, offers, terms
from workflows.states import OFFER_OPEN, IdentityProof, OfferDeclineReason

RESERVE = 4  # people on the ordered list of a position
FOR_ANOTHER = "Kept free for another mission in the same period."
KNOWS_THE_TEAM = "Speaks the language of the team and has worked with this service before."
LONGEST_SILENCE = 15 * 60  # minutes until an expert who will answer opens the offer
PATIENCE = timedelta(hours=4)  # later than the sweep after a deadline


def shortlist_only(case: Case) -> Story:
    """The ranking is made, the order is not."""
    yield case.after(1)
    matching.make_shortlist(position=case.request.positions.get(number=1), **case.step)


def send_offers(case: Case) -> Story:
    """Offers go out; where the story stops here they were sent the day before, and are open."""
    yield case.after(1)
    if not _rank(case):
        return
    yield case.at(_last_afternoon(case)) if case.row.until == S.OFFERING else case.after(0)
    case.request = offers.send_offers(support_request=case.request, **case.step)
    if case.row.until == S.OFFERING:
        yield from _first_signs(case)


def find_team(case: Case) -> Story:
    """The country is heard and everybody asked answers, until the team stands."""
    yield from _hear_country(case)
    while case.refresh().state == S.OFFERING:
        offer = case.request.offers.open().order_by("id").first()
        if offer is None:
            consultation = Consultation.objects.filter(support_request=case.request).latest("id")
            yield case.at(consultation.due_at + PATIENCE)
            if consultation.due_at + PATIENCE > case.now:
                return
        elif case.has("silent_expert") and not case.counters.get("silence"):
            case.counters["silence"] = 1
            yield case.at(_deadline(offer) + PATIENCE)
        else:
            yield from _answer(case, offer)


def sign_country(case: Case) -> Story:
    yield case.after(1)
    _sign(case, by_country=True)


def sign_desk(case: Case) -> Story:
    yield case.after(1)
    _sign(case, by_country=False)


def sign(case: Case) -> Story:
    """Both sides sign, one after the other."""
    yield from sign_country(case)
    yield from sign_desk(case)


def _rank(case: Case) -> bool:
    """A shortlist for each position and the order in which people are asked; false when nobody can be."""
    positions = list(case.request.positions.all())
    taken: set[int] = set()
    for waiting, position in zip(range(len(positions), 0, -1), positions, strict=True):
        shortlist = matching.make_shortlist(position=position, **case.step)
        ranked = list(shortlist.entries.filter(eligible=True).values_list("expert_id", flat=True))
        chosen = _chosen(case, [expert for expert in ranked if expert not in taken], waiting)
        if not chosen:
            return False
        matching.set_reserve(
            position=position,
            experts=chosen,
            reason="" if chosen == ranked[: len(chosen)] else _reason(case, chosen),
            parallel=2 if case.has("parallel") else 1,
            **case.step,
        )
        taken.update(chosen)
    return True


def _chosen(case: Case, ranked: list[int], waiting: int) -> list[int]:
    """A fair share of those who could go; the expert with an account leads where the plan says so, else comes last."""
    star = [expert for expert in ranked if expert == case.cast.star]
    others = [expert for expert in ranked if expert != case.cast.star]
    people = star + others if case.has("star") else others + star
    return people[: max(1, min(RESERVE, len(others) // waiting))]


def _reason(case: Case, chosen: list[int]) -> str:
    return KNOWS_THE_TEAM if chosen[0] == case.cast.star else FOR_ANOTHER


def _last_afternoon(case: Case) -> datetime:
    """The afternoon before the end, or long enough before it that a first offer has expired."""
    days = 3 if case.has("silent_expert") else 1
    return case.end - timedelta(days=days) + timedelta(hours=13, minutes=case.rng.randrange(200))


def _first_signs(case: Case) -> Story:
    """Some experts have opened their offer, one has said no."""
    if case.has("silent_expert"):
        return
    for number, offer in enumerate(case.request.offers.open().order_by("id")):
        yield case.after(0)
        offer = _see(case, offer)
        if case.has("one_declines") and number == 0:
            yield case.after(0)
            _decline(case, offer)


def _hear_country(case: Case) -> Story:
    consultation = Consultation.objects.filter(support_request=case.request).latest("id")
    if case.has("silence"):
        return
    yield case.after(0)
    if case.has("objection"):
        yield from _object(case, consultation)
    else:
        consultations.agree_shortlist(consultation=consultation, **case.country_step)


def _object(case: Case, consultation: Consultation) -> Story:
    """The country objects to the last of those it was shown, and is right."""
    candidates = consultation.shown["positions"][0]["candidates"]
    label = f"{consultation.shown['positions'][0]['number']}{candidates[-1]['label']}"
    consultation = consultations.object_to_candidates(
        consultation=consultation, labels=[label], reason=case.says("objection"), **case.country_step
    )
    yield case.after(0)
    objections.settle_objection(
        consultation=consultation, upheld=len(candidates) > 1, reason=case.says("settlement"), **case.step
    )


def _answer(case: Case, offer: Offer) -> Story:
    yield case.at(case.now + timedelta(minutes=case.rng.randrange(60, LONGEST_SILENCE)))
    offer = _see(case, offer)
    if offer.state not in OFFER_OPEN:
        return
    yield case.after(0)
    offer.refresh_from_db()
    if offer.state not in OFFER_OPEN or offer.is_past_deadline(case.now):
        yield case.at(_deadline(offer) + PATIENCE)
    elif case.has("one_declines") and not case.counters.get("declined"):
        _decline(case, offer)
    else:
        _accept(case, offer)


def _see(case: Case, offer: Offer) -> Offer:
    offer.refresh_from_db()
    return offers.see_offer(offer=offer, actor=_expert(case, offer), now=case.now)


def _accept(case: Case, offer: Offer) -> None:
    """Accept, or decline when another mission was accepted in the meantime."""
    try:
        offers.accept_offer(
            offer=offer, no_conflict=True, declaration="", actor=_expert(case, offer), now=case.now
        )
    except Blocked:
        _decline(case, offer)


def _decline(case: Case, offer: Offer) -> None:
    case.counters["declined"] = 1
    offers.decline_offer(
        offer=offer,
        code=OfferDeclineReason.NOT_AVAILABLE,
        text=case.says("offer_declined"),
        actor=_expert(case, offer),
        now=case.now,
    )


def _expert(case: Case, offer: Offer) -> Actor:
    return case.cast.expert(offer.expert_id, language=str(case.sample["working_language"]))


def _deadline(offer: Offer) -> datetime:
    return offer.deadline or offer.created_at


def _sign(case: Case, *, by_country: bool) -> None:
    paper = case.request.terms.in_force().get()
    case.request = terms.sign_terms(
        support_request=case.request,
        content_hash=paper.content_hash,
        proof=IdentityProof.PASSWORD,
        **(case.country_step if by_country else case.step),
    )
