"""The yearly "is this still right?" by the link of a mail, for people without an account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.languages import interface_language
from core.actors import Actor, Role
from experts.models import Expert
from experts.services.consent import ON_ROSTER, renewed_until, withdraw_consent
from experts.services.profiles import confirm_profile
from web.forms.profile_reading import parts_of
from web.limits import limited
from workflows.links import expert_behind

SHOWN = (
    "languages",
    "themes",
    "expertise",
    "countries",
)  # nothing by which a finder of the link learns who it is
YES, LEAVE = "yes", "leave"


# As with the link of an offer, the link itself is the credential, and no session is looked at.
@csrf_exempt
@login_not_required
@never_cache
@limited("offer")
@require_http_methods(["GET", "HEAD", "POST"])
def roster_check(request: HttpRequest, token: str) -> HttpResponse:
    """What the roster says of somebody, to be confirmed with one press, or to be left."""
    expert = expert_behind(token)
    asked = request.GET.get("lang", "")
    preferred = interface_language(expert.language) if expert else translation.get_language()
    language = asked if asked in dict(settings.LANGUAGES) else preferred
    with translation.override(language):
        response = _answer(request, expert, language)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: HttpRequest, expert: Expert | None, language: str) -> HttpResponse:
    if expert is None or expert.vetting not in ON_ROSTER:
        return render(request, "pages/roster/over.html", status=404 if expert is None else 200)
    now = timezone.now()
    done = ""
    if request.method == "POST":
        actor = Actor(kind="link", role=Role.EXPERT, expert_id=expert.pk, language=language)
        if request.POST.get("answer") == YES:
            expert, done = confirm_profile(expert=expert, actor=actor, now=now), YES
        elif request.POST.get("answer") == LEAVE:
            expert, done = withdraw_consent(expert=expert, actor=actor, now=now), LEAVE
    context: dict[str, Any] = {
        "expert": expert,
        "done": done,
        "parts": [part for part in parts_of(expert) if part.name in SHOWN],
        "until": renewed_until(now.date()),
    }
    return render(request, "pages/roster/check.html", context)
