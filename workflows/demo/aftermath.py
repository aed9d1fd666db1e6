"""What the outbox holds when the play is over: told, or left to the relay. No mail is sent for the past."""

from __future__ import annotations

from datetime import datetime, timedelta

from core import outbox
from core.models import JournalEvent, OutboxMessage
from requests_app.models import SupportRequest
from workflows.models import Notification
from workflows.services.documents import make_documents
from workflows.services.engaged import stand_down_elsewhere
from workflows.services.notifications import notify_about
from workflows.services.offers import ENGAGED_ELSEWHERE

TOLD_BY = ("notify", "message.sent")
PAPERS = "documents"
STILL_SHOWN = timedelta(days=14)
READ_BY_NOW = timedelta(days=4)


def settle_outbox(end: datetime, *, now: datetime) -> None:
    """What happened lately is told on the desk; everything else counts as delivered, but for the papers.

    Those are asked for now: nobody has been waiting for them since the day of the story.
    """
    recent = OutboxMessage.objects.open().filter(topic__in=TOLD_BY, created_at__gte=end - STILL_SHOWN)
    for message in recent.order_by("id"):
        event = JournalEvent.objects.get(pk=message.payload["event"])
        notify_about(event, SupportRequest.objects.get(pk=message.payload["id"]), now=message.created_at)
    for message in OutboxMessage.objects.open().filter(topic=ENGAGED_ELSEWHERE).order_by("id"):
        stand_down_elsewhere(offer_id=message.payload["offer"], now=end)
    Notification.objects.filter(created_at__lt=end - READ_BY_NOW).update(read_at=end - READ_BY_NOW)
    OutboxMessage.objects.open().exclude(topic=PAPERS).update(done_at=end)
    OutboxMessage.objects.open().update(available_at=now)
    _ask_for_letters(now=now)


def _ask_for_letters(*, now: datetime) -> None:
    """Letters follow from what people are told, which nobody was told of the past: each request asks for its own."""
    asked = {message.payload["id"] for message in OutboxMessage.objects.open().filter(topic=PAPERS)}
    lived = SupportRequest.objects.exclude(reference=None).exclude(pk__in=asked)
    for request_id in lived.order_by("-pk").values_list("pk", flat=True):
        outbox.publish(PAPERS, {"id": request_id}, now=now)


def make_papers(support_request: SupportRequest, *, now: datetime) -> None:
    """Make a request's papers at once instead of waiting for the relay."""
    make_documents(support_request, now=now)
    waiting = OutboxMessage.objects.open().filter(topic=PAPERS, payload__id=support_request.pk)
    waiting.update(done_at=now)
