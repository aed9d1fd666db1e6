"""Questionnaires as the office reads them: what was answered, what was waived, and what is still awaited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import Text
from programme.models import EvaluationQuestion, RatingScale
from programme.selectors import QuestionnaireData, questionnaire
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows.models import Deployment, Evaluation
from workflows.selectors.evaluations import evaluations_for
from workflows.services.evaluations import AT_THE_END, EXPERT, OPEN_IN, SIX_MONTHS_LATER


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer in words; `language` where the answer is free text."""

    question: str
    criterion: str
    answer: Text
    language: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One questionnaire of one group: handed in, waived, or awaited (`waive_url` to do without it)."""

    label: str
    about: str
    evaluation: Evaluation | None
    answers: list[Answer]
    waive_url: str


def sheets_of(support_request: SupportRequest, actor: Actor) -> list[Sheet]:
    """The questionnaires of a request that have begun to matter, in their order."""
    given = {(row.group, row.deployment_id): row for row in evaluations_for(support_request, actor=actor)}
    missions = list(support_request.deployments.returned().select_related("position", "expert"))
    sheets = []
    for group in (AT_THE_END, EXPERT, SIX_MONTHS_LATER):
        if support_request.state not in OPEN_IN[group]:
            continue
        asked = questionnaire(group)
        for mission in missions if group == EXPERT else [None]:
            evaluation = given.get((group, mission.pk if mission else None))
            sheets.append(_sheet(support_request, asked, mission, evaluation, actor))
    return sheets


def _sheet(
    support_request: SupportRequest,
    asked: QuestionnaireData,
    mission: Deployment | None,
    evaluation: Evaluation | None,
    actor: Actor,
) -> Sheet:
    answered = evaluation is not None and not evaluation.waived_reason
    group = asked.questionnaire.code
    may_waive = evaluation is None and actor.role == Role.MANAGER and group != SIX_MONTHS_LATER
    waivable = may_waive and support_request.state != RequestState.CLOSED
    return Sheet(
        label=asked.questionnaire.label,
        about=_about(mission, actor),
        evaluation=evaluation,
        answers=list(_answers(asked.questions, evaluation)) if answered and evaluation else [],
        waive_url=_waive_url(support_request, group, mission) if waivable else "",
    )


def _about(mission: Deployment | None, actor: Actor) -> str:
    if mission is None:
        return ""
    named = actor.role != Role.STEERING
    return f"{mission.position.title} – {mission.expert.name}" if named else mission.position.title


def _waive_url(support_request: SupportRequest, group: str, mission: Deployment | None) -> str:
    if mission is None:
        return reverse("evaluation_waive", args=[support_request.pk, group])
    return reverse("evaluation_waive", args=[support_request.pk, group, mission.pk])


def _answers(questions: Iterable[EvaluationQuestion], evaluation: Evaluation) -> Iterable[Answer]:
    for question in questions:
        if question.code in evaluation.answers:
            given = evaluation.answers[question.code]
            free = question.scale is None
            language = evaluation.text_language if free else ""
            yield Answer(question.label, question.criterion.label, _worded(given, question.scale), language)


def _worded(given: Any, scale: RatingScale | None) -> Text:
    if given is None:
        return _("Not applicable")
    if scale is None:
        return str(given)
    language = translation.get_language()
    key = f"label_{language}" if language in ("en", "fr") else "label_en"
    return next((f"{given} – {point[key]}" for point in scale.points if point["value"] == given), str(given))
