"""Rules of missions that an administrator may change: what takes how long before a departure, and which answer to
an offer spares whom for how long."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programme.models.base import Certainty, Shipped, require_order
from programme.querysets import LeadTimeQuerySet

ANYBODY = "*"
WHERE = RegexValidator(r"^(\*|[A-Z]{2}|ECOWAS|EU)$", _("Give the two letters of a country, ECOWAS, EU or *."))
LONGEST = 250  # working days: about a year


class LeadTime(Shipped):
    """Working days that one step before a departure takes, by nationality, destination and kind of expert.

    A country is named by its ISO code, `ECOWAS` or `EU` stand for their members, `*` for any. Of the rows that fit,
    the one that says the most holds (`experts.matching.departure`).
    """

    class Step(models.TextChoices):
        VISA = "visa", _("Visa")
        INSURANCE = "insurance", _("Insurance")
        BRIEFING = "briefing", _("Security briefing")
        RELEASE = "release", _("Release by the employer")
        CONTRACT = "contract", _("Contract")

    code = models.CharField(max_length=40, primary_key=True)
    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    nationality = models.CharField(_("nationality"), max_length=6, default=ANYBODY, validators=[WHERE])
    destination = models.CharField(_("destination"), max_length=6, default=ANYBODY, validators=[WHERE])
    category = models.CharField(
        _("kind of expert"), max_length=20, blank=True, default="", help_text=_("Empty: every kind.")
    )
    working_days = models.PositiveSmallIntegerField(
        _("working days"), validators=[MaxValueValidator(LONGEST)]
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    certainty = models.CharField(max_length=20, choices=Certainty.choices, default=Certainty.UNCONFIRMED)
    is_proposal = models.BooleanField(
        _("the desk's own proposal"),
        default=False,
        help_text=_("Not taken from a rule of the Support Project."),
    )
    source = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    objects = LeadTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead time")
        verbose_name_plural = _("lead times before a departure")
        ordering = ["step", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=["visa", "insurance", "briefing", "release", "contract"]),
                name="lead_time_step_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="lead_time_validity_in_order",
            ),
            models.CheckConstraint(condition=Q(working_days__lte=LONGEST), name="lead_time_within_a_year"),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        require_order(self.valid_from, self.valid_to, field="valid_to")


class CoolDownRule(Shipped):
    """Which searches an answer to an offer keeps somebody out of, and for how many days after it.

    `code` is that of the reason, or `silent` for no answer at all. Without days it holds for as long as there are
    searches of its scope.
    """

    class Scope(models.TextChoices):
        REQUEST = "request", _("The same request")
        INSTITUTION = "institution", _("Requests of the same institution")
        COUNTRY = "country", _("Requests of the same country")
        FIELD = "field", _("The same field of expertise, else the same main theme")
        PERIOD = "period", _("Missions in the same period")
        ALL = "all", _("Every search")

    code = models.CharField(max_length=30, primary_key=True)
    scope = models.CharField(_("scope"), max_length=12, choices=Scope.choices)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    is_proposal = models.BooleanField(
        _("the desk's own proposal"),
        default=False,
        help_text=_("Not taken from a rule of the Support Project."),
    )
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("pause after an answer")
        verbose_name_plural = _("pauses after answers to offers")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=["request", "institution", "country", "field", "period", "all"]),
                name="cool_down_scope_known",
            )
        ]

    def __str__(self) -> str:
        return self.code
