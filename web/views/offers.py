"""The page on which an expert answers an offer without signing in."""

from __future__ import annotations

import contextlib
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.languages import interface_language
from core.actors import Actor, Role
from core.errors import DeskError
from web.forms.offers import AcceptForm, DeclineForm, NoAnswer
from web.limits import View, limited
from web.presenters.offers import OfferPage, offer_page
from web.presenters.visitors import is_a_person, wants_html
from web.views.papers import paper_response
from workflows.links import offer_behind
from workflows.models import Offer, TermsOfReference
from workflows.services.offers import accept_offer, decline_offer, see_offer
from workflows.states import OFFER_OPEN, OfferState


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
                response = view(request, offer, language)
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
def answer_offer(request: HttpRequest, offer: Offer, language: str) -> HttpResponse:
    """Show what is asked, or take the answer."""
    if request.method == "POST":
        return _take_answer(request, offer, language)
    page = _page(offer, language)
    if page.can_accept and is_a_person(request):
        _note_that_it_was_seen(offer, language)
    return _show(request, page)


@login_not_required
@never_cache
@limited("render")
@require_safe
@by_link
def offer_terms(request: HttpRequest, offer: Offer, language: str) -> HttpResponse:
    """Hand out the terms of reference as they stand to whoever was asked and may still go, or goes."""
    terms = _terms_for(offer)
    if terms is None:
        raise Http404
    return paper_response(request, terms, language)


def _take_answer(request: HttpRequest, offer: Offer, language: str) -> HttpResponse:
    form: Form = FORMS.get(request.POST.get("answer", ""), NoAnswer)(request.POST)
    if not form.is_valid():
        return _show(request, _page(offer, language), form=form, status=400)
    try:
        offer = _ANSWERS[type(form)](offer, form.cleaned_data, language)
    except DeskError as refusal:
        offer.refresh_from_db()
        return _show(request, _page(offer, language), form=form, refusal=refusal, status=409)
    if wants_html(request):
        # 303: whatever method answered, the page is then read with GET, and loading it again answers nothing.
        return HttpResponse(status=303, headers={"Location": f"{request.path}?lang={language}"})
    return _show(request, _page(offer, language))


def _accept(offer: Offer, answer: dict[str, Any], language: str) -> Offer:
    return accept_offer(
        offer=offer,
        no_conflict=answer["no_conflict"],
        declaration=answer["declaration"],
        actor=_actor(offer, language),
        now=timezone.now(),
    )


def _decline(offer: Offer, answer: dict[str, Any], language: str) -> Offer:
    return decline_offer(
        offer=offer,
        code=answer["reason"],
        text=answer["text"],
        actor=_actor(offer, language),
        now=timezone.now(),
    )


FORMS: dict[str, type[Form]] = {"accept": AcceptForm, "decline": DeclineForm}
_ANSWERS = {AcceptForm: _accept, DeclineForm: _decline}


def _note_that_it_was_seen(offer: Offer, language: str) -> None:
    with contextlib.suppress(DeskError):  # it was answered or taken back in this very moment
        see_offer(offer=offer, actor=_actor(offer, language), now=timezone.now())


def _actor(offer: Offer, language: str) -> Actor:
    return Actor(kind="link", role=Role.EXPERT, expert_id=offer.expert_id, language=language)


def _terms_for(offer: Offer) -> TermsOfReference | None:
    if offer.state not in (*OFFER_OPEN, OfferState.ACCEPTED):
        return None
    return offer.support_request.terms.in_force().order_by("-number").first()


def _page(offer: Offer, language: str) -> OfferPage:
    has_terms = _terms_for(offer) is not None
    return offer_page(offer, language=language, has_terms=has_terms, now=timezone.now())


def _show(
    request: HttpRequest,
    page: OfferPage,
    *,
    form: Form | None = None,
    refusal: DeskError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or its sentences alone for a caller who did not ask for HTML, such as curl."""
    context = {
        "page": page,
        "form": form,
        "refusal": refusal,
        "accept_form": form if isinstance(form, AcceptForm) else AcceptForm(),
        "decline_form": form if isinstance(form, DeclineForm) else DeclineForm(),
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
    }
    if request.method == "POST" and not wants_html(request):
        plain = "text/plain; charset=utf-8"
        return render(request, "pages/offers/answer.txt", context, content_type=plain, status=status)
    return render(request, "pages/offers/offer.html", context, status=status)
