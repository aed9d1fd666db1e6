"""Background work: what waits, what is stuck, and trying again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import Blocked, NotFound, Reason
from core.models import OutboxMessage
from core.outbox import try_again
from web.paging import paged
from web.presenters.work import stuck_lines, work_facts
from web.views.base import Page


class WorkPage(Page):
    """For administrators: they look after the machinery and see no case."""

    roles = frozenset({Role.ADMIN})
    template_name = "pages/work/work.html"

    def context(self) -> dict[str, Any]:
        page = paged(self.request, OutboxMessage.objects.stuck().order_by("stuck_at", "id"))
        lines = stuck_lines(page.rows)
        return {**super().context(), "facts": work_facts(self.now), "page": page, "lines": lines}


class TryAgainPage(Page):
    """Puts one stuck piece back in the queue; its address is only ever posted to."""

    roles = frozenset({Role.ADMIN})
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        message = OutboxMessage.objects.filter(pk=kwargs["outbox_id"]).first()
        if message is None:
            raise NotFound
        if not try_again(message, now=self.now):
            raise Blocked(reasons=[Reason("not_stuck", _("This work is not stuck (any more)."))])
        messages.success(request, _("It is back in the queue and is tried within a few seconds."))
        return HttpResponse(status=303, headers={"Location": reverse("work")})
