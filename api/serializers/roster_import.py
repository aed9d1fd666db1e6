"""A spreadsheet of people, and what would come of it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class OutputCellProblem(serializers.Serializer[Any]):
    """What is wrong in a cell, in the caller's language."""

    cell = serializers.CharField()
    column = serializers.CharField()
    message = serializers.CharField()


class OutputSheetRow(serializers.Serializer[Any]):
    """A row as the spreadsheet numbers it; without problems it can be taken in."""

    number = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)
    problems = OutputCellProblem(many=True)


class OutputImport(serializers.Serializer[Any]):
    """A sheet that was sent. `rows` is null once its file is gone."""

    id = serializers.IntegerField(source="sent.pk")
    name = serializers.CharField(source="sent.name")
    sent_at = serializers.DateTimeField(source="sent.sent_at")
    imported_at = serializers.DateTimeField(source="sent.imported_at", allow_null=True)
    imported = serializers.IntegerField(source="sent.imported")
    left_out = serializers.IntegerField(source="sent.left_out")
    unknown_columns = serializers.ListField(
        child=serializers.CharField(), source="report.unknown", default=list
    )
    rows = OutputSheetRow(many=True, source="report.rows", allow_null=True, default=None)
