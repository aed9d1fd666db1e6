"""When somebody could leave at the earliest, and what decides it, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from experts.matching.departure import Departure, Leg
from experts.models import Expert
from programme.models import LeadTime
from requests_app.models import Position
from web.presenters.matching import Matching
from workflows.selectors.departures import departures_of


@dataclass(frozen=True, slots=True)
class Leaving:
    """The first day to leave on, the preferred one, and the steps in words."""

    plan: Departure
    wanted: date

    @property
    def day(self) -> date:
        return self.plan.day

    @property
    def late_by(self) -> int:
        """Days after the preferred start; nothing where there is time enough."""
        return max(0, (self.plan.day - self.wanted).days)

    @property
    def is_late(self) -> bool:
        return self.late_by > 0

    @property
    def late_label(self) -> str:
        days = self.late_by
        return ngettext("%(days)s day after the start", "%(days)s days after the start", days) % {
            "days": days
        }

    @property
    def critical(self) -> str:
        """What decides the day: `Visa: 15 working days, from 3 March 2026`."""
        return " → ".join(step_in_words(leg) for leg in self.plan.critical)


def step_in_words(leg: Leg) -> str:
    """One step with its time and its first day."""
    count = ngettext("%(days)s working day", "%(days)s working days", leg.days) % {"days": leg.days}
    told = {"step": LeadTime.Step(leg.step).label, "days": count, "from": date_format(leg.start)}
    return _("%(step)s: %(days)s, from %(from)s") % told


def leaving_for(position: Position, experts: Iterable[Expert], *, now: datetime) -> dict[int, Leaving]:
    """By expert, when they could leave for a position. Four queries."""
    plans = departures_of(position, experts, now=now)
    return {expert_id: Leaving(plan, position.start) for expert_id, plan in plans.items()}


def with_leaving(matching: Matching, *, now: datetime) -> bool:
    """Say of everybody on a reserve when they could leave (`entry.leaving`); whether somebody is too late.

    Four queries for each position.
    """
    late = False
    for card in matching.positions:
        card.position.support_request = matching.support_request
        leaving = leaving_for(card.position, [entry.expert for entry in card.reserve], now=now)
        for entry in card.reserve:
            entry.leaving = leaving[entry.expert_id]
            late = late or entry.leaving.is_late
    return late
