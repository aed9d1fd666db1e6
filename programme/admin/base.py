"""Who may administer reference data, and how shipped rows are told from edited ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.actors import Actor, Role
from programme.models import Shipped

Row = TypeVar("Row", bound=models.Model)
ShippedRow = TypeVar("ShippedRow", bound=Shipped)

if TYPE_CHECKING:

    class ModelAdmin(admin.ModelAdmin[Row]):
        """`admin.ModelAdmin` takes a type argument for the type checker only."""

else:

    class ModelAdmin(admin.ModelAdmin):
        def __class_getitem__(cls, item: object) -> type:
            return cls


def is_administrator(request: HttpRequest) -> bool:
    """Reference data is for the role `admin`, whatever Django's own permissions say."""
    user = request.user
    return bool(user.is_active and getattr(user, "role", "") == Role.ADMIN)


def acting_administrator(request: HttpRequest) -> Actor:
    """The administrator of an administration page, for the services."""
    return Actor(kind="user", role=Role.ADMIN, user_id=request.user.pk)


class AdministratorsOnly(ModelAdmin[Row]):
    """Shows a model to administrators and to nobody else."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return is_administrator(request)


class ReferenceAdmin(AdministratorsOnly[ShippedRow]):
    """Rows that come with the project: saving marks them as edited here, so that a load leaves them alone.

    Their keys are fixed once they exist, and they are not deleted: other rows point at them, and the
    next load would bring them back.
    """

    actions = ("take_back_shipped",)

    def get_readonly_fields(self, request: HttpRequest, obj: ShippedRow | None = None) -> tuple[Any, ...]:
        fixed = [name.removesuffix("_id") for name in self.model.KEY] if obj is not None else []
        return (*super().get_readonly_fields(request, obj), *fixed, "locally_edited", "loaded_at")

    def has_delete_permission(self, request: HttpRequest, obj: ShippedRow | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ShippedRow, form: Any, change: bool) -> None:
        obj.locally_edited = True
        super().save_model(request, obj, form, change)

    @admin.action(
        description=_("Take the text of the project again at the next load"), permissions=["change"]
    )
    def take_back_shipped(self, request: HttpRequest, queryset: QuerySet[ShippedRow]) -> None:
        changed = queryset.filter(locally_edited=True).update(locally_edited=False)
        told = ngettext(
            "%(count)d row will follow the project's files again.",
            "%(count)d rows will follow the project's files again.",
            changed,
        )
        self.message_user(request, told % {"count": changed})
