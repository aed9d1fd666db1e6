"""What happened to a request, as its reader may know it and in their language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Order, page
from api.serializers.base import PageQuery, page_of
from api.views import OfRequest
from workflows.selectors.timeline import events_for, tell

IN_ORDER = Order("sequence", descending=False, tiebreak="sequence")


class OutputWords(serializers.Serializer[Any]):
    """A piece of a sentence; `language` is that of words quoted in it, where it is known."""

    text = serializers.CharField(trim_whitespace=False)
    language = serializers.CharField()


class OutputEvent(serializers.Serializer[Any]):
    """One thing that happened; `data` is told to managers only."""

    sequence = serializers.IntegerField()
    verb = serializers.CharField()
    at = serializers.DateTimeField()
    who = serializers.CharField()
    sentence = serializers.CharField()
    words = OutputWords(many=True, help_text=_("The sentence in pieces."))
    data = serializers.DictField()


class TimelineView(OfRequest):
    @extend_schema(operation_id="requests_timeline", parameters=[PageQuery], responses=page_of(OutputEvent))
    def get(self, request: Request, request_id: int) -> Response:
        """The journal of the request, first to last."""
        events = events_for(self.support_request, self.actor)
        shown = page(
            request,
            events,
            lambda rows: OutputEvent(tell(rows, actor=self.actor), many=True).data,
            order=IN_ORDER,
        )
        return Response(shown)
