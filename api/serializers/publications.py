"""Results that countries published for the others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.actions import OutputAction
from api.serializers.base import CODE, PageQuery, VersionedInput
from api.serializers.common import OutputCountry
from workflows.models.publication import RESULTS, TITLE
from workflows.states import PublicationState


class InputPublication(VersionedInput):
    title_en = serializers.CharField(max_length=TITLE)
    title_fr = serializers.CharField(max_length=TITLE)
    results_en = serializers.CharField(max_length=RESULTS)
    results_fr = serializers.CharField(max_length=RESULTS)


class ResultsQuery(PageQuery):
    theme = serializers.CharField(required=False, max_length=CODE, help_text=_("The code of a theme."))
    country = serializers.CharField(required=False, max_length=2, help_text=_("ISO 3166, two letters."))


class OutputResult(serializers.Serializer[Any]):
    """All that others read of a closed request."""

    id = serializers.IntegerField()
    country = OutputCountry(source="support_request.country")
    theme = serializers.CharField(source="theme_id", allow_null=True)
    year = serializers.IntegerField()
    title = serializers.CharField(source="label")
    title_en = serializers.CharField()
    title_fr = serializers.CharField()
    results = serializers.CharField()
    results_en = serializers.CharField()
    results_fr = serializers.CharField()


class OutputPublication(OutputResult):
    """The publication of one's own request, with what can be done about it."""

    version = serializers.IntegerField()
    state = serializers.ChoiceField(PublicationState.choices)
    state_label = serializers.CharField(source="get_state_display")
    answered_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    reason_language = serializers.CharField(allow_blank=True)
    actions = OutputAction(many=True)
