"""The desk in numbers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from requests_app.states import PublicState
from workflows.selectors.insights import Overview, Share


class OutputStateCount(serializers.Serializer[Any]):
    code = serializers.ChoiceField(PublicState.choices)
    label = serializers.CharField()
    count = serializers.IntegerField()


class OutputShare(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.SerializerMethodField()
    label_en = serializers.CharField()
    label_fr = serializers.CharField()
    count = serializers.IntegerField()

    def get_label(self, share: Share) -> str:
        return share.label_fr if get_language() == "fr" else share.label_en


class OutputAgreement(serializers.Serializer[Any]):
    """How often an officer confirmed the theme that the theme check put first; null before the first check."""

    checked = serializers.IntegerField()
    agreed = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)


class OutputOverview(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    open = serializers.IntegerField()
    by_public_state = serializers.SerializerMethodField()
    by_country = OutputShare(many=True)
    by_theme = OutputShare(many=True)
    theme_check = OutputAgreement()

    @extend_schema_field(OutputStateCount(many=True))
    def get_by_public_state(self, overview: Overview) -> Any:
        return [
            {"code": code, "label": str(PublicState(code).label), "count": count}
            for code, count in overview.by_public_state.items()
        ]


class OutputScore(serializers.Serializer[Any]):
    """Decisions, and in how many the officer and the theme check agreed; `percent` is of the main theme."""

    checked = serializers.IntegerField()
    main_agreed = serializers.IntegerField()
    scope_agreed = serializers.IntegerField()
    unsure = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)


class OutputMonthScore(serializers.Serializer[Any]):
    month = serializers.DateField(help_text=_("Its first day."))
    engine = serializers.CharField(
        allow_blank=True, help_text=_("The version of the check; empty if unknown.")
    )
    score = OutputScore()


class OutputThemeScore(serializers.Serializer[Any]):
    code = serializers.CharField()
    label_en = serializers.CharField()
    label_fr = serializers.CharField()
    agreed = serializers.IntegerField(help_text=_("Proposed and confirmed."))
    added = serializers.IntegerField(help_text=_("Added by the officer."))
    removed = serializers.IntegerField(help_text=_("Proposed and not confirmed."))
    percent = serializers.IntegerField(allow_null=True)


class OutputThemeScores(serializers.Serializer[Any]):
    total = OutputScore()
    by_month = OutputMonthScore(many=True)
    by_theme = OutputThemeScore(many=True)


class OutputReadyMonth(serializers.Serializer[Any]):
    first = serializers.DateField(help_text=_("The first day of the month."))
    people = serializers.IntegerField()
    is_thin = serializers.BooleanField(help_text=_("Fewer than two."))


class OutputReadyLine(serializers.Serializer[Any]):
    """A theme and a language: vetted people of confirmed depth who speak it at B2 or better, free by month."""

    theme = serializers.CharField(source="theme.pk")
    theme_label = serializers.CharField(source="theme.label")
    language = serializers.CharField()
    people = serializers.IntegerField(help_text=_("Free in one of the months at least."))
    months = OutputReadyMonth(many=True)


class OutputReadiness(serializers.Serializer[Any]):
    months = serializers.ListField(child=serializers.DateField())
    thin = serializers.IntegerField(help_text=_("How many cells have fewer than two people."))
    lines = OutputReadyLine(many=True)
