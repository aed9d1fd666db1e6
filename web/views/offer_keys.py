"""Which browser may read and answer an offer by its link, and how another one proves that it may."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.errors import DeskError, InvalidInput
from web.forms.offers import CodeForm
from web.presenters.offers import masked
from web.presenters.visitors import is_a_person
from workflows.models import Offer
from workflows.services.link_keys import ask_code, holds, is_unopened, prove, take_first

COOKIE = "offer_key"
KEPT_FOR = 180 * 24 * 3600  # seconds: as long as a mission that begins late
PROVE = "prove"  # the buttons of a browser that has to prove itself
ASK = "ask"


def right_of(request: HttpRequest, offer: Offer, *, takes: bool = True) -> str | None:
    """The key of this browser; empty where it needs none, None where it has no right.

    A person who opens the link first, or answers first, takes it. Machines that look before anybody did take
    nothing, and afterwards see nothing.
    """
    key = request.COOKIES.get(COOKIE, "")
    if holds(offer, key):
        return key
    if not is_unopened(offer):
        return None
    if takes and (request.method == "POST" or is_a_person(request)):
        return take_first(offer, now=timezone.now()) or None
    return ""


def is_proven(request: HttpRequest, offer: Offer) -> bool:
    """Whether the owner of this browser has shown that they read the expert's mail."""
    held = holds(offer, request.COOKIES.get(COOKIE, ""))
    return held is not None and held.proven


def keep_key(response: HttpResponse, key: str, path: str) -> HttpResponse:
    """Have the browser keep the key, for this one offer and for no other site to use."""
    if key:
        response.set_cookie(
            COOKIE,
            key,
            max_age=KEPT_FOR,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def show_to_stranger(
    request: HttpRequest,
    offer: Offer,
    *,
    form: CodeForm | None = None,
    refusal: DeskError | None = None,
    sent: bool = False,
    status: int | None = None,
) -> HttpResponse:
    """Nothing of what is asked, and the way to prove that one is the expert."""
    context = {
        "form": form or CodeForm(),
        "refusal": refusal,
        "sent": sent,
        "address": masked(offer.expert.email),
    }
    usual = 403 if request.method == "POST" else 200
    return render(request, "pages/offers/stranger.html", context, status=status or usual)


def take_proof(request: HttpRequest, offer: Offer, token: str, language: str) -> HttpResponse:
    """Send a code, or take one."""
    if request.POST[PROVE] == ASK:
        try:
            ask_code(offer, now=timezone.now())
        except DeskError as refusal:
            return show_to_stranger(request, offer, refusal=refusal, status=429)
        return show_to_stranger(request, offer, sent=True, status=200)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return show_to_stranger(request, offer, form=form, status=422)
    try:
        key = prove(offer, code=form.cleaned_data["code"], now=timezone.now())
    except InvalidInput as wrong:
        form.adopt(wrong)
        return show_to_stranger(request, offer, form=form, status=422)
    except DeskError as refusal:
        return show_to_stranger(request, offer, form=form, refusal=refusal, status=409)
    response = HttpResponse(status=303, headers={"Location": f"{request.path}?lang={language}"})
    return keep_key(response, key, request.path)
