from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import ServiceAdmin, acting, tell
from accounts.models import ApiToken
from accounts.services.tokens import revoke_token
from core.errors import DeskError


@admin.register(ApiToken)
class ApiTokenAdmin(ServiceAdmin):
    """Tokens are read and revoked; neither they nor their digests are ever shown."""

    list_display = ("name", "user", "created_at", "last_used_at", "expires_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__full_name", "user__email")
    fields = ("user", "name", "created_at", "last_used_at", "expires_at", "revoked_at")
    actions = ("revoke",)

    @admin.action(description=_("Revoke the chosen tokens"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        for token in queryset.select_related("user"):
            try:
                revoke_token(token=token, **acting(request))
            except DeskError as refusal:
                tell(request, refusal)
