"""Rules of the desk that an administrator may change: pay, and how many approvals a request needs."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped, require_order
from programme.querysets import RateTableQuerySet


class RateTable(Bilingual, Shipped):
    """Rules on fees, allowances and travel as they are put into terms of reference, with their validity."""

    code = models.CharField(max_length=40, primary_key=True)
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)
    text_en = models.TextField()
    text_fr = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_proposal = models.BooleanField(
        _("the desk's own proposal"),
        default=False,
        help_text=_("Not taken from a rule of the Support Project."),
    )
    note = models.TextField(blank=True, default="")

    objects = RateTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules on pay")
        verbose_name_plural = _("rules on pay")
        ordering = ["-valid_from", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="rates_validity_in_order"
            )
        ]

    def clean(self) -> None:
        require_order(self.valid_from, self.valid_to, field="valid_to")


class ApprovalRule(Shipped):
    """How many people must approve a request of up to so many expert days; without a limit: of any size."""

    code = models.CharField(max_length=30, primary_key=True)
    max_expert_days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    approvals = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("approvals by size")
        verbose_name_plural = _("approvals by size")
        ordering = [F("max_expert_days").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                Coalesce("max_expert_days", models.Value(0)), name="approval_one_rule_per_size"
            ),
            models.CheckConstraint(
                condition=Q(approvals__gte=1, approvals__lte=5), name="approvals_from_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        limit = "∞" if self.max_expert_days is None else str(self.max_expert_days)
        return f"≤ {limit}: {self.approvals}"
