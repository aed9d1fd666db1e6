"""What the desk told the caller."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import page
from api.serializers.base import page_of
from api.serializers.notifications import NotificationQuery, OutputNotification
from api.views import DeskView
from core.errors import NotFound
from workflows.models import Notification
from workflows.services.notifications import mark_read


class NotificationListView(DeskView):
    @extend_schema(
        operation_id="notifications_list",
        parameters=[NotificationQuery],
        responses=page_of(OutputNotification),
    )
    def get(self, request: Request) -> Response:
        """Your own notifications, the newest first."""
        asked = self.read_query(NotificationQuery)
        rows = Notification.objects.filter(user_id=self.actor.user_id)
        if "unread" in asked:
            rows = rows.filter(read_at__isnull=asked["unread"])
        return Response(page(request, rows, lambda found: OutputNotification(found, many=True).data))


class NotificationReadView(DeskView):
    @extend_schema(operation_id="notifications_read", request=None, responses=OutputNotification)
    def post(self, request: Request, notification_id: int) -> Response:
        """Mark one as read; a second time changes nothing."""
        found = Notification.objects.filter(user_id=self.actor.user_id, pk=notification_id).first()
        if found is None:
            raise NotFound
        return self.once(
            lambda: Response(OutputNotification(mark_read(notification=found, now=self.now)).data)
        )
