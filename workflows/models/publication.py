from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual
from workflows.lifecycle import PublicationLifecycle
from workflows.models.base import OfDossier
from workflows.querysets import PublicationQuerySet
from workflows.states import PUBLICATION_LIVE, PublicationState

TITLE, RESULTS = 200, 3_000  # characters


class Publication(PublicationLifecycle, Bilingual, OfDossier):
    """What the other countries read of a closed request: title, country, theme, year and results, and no more.

    The office writes it in both languages; it is published once the country has agreed to exactly these words.
    """

    LABEL_STEM = "title"

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="publications"
    )
    title_en = models.CharField(max_length=TITLE)
    title_fr = models.CharField(max_length=TITLE)
    results_en = models.TextField(max_length=RESULTS)
    results_fr = models.TextField(max_length=RESULTS)
    theme = models.ForeignKey("programme.Theme", models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=5, blank=True, default="")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("published result")
        get_latest_by = "id"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PublicationState.values), name="publication_known_state"
            ),
            models.UniqueConstraint(
                fields=["support_request"],
                condition=Q(state__in=PUBLICATION_LIVE),
                name="publication_one_live",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-answered_at", "-id"],
                name="publication_published",
                condition=Q(state=PublicationState.PUBLISHED),
            ),
        ]

    @property
    def results(self) -> str:
        """In the language now active."""
        return self.in_language("results", get_language() or "en")
