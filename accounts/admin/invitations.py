from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import ServiceAdmin, acting, is_administrator, tell
from accounts.models import Invitation
from accounts.services.invitations import confirm_invitation, decline_invitation, invite_user
from core.errors import DeskError


@admin.register(Invitation)
class InvitationAdmin(ServiceAdmin):
    """Propose a person; another administrator or a manager confirms. The token is never shown."""

    list_display = ("full_name", "email", "role", "country", "proposed_by", "confirmed_by", "accepted_at")
    list_filter = ("role",)
    list_select_related = ("country", "proposed_by", "confirmed_by")
    search_fields = ("full_name", "email")
    actions = ("confirm", "decline")
    proposal = (
        "email",
        "full_name",
        "function",
        "organisation",
        "role",
        "language",
        "country",
        "alternate",
        "letter_reference",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return self.proposal
        return (
            *self.proposal,
            "proposed_by",
            "proposed_at",
            "confirmed_by",
            "confirmed_at",
            "declined_by",
            "declined_at",
            "decline_reason",
            "expires_at",
            "accepted_at",
        )

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        obj.pk = invite_user(**form.cleaned_data, **acting(request)).pk

    @admin.action(description=_("Confirm the chosen invitations"))
    def confirm(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        for invitation in queryset:
            try:
                confirm_invitation(invitation=invitation, **acting(request))
            except DeskError as refusal:
                tell(request, refusal)

    @admin.action(description=_("Withdraw the chosen invitations"))
    def decline(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        for invitation in queryset:
            try:
                decline_invitation(invitation=invitation, **acting(request))
            except DeskError as refusal:
                tell(request, refusal)
