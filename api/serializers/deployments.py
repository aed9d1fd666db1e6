"""Missions: what each move reads, and the mission as each audience reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from api.serializers.actions import said
from api.serializers.base import PageQuery, VersionedInput
from api.serializers.common import (
    OutputExpertCode,
    OutputExpertName,
    OutputPositionShort,
    OutputRequestShort,
    row_id,
)
from api.serializers.fields import CommaSeparated, DayField, KnownCode
from programme.models import Country
from workflows.models import Deployment
from workflows.services.deployments import required_items
from workflows.states import ChecklistItem, DeploymentState

LONGEST_NOTE = 500


class DeploymentQuery(PageQuery):
    state = CommaSeparated(serializers.ChoiceField(DeploymentState.choices), required=False)
    request = row_id(required=False, help_text=_("Missions of this request only."))
    country = CommaSeparated(KnownCode(Country), required=False)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "boolean"},
            {
                "type": "object",
                "required": ["done"],
                "properties": {"done": {"type": "boolean"}, "note": {"type": "string"}},
                "additionalProperties": False,
            },
        ]
    }
)
class TickField(serializers.Field[Any, Any, Any, Any]):
    """Whether something is in order: true or false, alone or with a note."""

    default_error_messages = {"invalid": _("Send true or false, or an object with done and note.")}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        entry = data if isinstance(data, dict) else {"done": data}
        done, note = entry.get("done"), entry.get("note", "")
        usable = isinstance(done, bool) and isinstance(note, str) and len(note) <= LONGEST_NOTE
        if not usable or entry.keys() - {"done", "note"}:
            self.fail("invalid")
        return {"done": done, "note": note}


class InputTicks(VersionedInput):
    items = serializers.DictField(
        child=TickField(),
        allow_empty=False,
        help_text=_(
            "By item of the checklist: visa, insurance, security_briefing, release_letter, contract."
        ),
    )


class InputExtension(VersionedInput):
    end = DayField(help_text=_("The new last day."))
    reason = said()


class InputEarlyEnd(VersionedInput):
    reason = said(source="early_because")


class OutputTick(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()
    done = serializers.BooleanField()
    note = serializers.CharField()
    text_language = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField(allow_null=True)


class OutputDeploymentAnonymous(serializers.Serializer[Any]):
    """A mission as the Committee reads it: who goes is a code."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    state = serializers.ChoiceField(DeploymentState.choices)
    state_label = serializers.CharField(source="get_state_display")
    request = OutputRequestShort(source="support_request")
    position = OutputPositionShort()
    expert = OutputExpertCode()
    planned_start = serializers.DateField()
    planned_end = serializers.DateField()
    actual_start = serializers.DateField(allow_null=True)
    actual_end = serializers.DateField(allow_null=True)
    extensions = inline_serializer(
        "Extension",
        {
            "from": serializers.DateField(),
            "to": serializers.DateField(),
            "reason": serializers.CharField(),
            "text_language": serializers.CharField(default=""),  # kept since texts have a language
        },
        many=True,
    )
    closing_reason = serializers.CharField()
    closing_reason_language = serializers.CharField()


class OutputDeployment(OutputDeploymentAnonymous):
    """A mission as the country reads it: with the name of who comes."""

    expert = OutputExpertName()


class OutputDeploymentInFull(OutputDeployment):
    """A mission as managers and the expert read it: with what must be in order before leaving."""

    checklist = serializers.SerializerMethodField()

    @extend_schema_field(OutputTick(many=True))
    def get_checklist(self, row: Deployment) -> Any:
        ticked = [{"code": item, **row.checklist.get(item, {})} for item in required_items(row)]
        return [
            {
                "code": tick["code"],
                "label": str(ChecklistItem(tick["code"]).label),
                "done": bool(tick.get("done")),
                "note": tick.get("note", ""),
                "text_language": tick.get("text_language", ""),
                "at": tick.get("at"),
            }
            for tick in ticked
        ]
