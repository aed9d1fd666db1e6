"""What the text of a request says about the themes of its phase, and which other requests resemble it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.views import OfRequest
from programme.models import Theme
from requests_app.selectors import theme_check_of
from workflows.selectors.similar import similar_to


class OutputEvidence(serializers.Serializer[Any]):
    field = serializers.CharField()
    quote = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class OutputProposal(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()
    score = serializers.FloatField()
    evidence = OutputEvidence(many=True)


class OutputOutside(serializers.Serializer[Any]):
    label_en = serializers.CharField()
    label_fr = serializers.CharField()
    evidence = OutputEvidence(many=True)


class OutputThemeCheck(serializers.Serializer[Any]):
    """Proposed themes, best first, with the words that say so; a person decides."""

    proposals = OutputProposal(many=True)
    in_scope = serializers.BooleanField()
    unsure = serializers.BooleanField()
    outside = OutputOutside(many=True)
    engine = serializers.CharField()


class OutputLikeness(serializers.Serializer[Any]):
    """Something that both have in common: a code, and the words or codes that show it."""

    code = serializers.CharField()
    words = serializers.ListField(child=serializers.CharField())


class OutputSimilar(serializers.Serializer[Any]):
    """A request that seems to say the same; `score` runs from 0 to 1, `reasons` say why it looks alike."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    title = serializers.CharField()
    country = serializers.CharField()
    score = serializers.FloatField()
    reasons = OutputLikeness(many=True)


class ThemeCheckView(OfRequest):
    @extend_schema(operation_id="requests_theme_check", responses=OutputThemeCheck)
    def get(self, request: Request, request_id: int) -> Response:
        """The themes that the text speaks for, with the words that say so."""
        check = theme_check_of(self.support_request)
        labels = {
            theme.code: theme.label
            for theme in Theme.objects.filter(pk__in=[found.code for found in check.proposals])
        }
        proposals = [
            {
                "code": found.code,
                "label": labels.get(found.code, found.code),
                "score": found.score,
                "evidence": found.evidence,
            }
            for found in check.proposals
        ]
        shown = {
            "proposals": proposals,
            "in_scope": check.in_scope,
            "unsure": check.unsure,
            "outside": check.outside,
            "engine": check.engine,
        }
        return Response(OutputThemeCheck(shown).data)


class SimilarView(OfRequest):
    @extend_schema(operation_id="requests_similar", responses=OutputSimilar(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """Other requests that seem to express the same need, among those that the caller may know of."""
        found: Any = similar_to(self.support_request, actor=self.actor)
        return Response(OutputSimilar(found, many=True).data)
