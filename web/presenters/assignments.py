"""What an expert finds in their list: offers to answer, missions with what they have to do, papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import Text
from web.presenters.deployments import checklist_of, tone_of
from web.presenters.documents import LetterLine, letters_for
from web.presenters.offers import PRESSING, time_left
from workflows.clocks import promises
from workflows.models import Deployment, Evaluation, MissionReport, Offer, Paper, TermsOfReference
from workflows.querysets import DeploymentQuerySet, OfferQuerySet
from workflows.selectors.papers import PAPER_LANGUAGES
from workflows.services.evaluations import EXPERT, OPEN_IN
from workflows.states import (
    DEPLOYMENT_PREPARING,
    DEPLOYMENT_RETURNED,
    DeploymentState,
    ReportState,
    TermsState,
)

PAST = (DeploymentState.COMPLETED, DeploymentState.CANCELLED)
TO_WRITE = (ReportState.DRAFT, ReportState.RETURNED)
REPORT_TONES = {ReportState.ACCEPTED: "good", ReportState.RETURNED: "warn"}
LANGUAGE_NAMES = {"en": "English", "fr": "Français"}
SHOWN_OF_REQUEST = (
    "support_request",
    "support_request__reference",
    "support_request__title",
    "support_request__text_language",
    "support_request__institution",
    "support_request__state",
    "support_request__country",
)


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer that waits for an answer."""

    row: Offer
    url: str
    time_left: str
    presses: bool


@dataclass(frozen=True, slots=True)
class Todo:
    """Something the expert has to do for a mission, and where."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission in the list, with what the expert has to do for it now."""

    row: Deployment
    url: str
    tone: str
    todos: list[Todo]

    @property
    def is_past(self) -> bool:
        return self.row.state in PAST and not self.todos


@dataclass(frozen=True, slots=True)
class TermsPaper:
    """A version of the terms of reference, and where its PDF is in each language."""

    row: TermsOfReference
    tone: str
    links: list[tuple[str, str, str]]  # language code, its own name, address


def open_offers(actor: Actor, *, now: datetime) -> list[OpenOffer]:
    """The offers that can still be answered, the most pressing first. One query."""
    rows = _offers(actor).open().filter(deadline__gt=now).order_by("deadline")
    return [
        OpenOffer(
            row=row,
            url=reverse("assignment_offer", args=[row.pk]),
            time_left=time_left(row, now=now),
            presses=bool(row.deadline and row.deadline - now < PRESSING),
        )
        for row in rows
    ]


def accepted_offers(actor: Actor) -> list[Offer]:
    """What the expert has accepted while the team is not complete yet. One query."""
    return list(_offers(actor).accepted().filter(deployment=None).order_by("position__start"))


def missions(actor: Actor) -> list[Mission]:
    """All missions of the expert, the latest first. One query."""
    rows = missions_of(actor).order_by("-planned_start", "-pk")
    return [mission_of(row) for row in rows]


def missions_of(actor: Actor) -> DeploymentQuerySet:
    """The expert's own missions with what a list shows of them."""
    given = Evaluation.objects.filter(deployment=OuterRef("pk"), group=EXPERT)
    rows = Deployment.objects.visible_to(actor)
    related = rows.select_related("support_request__country", "position", "report")
    return related.annotate(evaluated=Exists(given)).defer("report__sections")


def mission_of(row: Deployment) -> Mission:
    return Mission(
        row=row,
        url=reverse("assignment", args=[row.pk]),
        tone=tone_of(row),
        todos=list(_todos(row)),
    )


def evaluation_open(row: Deployment) -> bool:
    """Whether the expert can fill in their questionnaire now; `row` comes from `missions_of`."""
    back = row.state in DEPLOYMENT_RETURNED
    return back and not row.evaluated and row.support_request.state in OPEN_IN[EXPERT]


def report_of(row: Deployment) -> MissionReport | None:
    """The report of a mission, which exists once the expert is back."""
    return getattr(row, "report", None)


def report_due(row: Deployment, *, now: datetime) -> datetime | None:
    """Until when the final report is promised, while it is to be written. Four queries then, else none."""
    report = report_of(row)
    if report is None or report.state not in TO_WRITE:
        return None
    found = [promise for promise in promises(row.support_request, now=now) if promise.code == "final_report"]
    return found[0].due_at if found and found[0].met_at is None else None


def papers_for(row: Deployment, actor: Actor) -> list[TermsPaper]:
    """The terms of reference of a mission that are in force, the newest version first. One query."""
    terms = TermsOfReference.objects.visible_to(actor).filter(support_request_id=row.support_request_id)
    return [
        TermsPaper(
            row=version,
            tone="good" if version.state == TermsState.SIGNED else "plain",
            links=[(code, LANGUAGE_NAMES[code], _paper_url(row, version, code)) for code in PAPER_LANGUAGES],
        )
        for version in terms.in_force().defer("content", "translations").order_by("-number")
    ]


def letters_of_mission(row: Deployment, actor: Actor) -> list[LetterLine]:
    """The offer that was accepted, and all papers of the mission that the expert may read. Two queries."""
    return letters_for(Paper.objects.filter(Q(deployment=row) | Q(offer=row.offer_id)), actor)


def _offers(actor: Actor) -> OfferQuerySet:
    rows = Offer.objects.visible_to(actor)
    return rows.select_related("support_request__country", "position").only(
        "state", "deadline", "answered_at", "position", *SHOWN_OF_REQUEST
    )


def _todos(row: Deployment) -> Iterator[Todo]:
    if row.state in DEPLOYMENT_PREPARING:
        url = reverse("assignment", args=[row.pk]) + "#checklist"
        for tick in checklist_of(row):
            if tick.owner == Role.EXPERT and not tick.done:
                yield Todo(tick.label, url)
    report = report_of(row)
    if report is not None and report.state in TO_WRITE:
        returned = report.state == ReportState.RETURNED
        label = _("Complete your report: it came back to you") if returned else _("Write your report")
        yield Todo(label, reverse("mission_report", args=[row.pk]))
    if evaluation_open(row):
        yield Todo(_("Say how the mission was"), reverse("assignment_evaluation", args=[row.pk]))


def _paper_url(row: Deployment, version: TermsOfReference, language: str) -> str:
    return f"{reverse('assignment_terms', args=[row.pk, version.number])}?lang={language}"
