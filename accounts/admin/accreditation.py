from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import ServiceAdmin, acting, is_administrator, tell
from accounts.models import Delegation, FocalPoint
from accounts.services.accreditation import accredit_focal_point, end_accreditation
from accounts.services.delegation import end_delegation
from core.errors import DeskError


@admin.register(FocalPoint)
class FocalPointAdmin(ServiceAdmin):
    """Accreditations are granted and given an end; what they said stays as it was."""

    list_display = ("country", "user", "alternate", "starts_on", "ends_on")
    list_filter = ("alternate", "country")
    list_select_related = ("country", "user")
    search_fields = ("user__full_name", "user__email")
    autocomplete_fields = ("user",)
    fields = ("user", "country", "alternate", "starts_on", "ends_on", "letter_reference", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ("created_at",)
        return ("user", "country", "alternate", "starts_on", "letter_reference", "created_at")

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        if not change:
            granted = accredit_focal_point(**form.cleaned_data, **acting(request))
            obj.pk, obj.created_at = granted.pk, granted.created_at
        elif ends_on := form.cleaned_data["ends_on"]:
            end_accreditation(accreditation=obj, ends_on=ends_on, **acting(request))


@admin.register(Delegation)
class DelegationAdmin(ServiceAdmin):
    """Delegations are given by the focal points themselves; here they are read and ended."""

    list_display = ("from_user", "to_user", "country", "starts_on", "ends_on", "ended_at")
    list_select_related = ("from_user", "to_user", "country")
    search_fields = ("from_user__full_name", "to_user__full_name")
    actions = ("end",)

    @admin.action(description=_("End the chosen delegations"))
    def end(self, request: HttpRequest, queryset: QuerySet[Delegation]) -> None:
        for delegation in queryset.select_related("from_user"):
            try:
                end_delegation(delegation=delegation, **acting(request))
            except DeskError as refusal:
                tell(request, refusal)
