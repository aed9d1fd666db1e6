"""Positions: how many experts, for what, for how long."""

from __future__ import annotations

from rest_framework import serializers

from api.pagination import LARGEST_ID
from api.serializers.base import LARGEST_NUMBER, LINE, TEXT, VersionedInput, codes
from api.serializers.fields import DayField
from requests_app.models import Position
from requests_app.states import Modality

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


class InputPosition(VersionedInput):
    title = serializers.CharField(max_length=LINE)
    tasks = serializers.CharField(max_length=TEXT, required=False, allow_blank=True)
    expertise = codes()
    days = serializers.IntegerField(min_value=1, max_value=LARGEST_NUMBER)
    start = DayField()
    end = DayField()
    modality = serializers.ChoiceField(Modality.choices, required=False)
    place = serializers.CharField(max_length=LINE, required=False, allow_blank=True)
    language = serializers.CharField(max_length=5)
    language_level = serializers.ChoiceField(LEVELS, required=False)
    min_years = serializers.IntegerField(min_value=0, max_value=80, required=False)
    category = serializers.CharField(max_length=30, required=False, allow_blank=True)
    is_team_leader = serializers.BooleanField(required=False)


class InputReserve(VersionedInput):
    """Who is asked, first to last, and how many at a time."""

    experts = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), max_length=100
    )
    reason = serializers.CharField(max_length=TEXT, required=False, default="", allow_blank=True)
    parallel = serializers.IntegerField(min_value=1, max_value=2, default=1)


class OutputPosition(serializers.ModelSerializer[Position]):
    expertise = serializers.SerializerMethodField()

    class Meta:
        model = Position
        fields = (
            "id",
            "number",
            "title",
            "tasks",
            "text_language",
            "expertise",
            "days",
            "start",
            "end",
            "modality",
            "place",
            "language",
            "language_level",
            "min_years",
            "category",
            "is_team_leader",
        )
        read_only_fields = fields

    def get_expertise(self, position: Position) -> list[str]:
        return sorted(field.pk for field in position.expertise.all())
