from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Certainty, Shipped, require_order
from programme.querysets import PhaseQuerySet


class Phase(Bilingual, Shipped):
    """A programme of the dialogue, a phase of its Support Project, or an external framework beside them.

    `theme_kind` says which of its elements are the themes that a request is checked against. At most one
    phase is the current one; an external framework never is.
    """

    UNSHIPPED: ClassVar[frozenset[str]] = Shipped.UNSHIPPED | {"is_current"}

    class Kind(models.TextChoices):
        MINISTERIAL = "ministerial_programme", _("Ministerial programme")
        SUPPORT_PROJECT = "support_project_phase", _("Phase of the Support Project")
        EXTERNAL = "external", _("External framework")

    code = models.CharField(max_length=20, primary_key=True)
    sequence = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    parent_programme = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="project_phases"
    )
    theme_kind = models.CharField(max_length=30, blank=True, default="")
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)
    adopted_from = models.DateField(null=True, blank=True)
    adopted_to = models.DateField(null=True, blank=True)
    adopted_place = models.CharField(max_length=80, blank=True, default="")
    adopted_country = models.ForeignKey(
        "programme.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=20, choices=Certainty.choices)
    source = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    is_current = models.BooleanField(_("current phase"), default=False, editable=False)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        ordering = [F("sequence").asc(nulls_last=True), "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="phase_one_current"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | ~Q(kind="external"), name="phase_current_not_external"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="phase_validity_in_order",
            ),
            models.CheckConstraint(
                condition=Q(adopted_from=None) | Q(adopted_to=None) | Q(adopted_to__gte=F("adopted_from")),
                name="phase_adoption_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["ministerial_programme", "support_project_phase", "external"]),
                name="phase_kind_known",
            ),
        ]

    def clean(self) -> None:
        require_order(self.valid_from, self.valid_to, field="valid_to")
        require_order(self.adopted_from, self.adopted_to, field="adopted_to")
