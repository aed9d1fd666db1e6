"""Shortlists with their reasons as sentences in the reader's language; for managers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.pagination import LARGEST_ID
from api.serializers.base import Input, Query
from api.serializers.common import OutputExpertName
from experts.wording import sentence
from requests_app.models import Position
from workflows.models import Shortlist, ShortlistEntry
from workflows.selectors.departures import departures_of
from workflows.selectors.shortlists import explanation_of, labels_of


class MatchQuery(Query):
    position = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)


class InputMatch(Input):
    position = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class OutputReasonOfRanking(serializers.Serializer[Any]):
    code = serializers.CharField()
    sentence = serializers.CharField()
    points = serializers.FloatField(required=False)
    out_of = serializers.FloatField(required=False)


class OutputDepartureStep(serializers.Serializer[Any]):
    """One step before a departure; `critical` where a day saved in it is a day won."""

    step = serializers.CharField()
    working_days = serializers.IntegerField(source="days")
    start = serializers.DateField()
    end = serializers.DateField()
    lead_time = serializers.CharField(
        source="lead", help_text=_("The code of the lead time, if one applies.")
    )
    critical = serializers.BooleanField(source="is_critical")


class OutputDeparture(serializers.Serializer[Any]):
    """When the person could leave if they said yes today, by the lead times in force."""

    day = serializers.DateField()
    late_by_days = serializers.IntegerField(help_text=_("Days after the start of the position."))
    steps = OutputDepartureStep(many=True)


class OutputCandidate(serializers.Serializer[Any]):
    rank = serializers.IntegerField()
    expert = OutputExpertName()
    headline = serializers.CharField(source="expert.headline")
    label = serializers.CharField(help_text=_("What the country reads instead of the name."))
    score = serializers.DecimalField(max_digits=5, decimal_places=2)
    eligible = serializers.BooleanField()
    reserve_order = serializers.IntegerField(allow_null=True)
    departure = OutputDeparture()
    filters = OutputReasonOfRanking(many=True)
    criteria = OutputReasonOfRanking(many=True)


class OutputShortlist(serializers.Serializer[Any]):
    """A ranking as it was made and frozen."""

    id = serializers.IntegerField()
    position = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    weights = serializers.DictField()
    weights_version = serializers.IntegerField()
    reserve_reason = serializers.CharField(allow_blank=True)
    reserve_reason_language = serializers.CharField(allow_blank=True)
    reserve_set_at = serializers.DateTimeField(allow_null=True)
    parallel = serializers.IntegerField()
    entries = OutputCandidate(many=True)


def shortlists_for(shortlists: Sequence[Shortlist], *, now: datetime) -> list[dict[str, Any]]:
    """The shortlists with everybody on them. Six queries, and four for each shortlist."""
    entries = list(
        ShortlistEntry.objects.filter(shortlist__in=shortlists).select_related("expert").order_by("rank")
    )
    labels = labels_of(entries)
    departures = _departures(shortlists, entries, now)
    return [
        {
            "id": shortlist.pk,
            "position": shortlist.position_id,
            "created_at": shortlist.created_at,
            "weights": shortlist.weights,
            "weights_version": shortlist.weights_version,
            "reserve_reason": shortlist.reserve_reason,
            "reserve_reason_language": shortlist.reserve_reason_language,
            "reserve_set_at": shortlist.reserve_set_at,
            "parallel": shortlist.parallel,
            "entries": [
                _entry(entry, labels, departures[entry.pk])
                for entry in entries
                if entry.shortlist_id == shortlist.pk
            ],
        }
        for shortlist in shortlists
    ]


def _departures(
    shortlists: Sequence[Shortlist], entries: Sequence[ShortlistEntry], now: datetime
) -> dict[int, dict[str, Any]]:
    """By entry, when its expert could leave."""
    positions = Position.objects.select_related("support_request").in_bulk(
        [shortlist.position_id for shortlist in shortlists]
    )
    found = {}
    for shortlist in shortlists:
        position = positions[shortlist.position_id]
        own = [entry for entry in entries if entry.shortlist_id == shortlist.pk]
        plans = departures_of(position, [entry.expert for entry in own], now=now)
        for entry in own:
            plan = plans[entry.expert_id]
            late = max(0, (plan.day - position.start).days)
            found[entry.pk] = {"day": plan.day, "late_by_days": late, "steps": plan.legs}
    return found


def _entry(entry: ShortlistEntry, labels: Mapping[str, str], departure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "rank": entry.rank,
        "expert": entry.expert,
        "label": entry.label,
        "score": entry.score,
        "eligible": entry.eligible,
        "reserve_order": entry.reserve_order,
        "departure": departure,
        "filters": [_reason(reason, labels) for reason in entry.result["filters"]],
        "criteria": [_reason(reason, labels) for reason in entry.result["criteria"]],
    }


def _reason(kept: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    reason = explanation_of(kept)
    told = {"code": reason.code, "sentence": sentence(reason, labels=labels)}
    return {**told, **{name: reason.params[name] for name in ("points", "out_of") if name in reason.params}}
