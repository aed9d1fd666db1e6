from __future__ import annotations

from django.db.models import F, Q

from programme.models import ApprovalRule

APPROVALS_WITHOUT_A_RULE = 2


def approvals_needed(expert_days: int) -> int:
    """How many people must approve a request of so many expert days: the narrowest rule that fits. One query.

    Where no rule fits, the stricter of the usual answers holds, so that a deleted rule opens no door.
    """
    fitting = ApprovalRule.objects.filter(Q(max_expert_days__gte=expert_days) | Q(max_expert_days=None))
    narrowest = fitting.order_by(F("max_expert_days").asc(nulls_last=True)).first()
    return narrowest.approvals if narrowest else APPROVALS_WITHOUT_A_RULE
