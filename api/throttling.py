"""How often one may call; the rates stand in the settings.

Calls are counted in windows of a minute or an hour: one small number a caller. The framework's own throttles keep the
moment of each call, up to six hundred of them, and write them all with every page that is read.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle, UserRateThrottle


class Windowed(SimpleRateThrottle):
    """Allows so many calls in each window of time; whoever is stopped may go on when the next one begins."""

    num_requests: int
    duration: int

    def allow_request(self, request: Request, view: Any) -> bool:
        key = self.get_cache_key(request, view) if self.rate else None
        if key is None:
            return True
        self.now = self.timer()
        window = f"{key}:{int(self.now // self.duration)}"
        cache.add(window, 0, timeout=self.duration)
        try:
            return bool(cache.incr(window) <= self.num_requests)
        except ValueError:  # the window ended between the two lines
            return True

    def wait(self) -> float:
        """Seconds until the next window."""
        return float(self.duration - self.now % self.duration)


class UserThrottle(Windowed, UserRateThrottle):
    """Everything that a signed-in person asks."""

    scope = "user"


class AnonymousThrottle(Windowed, AnonRateThrottle):
    """Everything that is asked without signing in, by address."""

    scope = "anon"


class UploadThrottle(Windowed, UserRateThrottle):
    """Files, which are looked at and scanned."""

    scope = "upload"


class RenderThrottle(Windowed, UserRateThrottle):
    """Documents that are laid out when they are asked for."""

    scope = "render"
