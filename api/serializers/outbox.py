"""Background work, for administrators."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api.serializers.base import PageQuery

STATES = ("open", "stuck", "done")


class OutboxQuery(PageQuery):
    state = serializers.ChoiceField(STATES, required=False)


class OutputOutboxMessage(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    topic = serializers.CharField()
    payload = serializers.DictField()
    state = serializers.SerializerMethodField()
    attempts = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    available_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    stuck_at = serializers.DateTimeField(allow_null=True)
    last_error = serializers.CharField()

    def get_state(self, message: Any) -> str:
        if message.done_at:
            return "done"
        return "stuck" if message.stuck_at else "open"
