from __future__ import annotations

from django.contrib import admin

from programme.admin.base import ReferenceAdmin
from programme.models import CoolDownRule, LeadTime


@admin.register(LeadTime)
class LeadTimeAdmin(ReferenceAdmin[LeadTime]):
    list_display = (
        "code",
        "step",
        "nationality",
        "destination",
        "category",
        "working_days",
        "valid_from",
        "valid_to",
        "certainty",
        "is_proposal",
        "locally_edited",
    )
    list_filter = ("step", "certainty", "is_proposal", "locally_edited")
    search_fields = ("code", "=nationality", "=destination", "source")


@admin.register(CoolDownRule)
class CoolDownRuleAdmin(ReferenceAdmin[CoolDownRule]):
    list_display = ("code", "scope", "days", "is_proposal", "locally_edited")
