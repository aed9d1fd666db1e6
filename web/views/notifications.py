"""What the desk told the reader; each leads to the thing it is about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.paging import NEWEST_FIRST
from web.paging import stretch
from web.presenters.notifications import told
from web.views.base import Page
from workflows.models import Notification
from workflows.notify.destinations import path_of
from workflows.services.notifications import mark_all_read, mark_read


class NotificationsPage(Page):
    """The newest first; sending its form marks all as read."""

    template_name = "pages/account/notifications.html"

    def context(self) -> dict[str, Any]:
        own = Notification.objects.filter(user_id=self.actor.user_id)
        page = stretch(self.request, own, order=NEWEST_FIRST)
        return {**super().context(), "page": page, "notices": told(page.rows, language=self.actor.language)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mark_all_read(actor=self.actor, now=self.now)
        messages.success(request, _("All notifications are marked as read."))
        return HttpResponse(status=303, headers={"Location": reverse("notifications")})


class NotificationPage(Page):
    """Goes on to what a notification is about; it counts as read from then on."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        own = Notification.objects.filter(user_id=self.actor.user_id)
        found = own.filter(pk=kwargs["notification_id"]).first()
        if found is None:
            raise NotFound
        mark_read(notification=found, now=self.now)
        address = path_of(found, language=self.actor.language, signed_in=True)
        return HttpResponse(status=303, headers={"Location": address})
