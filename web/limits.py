"""How often one address may knock at a page that needs no sign-in; the rates are those of the API."""

from __future__ import annotations

import functools
import hashlib
import math
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]

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
            response = render(request, "429.html", status=429)
            response["Retry-After"] = str(math.ceil(period - now % period))
            return response

        return guarded

    return wrap


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
