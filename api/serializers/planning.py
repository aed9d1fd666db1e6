"""The plan over all open positions; for managers."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.pagination import LARGEST_ID
from api.serializers.base import Query
from api.serializers.common import OutputExpertName
from experts.matching import explain_failed_filters
from experts.wording import sentence
from workflows.selectors.planning import MOST_PINS, Option, Pair, Planned, Planning
from workflows.selectors.shortlists import labels_in

PAIR = re.compile(r"[0-9]{1,18}-[0-9]{1,18}\Z")


class PairField(serializers.CharField):
    """A choice: the ids of a position and of an expert, "12-7"."""

    def to_internal_value(self, data: Any) -> Any:
        sent = str(super().to_internal_value(data))
        if not PAIR.match(sent):
            self.fail("invalid")
        position, expert = map(int, sent.split("-"))
        if max(position, expert) > LARGEST_ID:
            self.fail("invalid")
        return position, expert


class PlanQuery(Query):
    """Choices to try; `pin` and `exclude` can be sent several times, each a position and an expert: `12-7`."""

    pin = serializers.ListField(child=PairField(), required=False, max_length=MOST_PINS)
    exclude = serializers.ListField(child=PairField(), required=False, max_length=MOST_PINS)


class OutputOption(serializers.Serializer[Any]):
    expert = OutputExpertName()
    place = serializers.IntegerField(help_text=_("Place in the ranking for this position."))
    score = serializers.FloatField()
    needed_at = serializers.SerializerMethodField()

    def get_needed_at(self, option: Option) -> list[int]:
        """Other positions for which the plan has this person."""
        return [position.pk for position in option.needed_at]


class OutputNear(serializers.Serializer[Any]):
    expert = OutputExpertName()
    score = serializers.FloatField()
    missing = serializers.ListField(child=serializers.CharField())


class OutputPlanned(serializers.Serializer[Any]):
    position = serializers.IntegerField(source="position.pk")
    request = serializers.IntegerField(source="position.support_request_id")
    reference = serializers.CharField(source="position.support_request.reference")
    number = serializers.IntegerField(source="position.number")
    title = serializers.CharField(source="position.title")
    start = serializers.DateField(source="position.start")
    end = serializers.DateField(source="position.end")
    eligible = serializers.IntegerField(help_text=_("How many could go."))
    has_no_depth = serializers.BooleanField(help_text=_("Fewer than two could go."))
    chosen = OutputOption(allow_null=True)
    options = OutputOption(many=True)
    nearest = OutputNear(many=True)
    pinned = serializers.BooleanField()


class OutputTotals(serializers.Serializer[Any]):
    filled = serializers.IntegerField()
    total = serializers.FloatField()


class OutputBest(OutputTotals):
    proved = serializers.BooleanField(help_text=_("The solver has shown that no plan is better."))
    gap = serializers.FloatField(help_text=_("By how many points a better plan could exceed this one."))


class OutputPair(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    expert = serializers.IntegerField()


class OutputPlan(serializers.Serializer[Any]):
    """Who would go where with the choices made, without them, and one position after the other."""

    plan = OutputBest()
    without_choices = OutputBest()
    one_by_one = OutputTotals()
    refused = OutputPair(many=True, help_text=_("Choices that cannot be made, or not with the others."))
    positions = OutputPlanned(many=True)


def plan_data(found: Planning) -> dict[str, Any]:
    """The plan as the answer shows it, with sentences in the reader's language. Four queries."""
    reasons = [
        reason.params
        for row in found.rows
        for _expert, assessment in row.nearest
        for reason in explain_failed_filters(assessment)
    ]
    labels = labels_in(reasons)
    return {
        "plan": found.plan,
        "without_choices": found.free,
        "one_by_one": found.greedy,
        "refused": [_pair(pair) for pair in found.refused],
        "positions": [_planned(row, labels) for row in found.rows],
    }


def _pair(pair: Pair) -> dict[str, int]:
    return {"position": pair[0], "expert": pair[1]}


def _planned(row: Planned, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "position": row.position,
        "eligible": row.eligible,
        "has_no_depth": row.has_no_depth,
        "chosen": row.chosen,
        "options": row.options,
        "nearest": [
            {
                "expert": expert,
                "score": assessment.score,
                "missing": [sentence(one, labels=labels) for one in explain_failed_filters(assessment)],
            }
            for expert, assessment in row.nearest
        ],
        "pinned": row.pinned,
    }
