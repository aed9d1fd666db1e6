"""How often one address may knock at a page that needs no sign-in; the rates are those of the API."""

from __future__ import annotations

import functools
import hashlib
import math
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from web import kept

View = Callable[..., HttpResponse]

A_MINUTE = 60  # seconds
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def limited(scope: str) -> Callable[[View], View]:
    """Answer 429 to an address that calls the view more often than the rate of `scope` allows."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            allowed, period = rate_of(scope)
            now = time.time()
            if calls_so_far(scope, address_of(request), window=int(now // period), period=period) <= allowed:
                return view(request, *args, **kwargs)
            return too_many_calls(request, wait=math.ceil(period - now % period))

        return guarded

    return wrap


def too_many_calls(request: HttpRequest, *, wait: int = A_MINUTE) -> HttpResponse:
    """Say when to try again, with whatever was typed; the limits of the sign-in pages count by the minute."""
    context = {
        "wait": wait,
        "again_at": timezone.now() + timedelta(seconds=wait),
        "typed": kept.typed_words(request) if request.method == "POST" else [],
    }
    response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response


def rate_of(scope: str) -> tuple[int, int]:
    """Calls and seconds of a rate that is written like `60/min`."""
    number, _slash, period = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"][scope].partition("/")
    return int(number), SECONDS[period[0]]


def calls_so_far(scope: str, address: str, *, window: int, period: int) -> int:
    """Count this call and return how many there were in this window of time."""
    digest = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:32]
    key = f"limit:{scope}:{digest}:{window}"
    cache.add(key, 0, timeout=period)
    try:
        return cache.incr(key)
    except ValueError:  # the window ended between the two lines
        return 1


def address_of(request: HttpRequest) -> str:
    """The address of the caller; behind a proxy of ours, the one which that proxy saw."""
    proxies = settings.REST_FRAMEWORK["NUM_PROXIES"]
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if proxies and forwarded:
        return forwarded[-min(proxies, len(forwarded))]
    return request.META.get("REMOTE_ADDR", "")
