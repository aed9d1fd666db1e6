"""What the frame around every page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from web.navigation import links_for
from workflows.models import Notification


def desk(request: HttpRequest) -> dict[str, Any]:
    """The reader's navigation, and how many notifications they have not read (asked only where it is shown)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    return {
        "navigation": links_for(user.role, request.path),
        "unread": SimpleLazyObject(lambda: Notification.objects.filter(user=user, read_at=None).count()),
    }
