"""The mission report: sections going in, the report with its plan coming out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.base import TEXT_LANGUAGES, VersionedInput
from programme.selectors import outline_for
from workflows.models import MissionReport
from workflows.services.reports import LONGEST_SECTION
from workflows.states import ReportState


class InputReport(VersionedInput):
    sections = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=LONGEST_SECTION),
        required=False,
        help_text=_("By the order of the section in the outline; what is left out stays as it is."),
    )
    text_language = serializers.ChoiceField(TEXT_LANGUAGES, required=False)

    def to_internal_value(self, data: Any) -> Any:
        return {"sections": {}, **super().to_internal_value(data)}


class OutputSection(serializers.Serializer[Any]):
    order = serializers.IntegerField()
    number = serializers.CharField()
    label = serializers.CharField()
    text = serializers.CharField()


class OutputReport(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    deployment = serializers.IntegerField(source="deployment_id")
    state = serializers.ChoiceField(ReportState.choices)
    state_label = serializers.CharField(source="get_state_display")
    text_language = serializers.CharField()
    sections = serializers.SerializerMethodField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    return_reason = serializers.CharField()
    return_reason_language = serializers.CharField()

    @extend_schema_field(OutputSection(many=True))
    def get_sections(self, report: MissionReport) -> Any:
        headings = outline_for("mission_report_outline").headings
        return [
            {
                "order": heading.order,
                "number": heading.number,
                "label": heading.label,
                "text": report.sections.get(str(heading.order), ""),
            }
            for heading in headings
        ]
