from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a request can be about, whatever the phase: the subjects that the theme check learnt from examples.

    A theme of a phase names those it covers. The list is that of the examples; it grows by learning anew.
    """

    POLICY_DATA = "policy_data", _("Data and statistics that inform policy")
    BORDER_OPERATIONS = "border_operations", _("Day-to-day work at borders")
    CRISIS_MOBILITY = "crisis_mobility", _("Sudden or forced movements in a crisis")
    DEVELOPMENT_LINK = "development_link", _("Migration in the service of development")
    REMITTANCES = "remittances", _("Money sent home by migrants")
    DIASPORA = "diaspora", _("Involvement of the diaspora")
    REGULAR_MOBILITY = "regular_mobility", _("Regular migration and mobility")
    LABOUR_MOBILITY = "labour_mobility", _("Labour migration")
    PROTECTION = "protection", _("International protection and displaced persons")
    IRREGULAR_AND_CRIME = "irregular_and_crime", _("Irregular migration, smuggling and trafficking")
    RETURN_REINTEGRATION = "return_reintegration", _("Return, readmission and reintegration")
    CASE_SYSTEMS = "case_systems", _("Registers and systems for individual files")
