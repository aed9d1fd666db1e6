from __future__ import annotations

from django.contrib import admin

from programme.admin.base import ReferenceAdmin
from programme.models import ApprovalRule, RateTable


@admin.register(RateTable)
class RateTableAdmin(ReferenceAdmin[RateTable]):
    list_display = ("code", "label", "valid_from", "valid_to", "is_proposal", "locally_edited")
    list_filter = ("is_proposal", "locally_edited")
    search_fields = ("code", "label_en", "label_fr", "text_en", "text_fr")


@admin.register(ApprovalRule)
class ApprovalRuleAdmin(ReferenceAdmin[ApprovalRule]):
    list_display = ("code", "max_expert_days", "approvals", "locally_edited")
