"""The roster and its people as the office reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from experts.models import Expert, Level
from web.presenters.choices import Names, country_name, flat, language_name
from workflows.models import Deployment, Offer
from workflows.selectors.roster import FREE, MISSION, Span, calendars_of
from workflows.selectors.roster_care import STAYS_RIGHT_FOR

Tone = Literal["plain", "good", "warn", "bad"]
VETTING_TONES: Mapping[str, Tone] = {
    Expert.Vetting.PROPOSED: "warn",
    Expert.Vetting.VETTED: "good",
    Expert.Vetting.SUSPENDED: "bad",
    Expert.Vetting.LEFT: "plain",
}
MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody could leave today, in a few words."""

    label: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class RosterRow:
    """Somebody on the roster, in a line."""

    expert: Expert
    home: str
    languages: list[str]
    themes: list[str]
    presence: Presence

    @property
    def tone(self) -> Tone:
        return vetting_tone(self.expert)

    @property
    def code(self) -> str:
        """The reference, where it is not the name already."""
        return "" if self.expert.code == self.expert.name else self.expert.code


@dataclass(frozen=True, slots=True)
class Month:
    """A month of somebody's calendar: free throughout, in part, or not."""

    first: date
    kind: Literal["free", "partly", "taken"]
    days: int

    @property
    def label(self) -> str:
        if self.kind == "partly":
            return _("%(days)s days free") % {"days": self.days}
        return pgettext("month", "free") if self.kind == "free" else pgettext("month", "taken")


@dataclass(frozen=True, slots=True)
class History:
    """What somebody was asked for, and where they went."""

    offers: list[Offer]
    missions: list[Deployment]


def vetting_tone(expert: Expert) -> Tone:
    return VETTING_TONES.get(expert.vetting, "plain")


def needs_confirming(expert: Expert, now: datetime) -> bool:
    confirmed = expert.profile_confirmed_at
    return confirmed is None or now - confirmed > STAYS_RIGHT_FOR


def roster_rows(experts: Sequence[Expert], names: Names, *, today: date) -> list[RosterRow]:
    """The lines of a list in one query; languages and competences are loaded with the experts."""
    calendars = calendars_of([expert.pk for expert in experts], since=today)
    themes, languages, countries = flat(names.themes), dict(names.languages), dict(names.countries)
    return [
        RosterRow(
            expert=expert,
            home=country_name(expert.home_country_code, countries),
            languages=[
                f"{language_name(skill.code, languages)} {skill.cefr_speaking}"
                for skill in sorted(
                    expert.languages.all(), key=lambda skill: skill.cefr_speaking, reverse=True
                )
            ],
            themes=[
                themes.get(row.theme_id, row.theme_id)
                for row in expert.competences.all()
                if row.level >= Level.CONFIRMED
            ],
            presence=presence_of(calendars.get(expert.pk, ()), today=today),
        )
        for expert in experts
    ]


def presence_of(spans: Sequence[Span], *, today: date) -> Presence:
    """What the calendar says of today; with windows, somebody is free only within them."""
    here = [span for span in spans if span.touches(today, today)]
    missions = [span.end for span in here if span.kind == MISSION]
    if missions:
        return Presence(_("On mission until %(day)s") % {"day": _short(max(missions))}, "plain")
    away = [span.end for span in here if span.kind not in (FREE, MISSION)]
    if away:
        return Presence(_("Away until %(day)s") % {"day": _short(max(away))}, "warn")
    windows = [span for span in spans if span.kind == FREE]
    if windows and not any(span.kind == FREE for span in here):
        following = min((span.start for span in windows if span.start > today), default=None)
        label = _("Free from %(day)s") % {"day": _short(following)} if following else _("Not free")
        return Presence(label, "warn")
    until = min((span.end for span in here), default=None)
    if until:
        return Presence(_("Free until %(day)s") % {"day": _short(until)}, "good")
    return Presence(_("Free"), "good")


def months_of(expert: Expert, *, today: date) -> list[Month]:
    """The next twelve months, day by day. One query."""
    first = today.replace(day=1)
    spans = calendars_of([expert.pk], since=first).get(expert.pk, [])
    months = []
    for _number in range(MONTHS_AHEAD):
        following = (first + timedelta(days=32)).replace(day=1)
        days = [first + timedelta(days=day) for day in range((following - first).days)]
        free = sum(_is_free(day, spans) for day in days)
        months.append(Month(first, "free" if free == len(days) else "partly" if free else "taken", free))
        first = following
    return months


def history_of(expert: Expert) -> History:
    """Offers and missions, the latest first. Two queries."""
    offers = Offer.objects.filter(expert=expert).exclude(sent_at=None)
    missions = Deployment.objects.filter(expert=expert).select_related("support_request__country", "report")
    return History(
        offers=list(offers.select_related("support_request__country", "position")),
        missions=list(missions.order_by("-planned_start")),
    )


def _is_free(day: date, spans: Sequence[Span]) -> bool:
    windows = [span for span in spans if span.kind == FREE]
    taken = any(span.touches(day, day) for span in spans if span.kind != FREE)
    return not taken and (not windows or any(span.touches(day, day) for span in windows))


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
