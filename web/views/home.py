"""The first page: what this is, or what waits for you; and the choice of language."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import ROLES
from core.actors import Role
from web import kept
from web.actors import actor_of
from web.presenters.home import BEGIN, NEXT_STEPS, greeted, kinds, may_begin
from workflows.selectors.waiting import waiting_for


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Tell a visitor what this is, and somebody who is signed in what waits for them."""
    if not request.user.is_authenticated:
        return render(request, "pages/home/visitor.html")
    actor = actor_of(request)
    waiting = waiting_for(actor, now=timezone.now())
    context = {
        "actor": actor,
        "role": ROLES[actor.role],
        "countries": greeted(actor, actor.language),
        "speaks_for_nobody": actor.role == Role.FOCAL_POINT and not actor.countries,
        "waiting": waiting,
        "kinds": kinds(waiting),
        "begin": BEGIN if may_begin(actor) else None,
        "next_step": NEXT_STEPS.get(actor.role),
    }
    return render(request, "pages/home/home.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Go on in another language, on the same page and with what was typed, and remember it in this browser."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    next_page = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(next_page, {request.get_host()}, request.is_secure()):
        next_page = f"/{code}/"
    there = translate_url(next_page, code)
    if request.method == "POST":
        kept.keep(request, path=urlsplit(there).path)
    response = HttpResponse(status=303, headers={"Location": there})
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        httponly=True,
    )
    return response
