"""The mission report as its author writes it: what is asked in each section, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language

from core.actors import Actor
from core.errors import NotFound
from core.transitions import Availability, available_actions
from programme.selectors import outline_for
from workflows.actions.reports import SUBMIT
from workflows.guards.deployments import NEEDED_SECTIONS
from workflows.models import MissionReport


@dataclass(frozen=True, slots=True)
class Step:
    """A section of the report; without those that are `needed` it cannot be submitted."""

    order: int
    label: str
    guidance: str
    text: str
    needed: bool
    url: str

    @property
    def written(self) -> bool:
        return bool(self.text.strip())

    @property
    def missing(self) -> bool:
        return self.needed and not self.written


@dataclass(frozen=True, slots=True)
class Draft:
    """The report in its sections; `submission` is None where it cannot be submitted any more."""

    report: MissionReport
    steps: list[Step]
    submission: Availability | None

    @property
    def written(self) -> int:
        return sum(step.written for step in self.steps)

    @property
    def left_empty(self) -> list[Step]:
        """What nobody has to write and nobody wrote."""
        return [step for step in self.steps if not step.written and not step.needed]

    def step(self, order: int) -> Step:
        """One section; `NotFound` where the outline has no such section."""
        for step in self.steps:
            if step.order == order:
                return step
        raise NotFound

    def url_after(self, order: int) -> str:
        """Where one goes on from a section: to the next one, from the last to reading everything again."""
        later = [step.url for step in self.steps if step.order > order]
        return later[0] if later else reverse("mission_report_check", args=[self.report.deployment_id])


def draft_of(report: MissionReport, *, actor: Actor, now: datetime) -> Draft:
    """The sections in the order of the outline, the empty ones too. Two queries."""
    found = available_actions(report, [SUBMIT], actor=actor, now=now)
    language = get_language() or "en"
    steps = [
        Step(
            order=heading.order,
            label=heading.label,
            guidance=heading.in_language("guidance", language),
            text=report.sections.get(str(heading.order), ""),
            needed=str(heading.order) in NEEDED_SECTIONS,
            url=reverse("mission_report_section", args=[report.deployment_id, heading.order]),
        )
        for heading in outline_for("mission_report_outline").headings
    ]
    return Draft(report, steps, found[0] if found else None)
