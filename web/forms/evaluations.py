"""A questionnaire of the reference data as a form: a scale from 1 to 5, or words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.models import EvaluationQuestion, RatingScale
from web.forms.base import DeskForm
from web.forms.texts import SaidField
from workflows.services.evaluations import LONGEST_TEXT

NOT_APPLICABLE = "na"


class QuestionnaireForm(DeskForm):
    """One field a question; `given` is what the services take."""

    def __init__(self, *args: Any, questions: Sequence[EvaluationQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"answer_{question.code}": question for question in questions}
        for name, question in self.questions.items():
            self.add_field(name, _field_of(question))

    @property
    def given(self) -> dict[str, Any]:
        """Question code → 1 to 5, None for 'not applicable', or text; what was left empty is left out."""
        typed = {name: self.cleaned_data.get(name) for name in self.questions}
        asked = self.questions
        return {asked[name].code: _given(value, asked[name]) for name, value in typed.items() if value}

    def field_of(self, path: str) -> str | None:
        name = f"answer_{path.partition('.')[2]}"
        return name if name in self.questions else None


def _field_of(question: EvaluationQuestion) -> forms.Field:
    if question.scale is None:
        return SaidField(label=question.label, required=question.required, max_length=LONGEST_TEXT, rows=4)
    return forms.ChoiceField(
        label=question.label,
        required=question.required,
        choices=_points(question.scale),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please answer this question.")},
    )


def _points(scale: RatingScale) -> list[tuple[str, str]]:
    language = "fr" if get_language() == "fr" else "en"
    points = [(str(point["value"]), point[f"label_{language}"]) for point in scale.points]
    if scale.allows_not_applicable:
        points.append((NOT_APPLICABLE, getattr(scale, f"not_applicable_{language}")))
    return points


def _given(value: str, question: EvaluationQuestion) -> Any:
    if question.scale is None:
        return value
    return None if value == NOT_APPLICABLE else int(value)
