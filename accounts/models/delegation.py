from __future__ import annotations

from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets import DelegationQuerySet


class Delegation(models.Model):
    """A focal point lets another one act in their name for some days, for one country or for all of theirs.

    It gives no more than the delegator's own accreditation gives on the day, and it cannot be passed on.
    """

    from_user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="delegations_given", verbose_name=_("from")
    )
    to_user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="delegations_received", verbose_name=_("to")
    )
    country = models.ForeignKey(
        "programme.Country",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("country"),
        help_text=_("Empty: every country of the person who delegates."),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, default="", validators=[ProhibitNullCharactersValidator()]
    )
    created_at = models.DateTimeField(_("recorded"), editable=False)
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(from_user=F("to_user")), name="delegation_to_somebody_else"),
        ]
        indexes = [models.Index(fields=["to_user", "ends_on"], name="delegation_received")]

    def __str__(self) -> str:
        return f"{self.from_user} → {self.to_user}"
