"""The country is shown the anonymous shortlist and may object within two working days; silence is consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.actors import SYSTEM, Actor
from core.errors import Blocked, InvalidInput, Reason
from core.text import language_of
from core.transitions import perform
from programme.calendars import add_working_days
from programme.selectors import calendar_overrides
from requests_app.models import SupportRequest
from workflows import reserve
from workflows.actions import consultations as actions
from workflows.calendar import desk_countries
from workflows.models import Consultation, Offer, ShortlistEntry
from workflows.services.standing_down import supersede_consultations
from workflows.services.team import team_agreed
from workflows.states import OFFER_OPEN, OfferState

DAYS_TO_OBJECT = 2


def show_shortlist(row: SupportRequest, *, now: datetime) -> Consultation:
    """Show a locked request's country the reserve of every position, without names; replaces an open showing."""
    supersede_consultations(row, now=now)
    countries = desk_countries(row.country_id)
    consultation: Consultation = Consultation.objects.create(
        support_request=row,
        shown={"positions": [_shown(position) for position in row.positions.all()]},
        due_at=add_working_days(now, DAYS_TO_OBJECT, countries, calendar_overrides(countries)),
        created_at=now,
        updated_at=now,
    )
    return consultation


def agree_shortlist(
    *, consultation: Consultation, actor: Actor, now: datetime, expected_version: int | None = None
) -> Consultation:
    """The country agrees before its time is over."""
    return perform(
        actions.AGREE,
        consultation,
        actor=actor,
        now=now,
        arguments={"now": now},
        effect=lambda row: team_agreed(row.support_request, now=now),
        expected_version=expected_version,
    )


def object_to_candidates(
    *,
    consultation: Consultation,
    labels: Sequence[str],
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Consultation:
    """The country objects to candidates, named by position and label (`1A`); the officer settles it."""
    language = language_of(reason, actor.language)
    known = {
        f"{position['number']}{candidate['label']}"
        for position in consultation.shown["positions"]
        for candidate in position["candidates"]
    }
    unknown = sorted(set(labels) - known)
    if not labels or unknown:
        raise InvalidInput.at(
            "candidates",
            _("Name the candidates as they are shown: %(known)s.") % {"known": ", ".join(sorted(known))},
            code="unknown_code",
        )
    return perform(
        actions.OBJECT,
        consultation,
        actor=actor,
        now=now,
        arguments={"labels": sorted(set(labels)), "reason": reason, "language": language, "now": now},
        data={"candidates": sorted(set(labels)), "reason": reason, "text_language": language},
        expected_version=expected_version,
    )


def lapse_consultation(*, consultation: Consultation, now: datetime) -> Consultation:
    """The time to object is over: silence is consent."""

    def arguments(row: Consultation) -> dict[str, Any]:
        if now < row.due_at:
            reason = Reason("too_early", _("The country still has time to object to the shortlist."))
            raise Blocked(reasons=[reason])
        return {}

    return perform(
        actions.LAPSE,
        consultation,
        actor=SYSTEM,
        now=now,
        arguments=arguments,
        effect=lambda row: team_agreed(row.support_request, now=now),
    )


def objected_entries(consultation: Consultation) -> list[int]:
    """The shortlist entries that the country objected to."""
    wanted = set(consultation.objected_labels)
    return [
        candidate["entry"]
        for position in consultation.shown["positions"]
        for candidate in position["candidates"]
        if f"{position['number']}{candidate['label']}" in wanted
    ]


def open_offers_of(consultation: Consultation) -> list[Offer]:
    """Offers, open or accepted, to candidates whom the country objected to."""
    states = (*OFFER_OPEN, OfferState.ACCEPTED)
    return list(Offer.objects.filter(entry_id__in=objected_entries(consultation), state__in=states))


def _shown(position: Any) -> dict[str, Any]:
    shortlist = reserve.ordered_shortlist(position)
    entries = (
        shortlist.entries.exclude(reserve_order=None)
        .select_related("expert")
        .prefetch_related("expert__languages")
        .order_by("reserve_order")
        if shortlist
        else ()
    )
    return {
        "number": position.number,
        "title": position.title,
        "candidates": [_candidate(entry) for entry in entries],
    }


def _candidate(entry: ShortlistEntry) -> dict[str, Any]:
    """What a country may know of a candidate: nothing that names the person."""
    expert = entry.expert
    return {
        "entry": entry.pk,
        "label": entry.label,
        "category": expert.category,
        "headline": expert.headline,
        "languages": {skill.code: skill.cefr_speaking for skill in expert.languages.all()},
    }
