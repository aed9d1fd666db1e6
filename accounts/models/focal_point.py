from __future__ import annotations

from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets import FocalPointQuerySet


class FocalPoint(models.Model):
    """For how long a person speaks for a country. Days are days in UTC, the first and the last included."""

    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="accreditations", verbose_name=_("user")
    )
    country = models.ForeignKey(
        "programme.Country", on_delete=models.PROTECT, related_name="focal_points", verbose_name=_("country")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    alternate = models.BooleanField(_("alternate"), default=False)
    letter_reference = models.CharField(
        _("reference of the letter"),
        max_length=120,
        blank=True,
        default="",
        validators=[ProhibitNullCharactersValidator()],
    )
    created_at = models.DateTimeField(_("recorded"), editable=False)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        ordering = ["country", "alternate", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="focal_point_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(fields=["user", "country", "starts_on"], name="focal_point_once_a_day"),
            models.UniqueConstraint(
                fields=["user", "country"], condition=Q(ends_on=None), name="focal_point_one_without_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id}: {self.user}"
