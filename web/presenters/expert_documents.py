"""The papers of somebody on the roster, with what is over or soon will be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from core.actors import Actor
from experts.models import Expert, ExpertDocument
from web.presenters.choices import country_name, country_names
from workflows.models import Deployment

Tone = Literal["plain", "good", "warn", "bad"]
Kind = ExpertDocument.Kind

SOON = timedelta(days=90)
PASSPORT_OUTLASTS = timedelta(days=182)  # beyond the mission, as most countries of the dialogue ask
FOR_TRAVEL = (Kind.PASSPORT, Kind.VISA, Kind.SECURITY, Kind.RELEASE, Kind.MEDICAL)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, where it can be read, and a warning where one is due."""

    row: ExpertDocument
    label: str
    warning: str
    tone: Tone


def papers_of(expert: Expert, actor: Actor, *, today: date) -> list[Paper]:
    """The papers that the reader may see, by kind. At most two queries."""
    rows = list(ExpertDocument.objects.visible_to(actor).filter(expert=expert))
    return [_paper(row, _names(rows), *_ageing(row, today)) for row in rows]


def travel_papers(deployment: Deployment, actor: Actor, *, today: date) -> list[tuple[Paper, str]]:
    """The papers that matter for a mission, with what would be over too early, and where each is read.

    At most two queries.
    """
    rows = list(
        ExpertDocument.objects.visible_to(actor).filter(expert=deployment.expert_id, kind__in=FOR_TRAVEL)
    )
    country = deployment.support_request.country_id
    fitting = [row for row in rows if row.kind != Kind.VISA or row.country_code == country]
    papers = [_paper(row, _names(rows), *_for_mission(row, deployment, today)) for row in fitting]
    return [(paper, reverse("expert_document", args=[paper.row.expert_id, paper.row.pk])) for paper in papers]


def _names(rows: Iterable[ExpertDocument]) -> dict[str, str]:
    return dict(country_names()) if any(row.country_code for row in rows) else {}


def _paper(row: ExpertDocument, names: dict[str, str], warning: str, tone: Tone) -> Paper:
    label = row.get_kind_display()
    if row.country_code:
        label = f"{label} ({country_name(row.country_code, names)})"
    return Paper(row, label, warning, tone)


def _ageing(row: ExpertDocument, today: date) -> tuple[str, Tone]:
    if row.expires_on is None:
        return "", "plain"
    if row.expires_on < today:
        return _("Expired"), "bad"
    return (_("Expires soon"), "warn") if row.expires_on - today <= SOON else ("", "plain")


def _for_mission(row: ExpertDocument, deployment: Deployment, today: date) -> tuple[str, Tone]:
    end = deployment.planned_end
    if row.expires_on is None or row.expires_on < today:
        return _ageing(row, today)
    if row.expires_on < end:
        return _("Expires before the mission ends"), "bad"
    if row.kind == Kind.PASSPORT and row.expires_on < end + PASSPORT_OUTLASTS:
        return _("Less than six months beyond the mission"), "warn"
    return _("Valid for the mission"), "good"
