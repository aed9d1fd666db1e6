"""A mission report as it is read: its sections under the headings of the outline, and what the office can do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.actors import Actor
from core.transitions import Availability, available_actions
from programme.selectors import outline_for
from web.presenters.deployments import MoveLink
from workflows.actions import REPORT_ACTIONS
from workflows.models import MissionReport

KINDS = {"send_back": "secondary"}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what the expert wrote under it."""

    label: str
    text: str


def sections_of(report: MissionReport) -> list[Section]:
    """The sections of a report in the order of its outline, the empty ones too. Two queries."""
    headings = outline_for("mission_report_outline").headings
    return [Section(heading.label, report.sections.get(str(heading.order), "")) for heading in headings]


def moves_of(report: MissionReport, *, actor: Actor, now: datetime) -> list[MoveLink]:
    """What the actor may do with the report now, and what not with every reason."""
    found = available_actions(report, REPORT_ACTIONS, actor=actor, now=now)
    return list(_links(report, found))


def _links(report: MissionReport, found: Iterable[Availability]) -> Iterable[MoveLink]:
    for availability in found:
        name = availability.action.name
        yield MoveLink(
            label=availability.action.label,
            url=reverse(f"report_{name}", args=[report.deployment_id]),
            kind=KINDS.get(name, "primary"),
            reasons=availability.reasons,
        )
