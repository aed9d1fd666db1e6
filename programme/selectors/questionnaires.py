from __future__ import annotations

from dataclasses import dataclass

from core.errors import NotFound
from programme.models import EvaluationQuestion, Questionnaire


@dataclass(frozen=True, slots=True)
class QuestionnaireData:
    """A questionnaire with its questions in order, each with its criterion and scale loaded."""

    questionnaire: Questionnaire
    questions: tuple[EvaluationQuestion, ...]


def questionnaire(group: str) -> QuestionnaireData:
    """The questions put to a group (`beneficiary_end`, `expert_end`, ...); else `NotFound`. Two queries."""
    found = Questionnaire.objects.filter(code=group).first()
    if found is None:
        raise NotFound
    questions = found.questions.select_related("criterion", "scale").order_by("order")
    return QuestionnaireData(found, tuple(questions))
