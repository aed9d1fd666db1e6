"""What the administration pages of accounts share: administrators only, and every change by a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from accounts.models import User
from accounts.selectors import actor_for
from core.errors import DeskError

if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Model]
else:
    AdminBase = admin.ModelAdmin


class ServiceAdmin(AdminBase):
    """Opens its pages to administrators and shows refusals of services as messages; nothing is deleted."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; a refusal rolls back whatever was saved with it and comes back to the same page."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DeskError as refusal:
            tell(request, refusal)
            return HttpResponseRedirect(request.get_full_path())


def is_administrator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_staff


def acting(request: HttpRequest) -> dict[str, Any]:
    """The actor and the time of this call, as every service wants them."""
    now = timezone.now()  # noqa: TID251 - a door reads the clock
    language = getattr(request, "LANGUAGE_CODE", None)
    return {"actor": actor_for(cast(User, request.user), now=now, language=language), "now": now}


def tell(request: HttpRequest, refusal: DeskError) -> None:
    """Show a refusal and everything it says about fields and reasons."""
    sentences = [reason.message for reason in refusal.reasons]
    sentences += [problem.message for found in refusal.errors.values() for problem in found]
    for sentence in sentences or [refusal.detail]:
        messages.error(request, str(sentence))
