"""Messages on a request, and the desk's questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.selectors import people
from api.pagination import page
from api.serializers.audience import question_for, the_desk
from api.serializers.base import PageQuery, page_of
from api.serializers.exchange import InputMessage, OutputMessage
from api.serializers.requests import OutputQuestion
from api.views import OfRequest
from core.actors import Role
from core.errors import NotAllowed
from requests_app.models import Message
from requests_app.rules import may_write
from requests_app.services.messages import send_message


class MessagesView(OfRequest):
    @extend_schema(operation_id="messages_list", parameters=[PageQuery], responses=page_of(OutputMessage))
    def get(self, request: Request, request_id: int) -> Response:
        """The messages, newest first; internal notes are among them for managers."""
        if not may_write(self.actor, self.support_request):
            raise NotAllowed(_("Messages are between the country and the Support Project."))
        rows = self.support_request.messages.all()
        if self.actor.role != Role.MANAGER:
            rows = rows.filter(is_internal=False)
        return Response(page(request, rows, self._show))

    @extend_schema(operation_id="messages_create", request=InputMessage, responses={201: OutputMessage})
    def post(self, request: Request, request_id: int) -> Response:
        """Say something to the other side; an internal note is for managers alone."""
        return self.once(self._send)

    def _send(self) -> Response:
        message = send_message(
            support_request=self.support_request,
            **self.read(InputMessage),
            actor=self.actor,
            now=self.now,
        )
        return Response(self._show([message])[0], 201)

    def _show(self, rows: Sequence[Message]) -> list[Any]:
        names = people(row.author_id for row in rows)
        named = self.actor.role == Role.MANAGER
        shown = [
            {
                "id": row.pk,
                "author": names.get(row.author_id, "")
                if named or row.author_role != Role.MANAGER
                else the_desk(),
                "author_role": row.author_role,
                "text": row.text,
                "text_language": row.text_language,
                "is_internal": row.is_internal,
                "sent_at": row.sent_at,
            }
            for row in rows
        ]
        return list(OutputMessage(shown, many=True).data)


class QuestionsView(OfRequest):
    @extend_schema(operation_id="questions_list", responses=OutputQuestion(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """The questions of the desk with their answers, first to last."""
        rows = list(self.support_request.questions.all())
        names = people(pk for row in rows for pk in (row.asked_by_id, row.answered_by_id))
        shown = [question_for(self.actor, row, names) for row in rows]
        return Response(OutputQuestion(shown, many=True).data)
