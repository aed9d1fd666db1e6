from __future__ import annotations

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped
from programme.querysets import CountryQuerySet

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKING_LANGUAGES = frozenset({"en", "fr", "pt", "ar", "es"})
_WEEKEND = re.compile(rf"^({'|'.join(WEEKDAYS)})(\|({'|'.join(WEEKDAYS)})){{0,2}}$")


class Country(Bilingual, Shipped):
    """A country of the dialogue, today's or a former one, known everywhere by its ISO 3166-1 alpha-2 code.

    No source defines who may benefit: `role` is a reading of the lists and stays editable.
    """

    LABEL_STEM: ClassVar[str] = "name"
    KEY: ClassVar[tuple[str, ...]] = ("iso2",)

    class Role(models.TextChoices):
        BENEFICIARY = "beneficiary", _("Beneficiary")
        OBSERVER = "observer", _("Observer")
        PARTNER = "partner", _("Partner")

    class ProcessRegion(models.TextChoices):
        NORTH_AFRICA = "north_africa", _("North Africa")
        WEST_AFRICA = "west_africa", _("West Africa")
        CENTRAL_AFRICA = "central_africa", _("Central Africa")
        EUROPE = "europe", _("Europe")

    class Membership(models.TextChoices):
        YES = "yes", _("Member")
        NO = "no", _("Not a member")
        LEFT = "left", _("Former member")

    class RoleCertainty(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        INFERRED = "partner_confirmed_beneficiary_inferred", _("Partner confirmed, beneficiary inferred")

    iso2 = models.CharField(
        _("ISO code"), max_length=2, primary_key=True, validators=[RegexValidator(r"^[A-Z]{2}$")]
    )
    iso3 = models.CharField(max_length=3, unique=True, validators=[RegexValidator(r"^[A-Z]{3}$")])
    m49_code = models.CharField(max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$")])
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_pt = models.CharField(_("name in Portuguese"), max_length=80)
    region = models.CharField(max_length=40)
    region_fr = models.CharField(max_length=40)
    m49_region_code = models.CharField(max_length=3)
    process_region = models.CharField(max_length=20, choices=ProcessRegion.choices)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    role_certainty = models.CharField(max_length=40, choices=RoleCertainty.choices)
    working_languages = models.JSONField(
        _("working languages"), default=list, help_text=_('Best first, for example ["fr", "en"].')
    )
    official_languages = models.JSONField(default=list)
    ecowas = models.CharField(max_length=4, choices=Membership.choices)
    eu = models.CharField(max_length=4, choices=Membership.choices)
    weekend = models.CharField(
        _("weekend"),
        max_length=11,
        blank=True,
        default="",
        validators=[RegexValidator(_WEEKEND)],
        help_text=_("For example fri|sat. Empty: as the calendar library says."),
    )
    weekend_note = models.TextField(blank=True, default="")
    former = models.BooleanField(_("former partner"), default=False)
    until = models.CharField(
        max_length=10,
        blank=True,
        default="",
        validators=[RegexValidator(r"^\d{4}-\d{2}(-\d{2})?$")],
        help_text=_("Year and month, or the day; empty when it is not known."),
    )
    note = models.TextField(blank=True, default="")

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_en"]
        indexes = [models.Index(fields=["role", "name_en"], name="country_role_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["beneficiary", "observer", "partner"]), name="country_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(until="") | models.Q(former=True), name="country_until_only_if_former"
            ),
        ]

    def clean(self) -> None:
        spoken = self.working_languages
        if not isinstance(spoken, list) or not spoken or not WORKING_LANGUAGES.issuperset(map(str, spoken)):
            raise ValidationError({"working_languages": _("Give one or more of: en, fr, pt, ar, es.")})

    @property
    def weekend_days(self) -> frozenset[int] | None:
        """The weekend as `date.weekday()` numbers, or None where the calendar library is to be believed."""
        if not self.weekend:
            return None
        return frozenset(WEEKDAYS.index(day) for day in self.weekend.split("|"))
