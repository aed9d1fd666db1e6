"""Evaluations: who asked and who went say how it was; a questionnaire can be waived with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import journal
from core.actors import Actor, Role
from core.errors import Blocked, Conflict, InvalidInput, NotAllowed, NotFound, Problems, Reason
from core.text import language_of
from core.transitions import lock
from programme.selectors import questionnaire
from requests_app.models import SupportRequest
from requests_app.rules import is_manager, is_of_the_country
from requests_app.states import RequestState
from workflows.models import Deployment, Evaluation

AT_THE_END, EXPERT, SIX_MONTHS_LATER = "beneficiary_end", "expert_end", "follow_up_6m"
OPEN_IN = {
    AT_THE_END: (RequestState.REPORTING, RequestState.CLOSED),
    EXPERT: (RequestState.DEPLOYED, RequestState.REPORTING, RequestState.CLOSED),
    SIX_MONTHS_LATER: (RequestState.CLOSED,),
}
LONGEST_TEXT = 5000  # characters
READERS = {Role.MANAGER, Role.STEERING}


def give_evaluation(
    *,
    support_request: SupportRequest,
    group: str,
    answers: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    deployment: Deployment | None = None,
) -> Evaluation:
    """Hand in a questionnaire (question code → 1 to 5, `null` for 'not applicable', or text)."""
    cleaned = _checked(group, answers)
    with transaction.atomic():
        row, _dossier = lock(support_request)
        _refuse_unless_asked(row, group, deployment, actor)
        return _keep(row, group, deployment, actor=actor, now=now, answers=cleaned)


def waive_evaluation(
    *,
    support_request: SupportRequest,
    group: str,
    reason: str,
    actor: Actor,
    now: datetime,
    deployment: Deployment | None = None,
) -> Evaluation:
    """A manager does without a questionnaire that will not come, and says why."""
    if not reason.strip():
        raise InvalidInput.at("reason", _("Say why."), code="required")
    if group not in OPEN_IN:
        raise InvalidInput.at("group", _("There is no such questionnaire."), code="unknown_code")
    with transaction.atomic():
        row, _dossier = lock(support_request)
        if not is_manager(actor, row):
            raise NotAllowed(_("Only programme managers can do this."))
        _refuse_unless_open(row, group, deployment)
        return _keep(row, group, deployment, actor=actor, now=now, waived_reason=reason)


def _refuse_unless_asked(
    row: SupportRequest, group: str, deployment: Deployment | None, actor: Actor
) -> None:
    if group == EXPERT:
        if deployment is None or actor.expert_id is None or deployment.expert_id != actor.expert_id:
            raise NotAllowed(_("Only the expert concerned can do this."))
    elif not is_of_the_country(actor, row):
        raise NotAllowed(_("Only an accredited focal point of the country can do this."))
    _refuse_unless_open(row, group, deployment)


def _refuse_unless_open(row: SupportRequest, group: str, deployment: Deployment | None) -> None:
    if (group == EXPERT) != (deployment is not None):
        raise InvalidInput.at("deployment", _("Name the deployment, for the expert's questionnaire only."))
    if deployment is not None and deployment.support_request_id != row.pk:
        raise NotFound
    if row.state not in OPEN_IN[group]:
        raise Blocked(reasons=[Reason("not_yet", _("This questionnaire is not open at this stage."))])


def _keep(
    row: SupportRequest,
    group: str,
    deployment: Deployment | None,
    *,
    actor: Actor,
    now: datetime,
    answers: Mapping[str, Any] | None = None,
    waived_reason: str = "",
) -> Evaluation:
    if row.evaluations.filter(group=group, deployment=deployment).exists():
        raise Conflict(_("This questionnaire was handed in or waived already."))
    evaluation = Evaluation.objects.create(
        support_request=row,
        deployment=deployment,
        group=group,
        answers=dict(answers or {}),
        text_language=actor.language,
        waived_reason=waived_reason,
        given_by_id=actor.user_id,
        given_at=now,
    )
    journal.record(
        row,
        "evaluation.waived" if waived_reason else "evaluation.given",
        actor=actor,
        now=now,
        audience=READERS | {actor.role} - {Role.EXPERT},
        data={
            "evaluation": evaluation.pk,
            "group": group,
            "reason": waived_reason,
            "text_language": language_of(waived_reason, actor.language),
        },
    )
    return evaluation


def _checked(group: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    if group not in OPEN_IN:
        raise InvalidInput.at("group", _("There is no such questionnaire."), code="unknown_code")
    problems, questions = Problems(), {q.code: q for q in questionnaire(group).questions}
    for code in answers.keys() - questions.keys():
        problems.add(f"answers.{code}", _("There is no such question."), code="unknown_code")
    for code, question in questions.items():
        if code not in answers:
            if question.required:
                problems.add(f"answers.{code}", _("Please answer this question."), code="required")
            continue
        _check_answer(code, question.type, answers[code], problems)
    problems.raise_if_any()
    return dict(answers)


def _check_answer(code: str, kind: str, answer: Any, problems: Problems) -> None:
    if kind == "scale":
        if answer is not None and (isinstance(answer, bool) or answer not in (1, 2, 3, 4, 5)):
            problems.add(f"answers.{code}", _("Answer with 1 to 5, or 'not applicable'."))
    elif not isinstance(answer, str) or len(answer) > LONGEST_TEXT or "\x00" in answer:
        problems.add(f"answers.{code}", _("Answer with a text of at most 5,000 characters."))
