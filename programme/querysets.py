"""Sets of reference rows, worded as the desk speaks of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from programme.models import Country, LeadTime, Phase, RateTable, Theme  # noqa: F401 - named in the quoted bases


class CountryQuerySet(models.QuerySet["Country"]):
    def of_today(self) -> CountryQuerySet:
        """Partners and observers of the present list; the former ones stay in the table for old files."""
        return self.filter(former=False)

    def beneficiaries(self) -> CountryQuerySet:
        """Countries that may ask for support."""
        return self.of_today().filter(role="beneficiary")


class PhaseQuerySet(models.QuerySet["Phase"]):
    def current(self) -> Phase | None:
        """The phase that new requests belong to, or None before one was chosen."""
        return self.filter(is_current=True).first()

    def of_the_dialogue(self) -> PhaseQuerySet:
        """Programmes and project phases, without the external frameworks."""
        return self.exclude(kind="external")

    def external(self) -> PhaseQuerySet:
        return self.filter(kind="external")


class ThemeQuerySet(models.QuerySet["Theme"]):
    def of_phase(self, phase: Phase | str) -> ThemeQuerySet:
        """The elements of a phase, in the order of its document; the phase may be given by its code."""
        return self.filter(phase_id=phase if isinstance(phase, str) else phase.pk)

    def priority_themes(self) -> ThemeQuerySet:
        """The elements that requests are checked against: those of the kind that their phase names."""
        return self.filter(kind=F("phase__theme_kind"))

    def objectives(self) -> ThemeQuerySet:
        return self.filter(kind="objective")


class RateTableQuerySet(models.QuerySet["RateTable"]):
    def in_force_on(self, day: date) -> RateTableQuerySet:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class LeadTimeQuerySet(models.QuerySet["LeadTime"]):
    def in_force_on(self, day: date) -> LeadTimeQuerySet:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
