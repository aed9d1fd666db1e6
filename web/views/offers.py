"""The page on which an expert answers an offer, by its link without signing in or from their own list."""

from __future__ import annotations

import contextlib
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.languages import interface_language
from core.actors import SYSTEM, Actor, Role
from core.errors import DeskError
from web.forms.offers import AnswerForm
from web.limits import View, limited
from web.presenters.offers import (
    OfferPage,
    may_read_papers,
    offer_page,
    paper_links,
    papers_of_offer,
    terms_of,
)
from web.presenters.visitors import is_a_person, wants_html
from web.views.offer_keys import PROVE, is_proven, keep_key, right_of, show_to_stranger, take_proof
from web.views.papers import letter_response, paper_response
from workflows.links import offer_behind
from workflows.models import Offer
from workflows.services.offers import accept_offer, decline_offer, release_expert, see_offer
from workflows.states import OfferState, PaperKind

DISOWN = "disown"  # the button of an expert in whose name somebody else accepted
KEEP = "keep"  # the button that asks for the page in another language, with what was typed


def by_link(view: View) -> View:
    """Find the offer behind the link, and speak the language of its expert or the one asked for."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        offer = offer_behind(token)
        asked = request.GET.get("lang", "")
        preferred = interface_language(offer.expert.language) if offer else translation.get_language()
        language = asked if asked in dict(settings.LANGUAGES) else preferred
        with translation.override(language):
            if offer is None:
                response = render(request, "pages/offers/unknown.html", status=404)
            else:
                response = view(request, offer, token, language)
        response["Content-Language"] = language
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


# The link itself is the credential and no session is looked at: a forged form on another site would have to know
# the link, and whoever knows it may answer. So there is nothing that a CSRF token would protect.
@csrf_exempt
@login_not_required
@never_cache
@limited("offer")
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def answer_offer(request: HttpRequest, offer: Offer, token: str, language: str) -> HttpResponse:
    """Show what is asked, or take the answer."""
    if request.method == "POST" and PROVE in request.POST:
        return take_proof(request, offer, token, language)
    if (key := right_of(request, offer)) is None:
        return show_to_stranger(request, offer)
    return keep_key(_answer(request, offer, token, language), key, request.path)


def _answer(request: HttpRequest, offer: Offer, token: str, language: str) -> HttpResponse:
    if request.method == "POST" and KEEP in request.POST:
        return _show(request, _page(offer, token, language), form=AnswerForm.refilled(request.POST))
    if request.method == "POST" and DISOWN in request.POST and is_proven(request, offer):
        return _disown(request, offer, language)
    if request.method == "POST":
        return _take_answer(request, offer, token, language)
    page = _page(offer, token, language)
    if page.can_accept and is_a_person(request):
        note_that_it_was_seen(offer, actor=_actor(offer, language))
    return _show(request, page)


@login_not_required
@never_cache
@limited("render")
@require_safe
@by_link
def offer_terms(request: HttpRequest, offer: Offer, token: str, language: str) -> HttpResponse:
    """Hand out the terms of reference as they stand to whoever was asked and may still go, or goes."""
    if right_of(request, offer, takes=False) is None:
        return redirect("offer", token)
    terms = terms_of(offer)
    if terms is None:
        raise Http404
    return paper_response(request, terms, language)


@login_not_required
@never_cache
@limited("render")
@require_safe
@by_link
def offer_paper(request: HttpRequest, offer: Offer, token: str, language: str) -> HttpResponse:
    """Hand out a paper of the offer or of the mission that came of it: the offer itself, or the number asked for."""
    if right_of(request, offer, takes=False) is None:
        return redirect("offer", token)
    return numbered_paper(request, offer, language)


def numbered_paper(request: HttpRequest, offer: Offer, language: str) -> HttpResponse:
    """The paper of an offer with the number of the query; without one the offer itself, which may be in the making."""
    number = request.GET.get("number", "")
    if number:
        numbered = papers_of_offer(offer).filter(
            number=int(number) if number.isdecimal() and len(number) < 5 else 0
        )
        if not numbered.exists():
            raise Http404
        return letter_response(request, numbered, language)
    if not may_read_papers(offer):
        raise Http404
    return letter_response(request, papers_of_offer(offer).filter(kind=PaperKind.OFFER), language)


def answer_given(offer: Offer, form: AnswerForm, *, actor: Actor) -> Offer:
    """Make the call that the pressed button asks for."""
    said, now = form.cleaned_data, timezone.now()
    if form.accepts:
        return accept_offer(
            offer=offer,
            no_conflict=said["no_conflict"],
            declaration=said["declaration"],
            actor=actor,
            now=now,
        )
    return decline_offer(offer=offer, code=said["reason"], text=said["text"], actor=actor, now=now)


def already_said(offer: Offer, form: AnswerForm) -> bool:
    """Whether the very answer is there already: a form sent twice on a bad line is no refusal."""
    said = OfferState.ACCEPTED if form.accepts else OfferState.DECLINED
    return bool(offer.state == said)


def note_that_it_was_seen(offer: Offer, *, actor: Actor) -> None:
    """Record that the expert reads it."""
    with contextlib.suppress(DeskError):  # it was answered or taken back in this very moment
        see_offer(offer=offer, actor=actor, now=timezone.now())


def _take_answer(request: HttpRequest, offer: Offer, token: str, language: str) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, _page(offer, token, language), form=form, status=422)
    try:
        offer = answer_given(offer, form, actor=_actor(offer, language))
    except DeskError as refusal:
        offer.refresh_from_db()
        if not already_said(offer, form):
            return _show(request, _page(offer, token, language), form=form, refusal=refusal, status=409)
    if wants_html(request):
        # 303: whatever method answered, the page is then read with GET, and loading it again answers nothing.
        return HttpResponse(status=303, headers={"Location": f"{request.path}?lang={language}"})
    return _show(request, _page(offer, token, language))


def _disown(request: HttpRequest, offer: Offer, language: str) -> HttpResponse:
    """The expert says that it was not they who accepted: the position is open again, and the officer is told."""
    with contextlib.suppress(DeskError):  # released already, or on mission: the page says where it stands
        release_expert(offer=offer, reason="not_by_expert", actor=SYSTEM, now=timezone.now())
    return HttpResponse(status=303, headers={"Location": f"{request.path}?lang={language}"})


def _actor(offer: Offer, language: str) -> Actor:
    return Actor(kind="link", role=Role.EXPERT, expert_id=offer.expert_id, language=language)


def _page(offer: Offer, token: str, language: str) -> OfferPage:
    paper = f"{reverse('offer_terms', args=[token])}?lang={language}"
    terms_url = paper if terms_of(offer) is not None else ""
    return offer_page(offer, language=language, terms_url=terms_url, now=timezone.now())


def _show(
    request: HttpRequest,
    page: OfferPage,
    *,
    form: AnswerForm | None = None,
    refusal: DeskError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or its sentences alone for a caller who did not ask for HTML, such as curl."""
    context: dict[str, Any] = {
        "page": page,
        "form": form or AnswerForm(),
        "refusal": refusal,
        "by_link": True,
        "paper_links": paper_links(page.offer, request.path, translation.get_language() or ""),
        "may_disown": is_proven(request, page.offer),
    }
    if request.method == "POST" and not wants_html(request):
        plain = "text/plain; charset=utf-8"
        return render(request, "pages/offers/answer.txt", context, content_type=plain, status=status)
    return render(request, "pages/offers/offer.html", context, status=status)
