"""The page of a request: where it is, who has it, what is promised, and what happened."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.selectors import actor_for
from requests_app.models import SupportRequest
from workflows.clocks import promises
from workflows.selectors.timeline import events_for, tell


@require_safe
def request_page(request: HttpRequest, request_id: int) -> HttpResponse:
    """Show a request to whoever may see it; for everybody else it does not exist."""
    now = timezone.now()
    actor = actor_for(request.user, now=now, language=request.LANGUAGE_CODE)
    visible = SupportRequest.objects.visible_to(actor).select_related("country")
    support_request = visible.filter(pk=request_id).first()
    if support_request is None:
        raise Http404
    context = {
        "support_request": support_request,
        "state": support_request.state_label_for(actor),
        "promises": promises(support_request, now=now),
        "question": support_request.questions.filter(answered_at=None).first(),
        "timeline": tell(events_for(support_request, actor).reverse(), actor=actor),
    }
    return render(request, "pages/requests/request.html", context)
