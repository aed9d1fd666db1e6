"""Whom an earlier answer keeps out of which search: the rules are data, the answers are offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from core.text import fold
from experts.matching import CoolDown
from programme.models import CoolDownRule
from requests_app.models import Position, SupportRequest
from workflows.models import Offer
from workflows.states import SILENT, OfferDeclineReason, OfferState

Scope = CoolDownRule.Scope
PREFIX = "answer:"  # before the code of an answer where it stands among other codes, which may be named alike
KEPT = ("expert", "position", "support_request__country")
FIELDS = ("position__expertise", "support_request__expertise", "support_request__request_themes")


@dataclass(frozen=True, slots=True)
class Pause:
    """An answer that still keeps its expert out of searches; `until` is the last day, None for an open end."""

    offer: Offer
    rule: CoolDownRule
    until: date | None

    @property
    def code(self) -> str:
        return answer_code(self.offer)

    @property
    def label(self) -> str:
        return answer_labels()[f"{PREFIX}{self.code}"]


def answer_code(offer: Offer) -> str:
    """The reason of a refusal, or `silent`."""
    return SILENT if offer.state == OfferState.EXPIRED else offer.decline_code


def answer_labels() -> dict[str, str]:
    """What each answer is called, by the code under which a shortlist keeps it."""
    labels = {code: str(label) for code, label in OfferDeclineReason.choices}
    return {f"{PREFIX}{code}": label for code, label in (labels | {SILENT: str(SILENT.label)}).items()}


CoolDowns = dict[int, tuple[CoolDown, ...]]


def cool_downs_for(position: Position, *, now: datetime) -> CoolDowns:
    """By expert: the earlier answers that keep them out of the search for a position. Eight queries at most."""
    rules = _rules()
    near = Q(pk__in=[])
    for rule in rules.values():
        near |= _answered(rule, now) & _within(rule, position)
    return _told(_pauses(Offer.objects.filter(near).prefetch_related(*FIELDS), rules, now), position)


def cool_downs_for_all(positions: Iterable[Position], *, now: datetime) -> dict[int, CoolDowns]:
    """The same for many positions, by their id, in five queries; their lists have to be read already."""
    rules = _rules()
    near = Q(pk__in=[])
    for rule in rules.values():
        near |= _answered(rule, now)
    pauses = _pauses(Offer.objects.filter(near).prefetch_related(*FIELDS), rules, now)
    return {position.pk: _told(pauses, position) for position in positions}


def _told(pauses: Iterable[Pause], position: Position) -> CoolDowns:
    found: dict[int, list[CoolDown]] = defaultdict(list)
    for pause in _alike(pauses, position):
        found[pause.offer.expert_id].append(CoolDown(f"{PREFIX}{pause.code}", pause.until))
    return {expert_id: tuple(listed) for expert_id, listed in found.items()}


def pauses_of(expert_id: int, *, now: datetime) -> list[Pause]:
    """All that keeps one person out of searches of some kind, the latest first. Two queries."""
    rules = _rules()
    near = Q(pk__in=[])
    for rule in rules.values():
        near |= _answered(rule, now)
    own = Offer.objects.filter(near, expert_id=expert_id)
    return [pause for pause in _pauses(own, rules, now) if not _is_over(pause, now.date())]


def _rules() -> dict[str, CoolDownRule]:
    return {rule.code: rule for rule in CoolDownRule.objects.all()}


def _answered(rule: CoolDownRule, now: datetime) -> Q:
    """The answers that a rule speaks of and that are not too old for it."""
    silent = rule.code == SILENT
    given = Q(state=OfferState.EXPIRED) if silent else Q(state=OfferState.DECLINED, decline_code=rule.code)
    if rule.days is None:
        return given
    since = datetime.combine(now.date() - timedelta(days=rule.days), time(), tzinfo=now.tzinfo)
    return given & (Q(deadline__gte=since) if silent else Q(answered_at__gte=since))


def _within(rule: CoolDownRule, position: Position) -> Q:
    """What the database can say about the scope; the rest is looked at by `_alike`."""
    request = position.support_request
    if rule.scope == Scope.REQUEST:
        return Q(support_request=request)
    if rule.scope in (Scope.COUNTRY, Scope.INSTITUTION):
        return Q(support_request__country=request.country_id)
    if rule.scope == Scope.PERIOD:
        return Q(position__start__lte=position.end, position__end__gte=position.start)
    return Q()


def _pauses(offers: QuerySet[Offer], rules: Mapping[str, CoolDownRule], now: datetime) -> list[Pause]:
    rows = offers.filter(lift=None).select_related(*KEPT).order_by("-pk")
    return [_pause(offer, rules[answer_code(offer)]) for offer in rows]


def _pause(offer: Offer, rule: CoolDownRule) -> Pause:
    at = offer.answered_at or offer.deadline
    until = None if rule.days is None or at is None else at.date() + timedelta(days=rule.days)
    return Pause(offer, rule, until)


def _is_over(pause: Pause, today: date) -> bool:
    """Whether there can be no search any more that the answer keeps the person out of."""
    return pause.rule.scope == Scope.PERIOD and pause.offer.position.end < today


def _alike(pauses: Iterable[Pause], position: Position) -> Iterable[Pause]:
    wanted: set[str] | None = None
    for pause in pauses:
        asked = pause.offer.support_request
        if not _in_reach(pause, position):
            continue
        if pause.rule.scope == Scope.INSTITUTION and not _same_institution(asked, position.support_request):
            continue
        if pause.rule.scope == Scope.FIELD:
            wanted = _fields(position) if wanted is None else wanted
            if not wanted & _fields(pause.offer.position, asked):
                continue
        yield pause


def _in_reach(pause: Pause, position: Position) -> bool:
    """What `_within` asks the database, asked of a row that was read."""
    asked, request = pause.offer.support_request, position.support_request
    if pause.rule.scope == Scope.REQUEST:
        return bool(asked.pk == request.pk)
    if pause.rule.scope in (Scope.COUNTRY, Scope.INSTITUTION):
        return bool(asked.country_id == request.country_id)
    if pause.rule.scope == Scope.PERIOD:
        answered = pause.offer.position
        return bool(answered.start <= position.end and answered.end >= position.start)
    return True


def _same_institution(one: SupportRequest, other: SupportRequest) -> bool:
    return fold(one.institution).split() == fold(other.institution).split()


def _fields(position: Position, request: Any = None) -> set[str]:
    """The fields of expertise that a position asks for, else those of its request, else its main theme."""
    request = request or position.support_request
    return (
        {row.pk for row in position.expertise.all()}
        or {row.pk for row in request.expertise.all()}
        or {row.theme_id for row in request.request_themes.all() if row.is_main}
    )
