from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models import ChainedModel
from experts.querysets import ExpertQuerySet


class Expert(ChainedModel):
    """A person on the roster, or proposed for it. Sex serves the balance of a list and never ranks anybody.

    `home_country_code` is always filled, `home_country` only when the country is one of the dialogue's.
    No `daily_fee` means that the employer seconds the person without one. After `vetted_until` a manager has to vet
    anew. Of whom was made anonymous, the code and what the desk did with them stay.
    """

    class Category(models.TextChoices):
        PUBLIC_OFFICIAL = "public_official", _("Public official (peer)")
        INDEPENDENT = "independent", _("Independent expert")
        ACADEMIC = "academic", _("Academic or researcher")
        INTERNATIONAL_ORG = "international_org", _("Staff of an agency or an international organisation")

    class Origin(models.TextChoices):
        INTERNATIONAL = "international", _("International expert")
        REGIONAL = "regional", _("Expert from another country of the region")
        LOCAL = "local", _("Local expert")

    class Gender(models.TextChoices):
        FEMALE = "f", _("Female")
        MALE = "m", _("Male")
        OTHER = "x", _("Other or not said")

    class Vetting(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        VETTED = "vetted", _("Vetted")
        SUSPENDED = "suspended", _("Suspended")
        LEFT = "left", _("Left the roster")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        PORTUGUESE = "pt", _("Portuguese")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="expert"
    )
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"), unique=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True, default="")
    language = models.CharField(
        _("preferred language"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    headline = models.CharField(_("headline"), max_length=200)
    category = models.CharField(_("kind of expert"), max_length=20, choices=Category.choices)
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.INTERNATIONAL)
    nationality = models.ForeignKey(
        "programme.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    home_country = models.ForeignKey(
        "programme.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    home_country_code = models.CharField(_("home country"), max_length=2)
    employer = models.CharField(_("employer"), max_length=200, blank=True, default="")
    release_authority = models.CharField(_("who releases"), max_length=200, blank=True, default="")
    daily_fee = models.DecimalField(_("daily fee"), max_digits=8, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    gender = models.CharField(max_length=1, choices=Gender.choices, default=Gender.OTHER)
    vetting = models.CharField(max_length=10, choices=Vetting.choices, default=Vetting.PROPOSED)
    vetted_by_id = models.BigIntegerField(null=True, blank=True)
    vetted_at = models.DateTimeField(null=True, blank=True)
    vetted_until = models.DateField(_("vetted until"), null=True, blank=True)
    rest_days = models.PositiveSmallIntegerField(_("days of rest between missions"), default=14)
    days_per_year = models.PositiveSmallIntegerField(_("days a year"), default=60)
    consent_until = models.DateField(_("consent until"), null=True, blank=True)
    expertise_areas = models.JSONField(_("areas of expertise"), default=list, blank=True)
    expertise = models.ManyToManyField(
        "programme.Expertise", through="experts.ExpertiseClaim", related_name="experts"
    )
    cv_language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    cv_summary = models.TextField(_("summary of the CV"), blank=True, default="")
    profile_confirmed_at = models.DateTimeField(null=True, blank=True)
    asked_to_confirm_at = models.DateTimeField(null=True, blank=True)
    consent_reminded_at = models.DateTimeField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["vetting", "code"], name="expert_vetting_code"),
            models.Index(fields=["category"], name="expert_category"),
            models.Index(fields=["consent_until"], name="expert_consent"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="expert_email_lower_case"),
            models.CheckConstraint(
                condition=Q(vetting__in=["proposed", "vetted", "suspended", "left"]),
                name="expert_vetting_known",
            ),
            models.CheckConstraint(
                condition=Q(category__in=["public_official", "independent", "academic", "international_org"]),
                name="expert_category_known",
            ),
            models.CheckConstraint(
                condition=Q(daily_fee=None) | Q(daily_fee__gte=0), name="expert_fee_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(vetting="vetted") | Q(vetted_at__isnull=False), name="expert_vetted_has_a_date"
            ),
            models.CheckConstraint(condition=Q(days_per_year__lte=366), name="expert_days_fit_a_year"),
        ]

    def __str__(self) -> str:
        return self.code
