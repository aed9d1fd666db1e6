"""A deployment as its readers see it: what must be in order before leaving, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation
from core.actors import Actor, Role
from core.errors import Reason, Text
from core.transitions import available_actions
from web.presenters.matching import CLOSED_BECAUSE
from workflows.actions import DEPLOYMENT_ACTIONS
from workflows.models import Deployment
from workflows.services.deployments import required_items
from workflows.states import CHECKLIST_OWNERS, ChecklistItem, DeploymentState

TONES = {
    DeploymentState.READY: "good",
    DeploymentState.DEPLOYED: "good",
    DeploymentState.ENDED_EARLY: "warn",
    DeploymentState.CANCELLED: "bad",
}
OWNERS: dict[str, Text] = {Role.EXPERT: _("the expert"), Role.MANAGER: _("the support desk")}


WITHOUT_REPORT = (DeploymentState.COMPLETED, DeploymentState.CANCELLED)


def invite_url(deployment: Deployment, *, now: datetime) -> str:
    """Where the office invites the expert, who writes the report with an account; empty where nobody need do it."""
    expert = deployment.expert
    if expert.user_id is not None or deployment.state in WITHOUT_REPORT:
        return ""
    if Invitation.objects.open(now).filter(email=expert.email.lower()).exists():
        return ""
    return f"{reverse('invite')}?expert={expert.pk}"


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing that must be in order, who has to see to it, and since when it is."""

    code: str
    label: Text
    owner: str
    owner_label: Text
    done: bool
    note: str
    note_language: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Extension:
    """A change of the last day that was agreed."""

    before: date | None
    after: date | None
    reason: str
    language: str


@dataclass(frozen=True, slots=True)
class MoveLink:
    """A move of the deployment with its page; like `web.presenters.actions.ActionLink`."""

    label: Text
    url: str
    kind: str
    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class DeploymentLine:
    """A deployment in a list; the expert is named to the office and the country alone."""

    deployment: Deployment
    tone: str
    expert: str
    title_language: str

    @classmethod
    def of(cls, row: Deployment, *, named: bool) -> DeploymentLine:
        return cls(row, tone_of(row), row.expert.name if named else "", title_language_of(row))


def tone_of(deployment: Deployment) -> str:
    return TONES.get(DeploymentState(deployment.state), "plain")


def title_language_of(deployment: Deployment) -> str:
    """The language of the title of its position; older titles are in that of the request."""
    return deployment.position.text_language or deployment.support_request.text_language


def closed_because(deployment: Deployment) -> Text:
    """Why it is over, where the desk words it; nothing where somebody wrote the reason."""
    return CLOSED_BECAUSE.get(deployment.closing_reason, "")


def checklist_of(deployment: Deployment) -> list[Tick]:
    """What must be in order before this departure; less for work at a distance."""
    return [_tick(item, deployment.checklist.get(item, {})) for item in required_items(deployment)]


def extensions_of(deployment: Deployment) -> list[Extension]:
    return [
        Extension(
            parse_date(step["from"]), parse_date(step["to"]), step["reason"], step.get("text_language", "")
        )
        for step in deployment.extensions
    ]


def move_links(deployment: Deployment, *, actor: Actor, now: datetime) -> list[MoveLink]:
    """What the actor may do with the deployment now, and what not with every reason."""
    found = available_actions(deployment, DEPLOYMENT_ACTIONS, actor=actor, now=now)
    return sorted(_links(deployment, found), key=lambda link: link.kind)


def _links(deployment: Deployment, found: Iterable[object]) -> Iterable[MoveLink]:
    for availability in found:
        name = availability.action.name
        yield MoveLink(
            label=availability.action.label,
            url=reverse(f"deployment_{name}", args=[deployment.pk]),
            kind=KINDS.get(name, "primary"),
            reasons=availability.reasons,
        )


KINDS = {"tick": "secondary", "extend": "secondary", "end_early": "warning", "cancel": "warning"}


def _tick(item: str, entry: dict[str, object]) -> Tick:
    owner = CHECKLIST_OWNERS[ChecklistItem(item)]
    at = entry.get("at")
    return Tick(
        code=item,
        label=ChecklistItem(item).label,
        owner=owner,
        owner_label=OWNERS[owner],
        done=bool(entry.get("done")),
        note=str(entry.get("note", "")),
        note_language=str(entry.get("text_language", "")),
        at=parse_datetime(at) if isinstance(at, str) else None,
    )
