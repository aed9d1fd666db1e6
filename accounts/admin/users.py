from __future__ import annotations

from typing import Any

from allauth.usersessions import admin as _sessions  # noqa: F401 - registers what is taken away below
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import ServiceAdmin, acting, is_administrator, tell
from accounts.models import User
from accounts.services.users import PROFILE, deactivate_user, reactivate_user, set_role, update_profile
from core.errors import DeskError

_GROUPS = GroupAdmin  # Django registers groups on import, and only then can they be taken away again
admin.site.unregister(Group)
# It searches by a user name, which nobody has here; and who was where and when is no reference data.
admin.site.unregister(UserSession)


@admin.register(User)
class UserAdmin(ServiceAdmin):
    """People come in by invitation; here they are corrected, given another role, closed and opened again."""

    list_display = ("full_name", "email", "role", "language", "is_active", "last_login")
    list_filter = ("role", "is_active", "language", "is_demo")
    search_fields = ("full_name", "email", "organisation")
    fields = (
        "email",
        "full_name",
        "function",
        "organisation",
        "phone",
        "language",
        "role",
        "is_active",
        "is_demo",
        "confirmed_at",
        "last_login",
    )
    readonly_fields = ("email", "is_active", "is_demo", "confirmed_at", "last_login")
    actions = ("deactivate", "reactivate")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        """Make the changes through the services, each of which locks and journals."""
        values = {name: form.cleaned_data[name] for name in form.changed_data if name in PROFILE}
        update_profile(user=obj, **acting(request), **values)
        if "role" in form.changed_data:
            set_role(user=obj, role=form.cleaned_data["role"], **acting(request))

    @admin.action(description=_("Close the chosen accounts"))
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            try:
                deactivate_user(user=user, **acting(request))
            except DeskError as refusal:
                tell(request, refusal)

    @admin.action(description=_("Open the chosen accounts again"))
    def reactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            try:
                reactivate_user(user=user, **acting(request))
            except DeskError as refusal:
                tell(request, refusal)
