"""How often one may call; the rates stand in the settings."""

from __future__ import annotations

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class UserThrottle(UserRateThrottle):
    """Everything that a signed-in person asks."""

    scope = "user"


class AnonymousThrottle(AnonRateThrottle):
    """Everything that is asked without signing in, by address."""

    scope = "anon"


class UploadThrottle(UserRateThrottle):
    """Files, which are looked at and scanned."""

    scope = "upload"


class RenderThrottle(UserRateThrottle):
    """Documents that are laid out when they are asked for."""

    scope = "render"
