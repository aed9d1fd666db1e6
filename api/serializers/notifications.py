"""What the desk told a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.base import PageQuery
from workflows.models import Notification
from workflows.notify.texts import notice_text


class NotificationQuery(PageQuery):
    unread = serializers.BooleanField(required=False, help_text=_("Only those that were not read yet."))


class OutputNotification(serializers.Serializer[Any]):
    """The words are made when it is read, in the reader's language."""

    id = serializers.IntegerField()
    notice = serializers.CharField()
    request = serializers.IntegerField(source="support_request_id", allow_null=True)
    subject = serializers.CharField()
    body = serializers.CharField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, instance: Notification) -> Any:
        instance.subject, instance.body = notice_text(instance)  # type: ignore[attr-defined]
        return super().to_representation(instance)
