"""What each paper says, gathered from the rows as they stand when it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import translation

from accounts.selectors import focal_points_of, people
from core.models import JournalEvent
from programme.models import CodeItem, FormField, Questionnaire
from programme.selectors import outline_for, rates_in_force
from requests_app.models import Position, SupportRequest
from requests_app.states import DeclineReason
from workflows.clocks import promises
from workflows.guards.requests import REVIEW_PERIOD
from workflows.letters.facts import (
    Approved,
    Asked,
    Closed,
    Done,
    Head,
    Mission,
    Offered,
    Receipt,
    Refused,
    Reported,
    Scored,
    Words,
)
from workflows.letters.wording import MILESTONES, OUTCOMES
from workflows.models import Deployment, MissionReport, Offer
from workflows.states import DeploymentState
from workflows.tor.clauses import LANGUAGES
from workflows.tor.source import Coded, Label, Period, PositionLine


def head_of(row: SupportRequest, *, number: int, on: date, to: str = "") -> Head:
    """What a paper says of its request."""
    return Head(
        reference=row.reference or "",
        number=number,
        dated=on,
        country={"en": row.country.name_en, "fr": row.country.name_fr},
        institution=row.institution,
        title=Words(row.title, row.text_language),
        to=to,
    )


def focal_point_named(row: SupportRequest, events: Sequence[JournalEvent], *, on: date) -> str:
    """Whom the country's papers are addressed to: its focal point of that day, else whoever submitted."""
    for user in focal_points_of(row.country_id, on=on):
        return str(user.full_name)
    submitter = next((event.actor_id for event in events if event.verb == "request.submitted"), None)
    return people([submitter]).get(submitter or 0, "")


def receipt(row: SupportRequest, event: JournalEvent) -> Receipt:
    due = next((promise.due_at for promise in promises(row, now=event.at) if promise.code == "decided"), None)
    return Receipt(
        received_on=event.at.date(),
        decision_by=due.date() if due else None,
        files=row.attachments.filter(uploaded_at__lte=event.at, removed_at=None).count(),
    )


def asked(event: JournalEvent) -> Asked:
    fields = FormField.objects.filter(code__in=event.data.get("fields") or ())
    return Asked(
        question=Words(event.data["text"], event.data.get("text_language") or "en"),
        answers=tuple(_labels(field) for field in fields.order_by("section__order", "order")),
    )


def approved(row: SupportRequest) -> Approved:
    return Approved(
        themes=_themes(row),
        positions=tuple(position_line(position) for position in row.positions.all()),
        position_language=_position_language(row),
    )


def refused(event: JournalEvent, *, reviewed: bool) -> Refused:
    return Refused(
        reason=_in_each(lambda: DeclineReason(event.data["code"]).label),
        text=Words(event.data["text"], event.data.get("text_language") or "en"),
        review_until=None if reviewed else (event.at + REVIEW_PERIOD).date(),
    )


def offered(offer: Offer) -> Offered:
    position, deadline = offer.position, offer.deadline or offer.created_at
    rates = rates_in_force(offer.created_at.date())
    return Offered(
        position=position_line(position),
        position_language=position.text_language,
        tasks=Words(position.tasks, position.text_language),
        deadline=deadline,
        pay_rule={"en": rates.text_en, "fr": rates.text_fr} if rates else {},
    )


def mission(deployment: Deployment, *, terms: int | None = None, end: date | None = None) -> Mission:
    """A mission as it is planned or, where it has begun or ended, as it was."""
    expert = deployment.expert
    return Mission(
        expert=expert.name,
        employer=expert.employer,
        position=position_line(deployment.position),
        position_language=deployment.position.text_language,
        start=deployment.actual_start or deployment.planned_start,
        end=end or deployment.actual_end or deployment.planned_end,
        terms=terms,
    )


def reported(report: MissionReport, *, on: date) -> Reported:
    headings = outline_for("mission_report_outline").headings
    return Reported(
        mission=mission(report.deployment),
        accepted_on=on,
        sections=tuple(
            (_labels(heading), report.sections.get(str(heading.order), "")) for heading in headings
        ),
        language=report.text_language,
    )


def closed(row: SupportRequest, events: Sequence[JournalEvent]) -> Closed:
    deployments = row.deployments.select_related("position").order_by("position__number", "id")
    return Closed(
        themes=_themes(row),
        support_types=tuple(_labels(kind) for kind in row.support_types.all()),
        milestones=tuple(_milestones(events)),
        missions=tuple(_done(deployment) for deployment in deployments),
        position_language=_position_language(row),
        reports=row.reports.filter(state="accepted").count(),
        evaluations=tuple(_scores(row)),
    )


def position_line(position: Position) -> PositionLine:
    """What papers say of a position."""
    return PositionLine(
        number=position.number,
        title=position.title,
        days=position.days,
        period=Period(start=position.start, end=position.end),
        modality=Coded(code=position.modality, label=_in_each(position.get_modality_display)),
        place=position.place,
        language=_language(position.language),
    )


def _milestones(events: Sequence[JournalEvent]) -> list[tuple[Label, date]]:
    """The day of each milestone: the last of its kind, since a review or a change of the team begins anew."""
    found: dict[str, datetime] = {}
    for event in events:
        name = "approved" if event.verb == "request.approved" and event.data.get("complete") else event.verb
        if name == "terms.signed" and event.data.get("to") != "signed":
            continue
        if name in MILESTONES:
            found[name] = event.at
    return [(MILESTONES[name], found[name].date()) for name in MILESTONES if name in found]


def _done(deployment: Deployment) -> Done:
    if deployment.state == DeploymentState.CANCELLED:
        return Done(position_line(deployment.position), None, None, OUTCOMES["cancelled"])
    early = deployment.actual_end is not None and deployment.actual_end < deployment.planned_end
    return Done(
        position_line(deployment.position),
        deployment.actual_start,
        deployment.actual_end,
        OUTCOMES["ended_early" if early else "completed"],
    )


def _scores(row: SupportRequest) -> list[Scored]:
    given: dict[str, list[Mapping[str, Any]]] = {}
    waived: dict[str, int] = {}
    for evaluation in row.evaluations.all():
        if evaluation.waived_reason:
            waived[evaluation.group] = waived.get(evaluation.group, 0) + 1
        else:
            given.setdefault(evaluation.group, []).append(evaluation.answers)
    groups = Questionnaire.objects.filter(code__in={*given, *waived}).order_by("code")
    return [
        Scored(
            _labels(group),
            len(given.get(group.code, ())),
            waived.get(group.code, 0),
            _mean(given.get(group.code, ())),
        )
        for group in groups
    ]


def _mean(answers: Sequence[Mapping[str, Any]]) -> int | None:
    """In tenths, halves rounded up; None where nobody answered on the scale."""
    numbers = [value for answer in answers for value in answer.values() if isinstance(value, int)]
    return (20 * sum(numbers) + len(numbers)) // (2 * len(numbers)) if numbers else None


def _themes(row: SupportRequest) -> tuple[Label, ...]:
    entries = row.request_themes.select_related("theme").order_by("-is_main", "theme_id")
    return tuple(_labels(entry.theme) for entry in entries)


def _position_language(row: SupportRequest) -> str:
    first = row.positions.first()
    return (first.text_language if first else "") or row.text_language


def _language(code: str) -> Coded | None:
    item = CodeItem.objects.filter(code_list_id="languages", code=code).first()
    return Coded(code=code, label=_labels(item)) if item else None


def _labels(row: Any) -> dict[str, str]:
    return {language: row.label_in(language) for language in LANGUAGES}


def _in_each(said: Callable[[], object]) -> dict[str, str]:
    """A text of the catalogue in both languages, whatever language is active."""
    labels = {}
    for language in LANGUAGES:
        with translation.override(language):
            labels[language] = str(said())
    return labels
