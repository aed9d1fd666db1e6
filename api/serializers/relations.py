"""Requests that have to do with each other: links, duplicates, joint missions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.actions import OutputAction, note, said
from api.serializers.base import VersionedInput
from api.serializers.common import OutputCountry, row_id
from workflows.models.joint_mission import SUBJECT
from workflows.selectors.relations import Related
from workflows.states import JointState


class InputLink(VersionedInput):
    other = row_id(help_text=_("The id of the other request."))
    note = note()


class InputDuplicate(VersionedInput):
    original = row_id(help_text=_("The id of the request that is kept."))
    text = said(help_text=_("What the country reads, in the language of its request."))


class InputJointMission(VersionedInput):
    other = row_id(help_text=_("The id of a request of another country."))
    subject_en = serializers.CharField(max_length=SUBJECT)
    subject_fr = serializers.CharField(max_length=SUBJECT)
    start = serializers.DateField()
    end = serializers.DateField()


class OutputBeside(serializers.Serializer[Any]):
    """Another request, for the office."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    country = OutputCountry()


class OutputRelation(serializers.Serializer[Any]):
    """`kind` is read from this request: it is a duplicate of the other, is repeated by it, or is related to it."""

    id = serializers.IntegerField(source="relation.pk")
    kind = serializers.SerializerMethodField()
    note = serializers.CharField(source="relation.note", allow_blank=True)
    note_language = serializers.CharField(source="relation.note_language", allow_blank=True)
    made_at = serializers.DateTimeField(source="relation.made_at")
    request = OutputBeside(source="other")

    def get_kind(self, related: Related) -> str:
        return "repeated_by" if related.is_duplicate else str(related.relation.kind)


class OutputJointMission(serializers.Serializer[Any]):
    """One country's side of a joint mission; `request` is the other one, for the office and the Committee alone."""

    id = serializers.IntegerField(source="side.pk")
    version = serializers.IntegerField(source="side.version")
    state = serializers.ChoiceField(JointState.choices, source="side.state")
    state_label = serializers.CharField(source="side.get_state_display")
    country = serializers.CharField(source="beside.country", help_text=_("The other country."))
    subject_en = serializers.CharField(source="side.joint_mission.subject_en")
    subject_fr = serializers.CharField(source="side.joint_mission.subject_fr")
    start = serializers.DateField(source="side.joint_mission.start")
    end = serializers.DateField(source="side.joint_mission.end")
    due_at = serializers.DateTimeField(source="side.due_at", allow_null=True)
    answered_at = serializers.DateTimeField(source="side.answered_at", allow_null=True)
    reason = serializers.CharField(source="side.reason", allow_blank=True)
    reason_language = serializers.CharField(source="side.reason_language", allow_blank=True)
    request = OutputBeside(source="beside.support_request", allow_null=True)
    actions = OutputAction(many=True)
