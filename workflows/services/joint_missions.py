"""One mission for two countries: proposed by the office, agreed by both, and ended with either.

Every move is made on both dossiers: they are locked by their ids, the smaller first, so that two moves on the same
pair wait for each other and never in a circle. What one country writes is not passed on to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import SYSTEM, Actor
from core.errors import Blocked, NotAllowed, NotFound, Problems, Reason
from core.models.rows import lock_row
from core.text import language_of
from core.transitions import Action, perform, refuse_if_stale
from programme.calendars import add_working_days
from programme.selectors import calendar_overrides
from requests_app.models import SupportRequest
from requests_app.rules import is_manager
from workflows.actions import joint_missions as actions
from workflows.calendar import DESK_SEAT
from workflows.models import JointMission, JointSide
from workflows.states import JointState

DAYS_TO_ANSWER = 10  # working days of both countries and of the desk


def propose_joint_mission(
    *,
    support_request: SupportRequest,
    other: int,
    subject_en: str,
    subject_fr: str,
    start: date,
    end: date,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> JointSide:
    """Ask the countries of two requests whether they want one mission; returns the side of the first.

    `other` is the id of the other request. Raises `InvalidInput`, `Stale`, and `Blocked` where one of the two has
    left already or is being asked.
    """
    if not is_manager(actor):
        raise NotAllowed(actions.PROPOSE.who_text)
    partner = SupportRequest.objects.visible_to(actor).filter(pk=other).first()
    _refuse_unless_sensible(support_request, partner, subject_en, subject_fr, start, end, now.date())
    with transaction.atomic():
        rows = _locked(support_request.pk, other)
        refuse_if_stale(rows[support_request.pk], expected_version)
        mission = JointMission.objects.create(
            subject_en=subject_en,
            subject_fr=subject_fr,
            start=start,
            end=end,
            proposed_by_id=actor.signed_in_id,
            proposed_at=now,
        )
        due_at = _due_at(rows.values(), now)
        made: dict[int, JointSide] = {}
        for row in rows.values():
            side = JointSide.objects.create(
                support_request=row, joint_mission=mission, created_at=now, updated_at=now
            )
            made[row.pk] = perform(
                actions.PROPOSE,
                side,
                actor=actor,
                now=now,
                arguments={"due_at": due_at},
                data={**_said(mission, _beside(rows, row)), "due": due_at.isoformat()},
                within=row,
            )
    return made[support_request.pk]


def agree_joint_mission(
    *, side: JointSide, actor: Actor, now: datetime, expected_version: int | None = None
) -> JointSide:
    """The country of this side agrees; with the second of the two, the missions are joined."""
    with transaction.atomic():
        pair = _pair(side)
        own = pair.move(side, actions.AGREE, actor, now, {"now": now}, expected_version=expected_version)
        if pair.other.state == JointState.AGREED:
            for each in (own, pair.other):
                pair.move(each, actions.JOIN, SYSTEM, now, {})
    return own


def decline_joint_mission(
    *, side: JointSide, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> JointSide:
    """The country of this side declines; the other country reads that it is not possible, and not why."""
    words = {"reason": reason, "language": language_of(reason, actor.language)}
    with transaction.atomic():
        pair = _pair(side)
        own = pair.move(
            side, actions.DECLINE, actor, now, {**words, "now": now}, expected_version=expected_version
        )
        pair.move(pair.other, actions.FALL_THROUGH, SYSTEM, now, {})
    return own


def withdraw_joint_mission(
    *, side: JointSide, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> JointSide:
    """The office takes the proposal back; both countries read why."""
    return _on_both(side, actions.WITHDRAW, reason, actor, now, expected_version)


def end_joint_mission(
    *, side: JointSide, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> JointSide:
    """Each request goes on by itself from here; whoever accepted in both stays engaged in both."""
    return _on_both(side, actions.END, reason, actor, now, expected_version)


def expire_joint_mission(*, side: JointSide, now: datetime) -> JointSide:
    """The time to answer is over: silence is no consent to a joint mission."""
    with transaction.atomic():
        pair = _pair(side)
        if pair.own.due_at is not None and now < pair.own.due_at:
            raise Blocked(reasons=[Reason("too_early", _("The countries still have time to answer."))])
        pair.move(pair.other, actions.EXPIRE, SYSTEM, now, {})
        return pair.move(side, actions.EXPIRE, SYSTEM, now, {})


def part_from_ended(*, side: JointSide, now: datetime) -> JointSide:
    """The request of this side has ended: what was joined is parted, what was proposed falls through."""
    with transaction.atomic():
        pair = _pair(side)
        if pair.own.state == JointState.JOINED:
            action, arguments = actions.END, {"reason": "request_ended"}
        else:
            action, arguments = actions.FALL_THROUGH, {}
        pair.move(pair.other, action, SYSTEM, now, arguments)
        return pair.move(side, action, SYSTEM, now, arguments)


# --- Both dossiers ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both sides, read under the locks of both dossiers."""

    own: JointSide
    other: JointSide
    rows: Mapping[int, SupportRequest]

    def move(
        self,
        side: JointSide,
        action: Action,
        actor: Actor,
        now: datetime,
        arguments: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> JointSide:
        row = self.rows[side.support_request_id]
        reason, language = arguments.get("reason", ""), arguments.get("language", "")
        # Without a language it is a code of the desk's own.
        quoted = {"reason": reason, "text_language": language} if language else {"code": reason}
        return perform(
            action,
            side,
            actor=actor,
            now=now,
            arguments=arguments,
            data={**_said(self.own.joint_mission, _beside(self.rows, row)), **quoted},
            expected_version=expected_version,
            within=row,
        )


def _pair(side: JointSide) -> _Pair:
    requests = JointSide.objects.filter(joint_mission=side.joint_mission_id)
    rows = _locked(*requests.values_list("support_request_id", flat=True))
    sides = {each.pk: each for each in requests.select_related("joint_mission")}
    if side.pk not in sides:
        raise NotFound
    own = sides.pop(side.pk)
    return _Pair(own, next(iter(sides.values())), rows)


def _on_both(
    side: JointSide, action: Action, reason: str, actor: Actor, now: datetime, expected_version: int | None
) -> JointSide:
    words = {"reason": reason, "language": language_of(reason, actor.language)}
    with transaction.atomic():
        pair = _pair(side)
        own = pair.move(side, action, actor, now, words, expected_version=expected_version)
        pair.move(pair.other, action, actor, now, words)
    return own


def _locked(*ids: int) -> dict[int, SupportRequest]:
    """Both requests, locked in the order of their ids."""
    return {pk: lock_row(SupportRequest, pk) for pk in sorted(ids)}


def _beside(rows: Mapping[int, SupportRequest], row: SupportRequest) -> SupportRequest:
    return next(other for other in rows.values() if other.pk != row.pk)


def _said(mission: JointMission, beside: SupportRequest) -> dict[str, Any]:
    """What a dossier's journal says of the other request: its country and the common subject, and no more."""
    country = beside.country
    return {
        "country": {"en": country.name_en, "fr": country.name_fr},
        "subject": {"en": mission.subject_en, "fr": mission.subject_fr},
    }


def _due_at(rows: Iterable[SupportRequest], now: datetime) -> datetime:
    countries = (*sorted(row.country_id for row in rows), DESK_SEAT)
    return add_working_days(now, DAYS_TO_ANSWER, countries, calendar_overrides(countries))


def _refuse_unless_sensible(
    row: SupportRequest,
    partner: SupportRequest | None,
    subject_en: str,
    subject_fr: str,
    start: date,
    end: date,
    today: date,
) -> None:
    problems = Problems()
    if partner is None:
        problems.add("other", _("There is no such request."), code="unknown")
    elif partner.pk == row.pk or partner.country_id == row.country_id:
        message = _("A joint mission is for two countries; requests of one country can be linked instead.")
        problems.add("other", message, code="same_country")
    for name, text in (("subject_en", subject_en), ("subject_fr", subject_fr)):
        if not text.strip():
            problems.add(name, _("Both countries read this: say it in both languages."), code="required")
    if start < today:
        problems.add("start", _("The joint mission cannot begin in the past."), code="past")
    if end < start:
        problems.add("end", _("The end lies before the beginning."), code="order")
    problems.raise_if_any()
