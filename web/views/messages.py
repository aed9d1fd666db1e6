"""What the two sides of a request write to each other."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actors import Role
from core.errors import NotAllowed
from core.paging import NEWEST_FIRST
from requests_app.models import Message
from requests_app.rules import may_write
from requests_app.services.messages import send_message
from requests_app.states import RequestState
from web.forms.base import DeskForm
from web.forms.messages import MessageForm
from web.paging import stretch
from web.presenters.messages import lines_of, readable_messages
from web.views.base import RequestFormPage


class MessagesPage(RequestFormPage):
    """All messages, newest first, under a form to write one."""

    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING})
    form_class = MessageForm
    template_name = "pages/messages/messages.html"
    done = gettext_lazy("Your message was sent.")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.actor.role in self.roles and not may_write(self.actor, self.support_request):
            raise NotAllowed(_("Messages are between the country and the Support Project."))
        return super().dispatch(request, *args, **kwargs)

    def form_options(self) -> dict[str, Any]:
        return {"actor": self.actor}

    def empty_form(self) -> DeskForm | None:  # type: ignore[override]
        return None if self.support_request.state == RequestState.DRAFT else super().empty_form()

    def act(self, form: DeskForm) -> Message:
        return send_message(
            support_request=self.support_request, **form.answers, actor=self.actor, now=self.now
        )

    def go_on(self, result: Message) -> str:
        return reverse("request_messages", args=[self.support_request.pk])

    def context(self) -> dict[str, Any]:
        page = stretch(self.request, readable_messages(self.support_request, self.actor), order=NEWEST_FIRST)
        return {**super().context(), "page": page, "lines": lines_of(page.rows, self.actor)}
