"""The archives of a request's whole file."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from workflows.models import CaseFile
from workflows.states import CaseFileState


class OutputCaseFile(serializers.Serializer[Any]):
    """One archive: `done` of `total` files are in it; `url` answers 202 until it is ready."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(CaseFileState.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    journal_sequence = serializers.IntegerField()
    sha256 = serializers.CharField(allow_blank=True)
    size = serializers.IntegerField()
    asked_at = serializers.DateTimeField()
    made_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField())
    def get_url(self, case_file: CaseFile) -> str:
        where = {"request_id": case_file.support_request_id, "case_file_id": case_file.pk}
        return reverse("api-case-file", kwargs=where)
