"""Small pieces of answers that several areas show: which request, which position, which expert."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api.pagination import LARGEST_ID


def row_id(**options: Any) -> serializers.IntegerField:
    """The id of a row, as large as the database allows."""
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID, **options)


class OutputCountry(serializers.Serializer[Any]):
    code = serializers.CharField(source="pk")
    label = serializers.CharField()


class OutputRequestShort(serializers.Serializer[Any]):
    """The request that something belongs to."""

    id = serializers.IntegerField()
    reference = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    institution = serializers.CharField()
    country = OutputCountry()


class OutputPositionShort(serializers.Serializer[Any]):
    """What an expert is asked to do: where, when and for how long."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    tasks = serializers.CharField()
    days = serializers.IntegerField()
    start = serializers.DateField()
    end = serializers.DateField()
    modality = serializers.CharField()
    place = serializers.CharField()
    language = serializers.CharField()
    language_level = serializers.CharField()


class OutputExpertCode(serializers.Serializer[Any]):
    """An expert without a name."""

    code = serializers.CharField()


class OutputExpertName(OutputExpertCode):
    id = serializers.IntegerField()
    name = serializers.CharField()


REQUEST_COLUMNS = tuple(
    f"support_request__{column}"
    for column in (
        "id",
        "reference",
        "title",
        "institution",
        "state",  # without it the state machine would ask for each row
        "officer_id",
        "country__iso2",
        "country__name_en",
        "country__name_fr",
    )
)
POSITION_COLUMNS = tuple(f"position__{name}" for name in OutputPositionShort._declared_fields)
EXPERT_COLUMNS = ("expert__id", "expert__code", "expert__name")
