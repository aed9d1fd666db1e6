"""Questionnaires and what was answered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.actions import said
from api.serializers.base import CODE, Input
from api.serializers.common import row_id


@extend_schema_field(
    {"oneOf": [{"type": "integer", "minimum": 1, "maximum": 5}, {"type": "string"}], "nullable": True}
)
class AnswerField(serializers.Field[Any, Any, Any, Any]):
    """A number, a text, or null for 'not applicable'; which one a question takes is the service's business."""

    default_error_messages = {"invalid": _("Answer with a whole number, a text, or null.")}

    def to_internal_value(self, data: Any) -> int | str:
        if isinstance(data, bool) or not isinstance(data, int | str):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class InputAboutMission(Input):
    group = serializers.CharField(
        max_length=CODE, help_text=_("beneficiary_end, expert_end or follow_up_6m.")
    )
    deployment = row_id(required=False, allow_null=True, help_text=_("For the expert's questionnaire."))


class InputEvaluation(InputAboutMission):
    answers = serializers.DictField(
        child=AnswerField(allow_null=True), help_text=_("By code of the question.")
    )


class InputWaiver(InputAboutMission):
    reason = said()


class OutputEvaluation(serializers.Serializer[Any]):
    """A questionnaire handed in, or waived; who filled it in is not told."""

    id = serializers.IntegerField()
    group = serializers.CharField()
    deployment = serializers.IntegerField(source="deployment_id", allow_null=True)
    answers = serializers.DictField(child=AnswerField(allow_null=True))
    text_language = serializers.CharField()
    waived_reason = serializers.CharField()
    given_at = serializers.DateTimeField()


class OutputScalePoint(serializers.Serializer[Any]):
    value = serializers.IntegerField()
    label_en = serializers.CharField()
    label_fr = serializers.CharField()


class OutputEvaluationQuestion(serializers.Serializer[Any]):
    code = serializers.CharField()
    order = serializers.IntegerField()
    type = serializers.CharField()
    required = serializers.BooleanField()
    criterion = serializers.CharField(source="criterion.label")
    label = serializers.CharField()
    label_en = serializers.CharField()
    label_fr = serializers.CharField()
    scale = OutputScalePoint(many=True, source="scale.points", default=None)


class OutputQuestionnaire(serializers.Serializer[Any]):
    group = serializers.CharField(source="questionnaire.code")
    label = serializers.CharField(source="questionnaire.label")
    label_en = serializers.CharField(source="questionnaire.label_en")
    label_fr = serializers.CharField(source="questionnaire.label_fr")
    questions = OutputEvaluationQuestion(many=True)
