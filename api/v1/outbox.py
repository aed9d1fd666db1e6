"""Background work: what is waiting, what is stuck, and trying again."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import page
from api.serializers.base import page_of
from api.serializers.outbox import OutboxQuery, OutputOutboxMessage
from api.views import DeskView
from core.actors import Role
from core.errors import Blocked, NotAllowed, NotFound, Reason
from core.models import OutboxMessage
from core.outbox import try_again


class OutboxView(DeskView):
    """Refuses everybody but administrators."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        if self.actor.role != Role.ADMIN:
            raise NotAllowed(_("Only administrators can look after the background work."))


class OutboxListView(OutboxView):
    @extend_schema(
        operation_id="outbox_list", parameters=[OutboxQuery], responses=page_of(OutputOutboxMessage)
    )
    def get(self, request: Request) -> Response:
        """Everything that the desk does in the background, the newest first."""
        state = self.read_query(OutboxQuery).get("state")
        messages = OutboxMessage.objects.all()
        rows = {
            "open": messages.open(),
            "stuck": messages.stuck(),
            "done": messages.exclude(done_at=None),
        }.get(state, messages)
        return Response(page(request, rows, lambda found: OutputOutboxMessage(found, many=True).data))


class OutboxRetryView(OutboxView):
    @extend_schema(operation_id="outbox_retry", request=None, responses=OutputOutboxMessage)
    def post(self, request: Request, message_id: int) -> Response:
        """Put stuck work back in the queue."""
        message = OutboxMessage.objects.filter(pk=message_id).first()
        if message is None:
            raise NotFound
        return self.once(lambda: self._retry(message))

    def _retry(self, message: OutboxMessage) -> Response:
        if not try_again(message, now=self.now):
            raise Blocked(reasons=[Reason("not_stuck", _("This work is not stuck (any more)."))])
        message.refresh_from_db()
        return Response(OutputOutboxMessage(message).data)
