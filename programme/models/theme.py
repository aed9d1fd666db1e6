from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Certainty, Origin, Shipped
from programme.models.subject import Subject
from programme.querysets import ThemeQuerySet


def known_subjects_only(codes: object) -> None:
    """Refuses anything but a list of codes of `Subject`."""
    if not isinstance(codes, list) or not set(codes) <= set(Subject.values):
        raise ValidationError(_("Choose among the subjects that were learnt."))


class Theme(Bilingual, Shipped):
    """An element of a phase: a priority theme, pillar, domain, objective, principle and so on.

    A label that was reconstructed or translated is good enough to work with and never shown as a quotation:
    ask `is_official_in` first.
    """

    class Kind(models.TextChoices):
        PILLAR = "pillar", _("Pillar")
        DOMAIN = "domain", _("Domain")
        OBJECTIVE = "objective", _("Objective")
        PRINCIPLE = "principle", _("Principle")
        ROADMAP_ACTION = "roadmap_action", _("Roadmap action")
        PRIORITY_THEME = "priority_theme", _("Priority theme")
        SUPPORT_AREA = "support_area", _("Area of support")
        SUPPORT_CHARACTERISTIC = "support_characteristic", _("Characteristic of support")
        CROSS_CUTTING_PRIORITY = "cross_cutting_priority", _("Cross-cutting priority")
        HORIZONTAL = "horizontal", _("Horizontal")
        POINT = "point", _("Point")

    code = models.CharField(max_length=30, primary_key=True)
    phase = models.ForeignKey("programme.Phase", on_delete=models.PROTECT, related_name="themes")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, choices=Kind.choices)
    number = models.CharField(max_length=10, blank=True, default="")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    label_en = models.CharField(max_length=300)
    label_fr = models.CharField(max_length=300)
    title_en = models.TextField(blank=True, default="")
    title_fr = models.TextField(blank=True, default="")
    certainty = models.CharField(max_length=20, choices=Certainty.choices)
    origin_en = models.CharField(max_length=20, choices=Origin.choices)
    origin_fr = models.CharField(max_length=20, choices=Origin.choices)
    cross_cutting = models.BooleanField(default=False)
    subjects = models.JSONField(
        _("subjects learnt from examples"),
        default=list,
        blank=True,
        validators=[known_subjects_only],
        help_text=_("What the theme check learnt from examples and counts for this theme, beside its words."),
    )
    actions = models.PositiveSmallIntegerField(null=True, blank=True)
    linked_objective = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="served_by"
    )
    linked_objective_certainty = models.CharField(
        max_length=20, choices=Certainty.choices, blank=True, default=""
    )
    source = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        ordering = ["phase", "order"]
        indexes = [models.Index(fields=["phase", "kind", "order"], name="theme_phase_kind_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    certainty__in=[
                        "confirmed",
                        "partly_confirmed",
                        "reconstructed",
                        "comparable",
                        "unconfirmed",
                    ]
                ),
                name="theme_certainty_known",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("code")), name="theme_not_its_own_parent"
            ),
        ]

    def is_official_in(self, language: str) -> bool:
        """Whether the label may be shown as official wording in that language: confirmed, and found in it."""
        origin = {"en": self.origin_en, "fr": self.origin_fr}.get(language[:2])
        return self.certainty == Certainty.CONFIRMED and origin == Origin.SOURCE

    @property
    def is_official(self) -> bool:
        """`is_official_in` the language now active."""
        return self.is_official_in(get_language() or "en")

    def full_title_in(self, language: str) -> str:
        """The full title where the document has one beside a short label, else the label."""
        return (self.title_en and self.in_language("title", language)) or self.label_in(language)


class Crosswalk(Shipped):
    """Which theme goes on as which in a later programme or an external framework."""

    KEY: ClassVar[tuple[str, ...]] = ("from_theme_id", "to_theme_id")

    from_theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="goes_on_as")
    to_theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="comes_from")
    certainty = models.CharField(max_length=20, choices=Certainty.choices)
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("crosswalk between themes")
        verbose_name_plural = _("crosswalks between themes")
        ordering = ["from_theme", "to_theme"]
        constraints = [models.UniqueConstraint(fields=["from_theme", "to_theme"], name="crosswalk_once")]

    def __str__(self) -> str:
        return f"{self.from_theme_id} → {self.to_theme_id}"
