from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped


class RatingScale(Shipped):
    """A scale of agreement. `points` holds `{"value", "label_en", "label_fr"}`, the lowest first."""

    code = models.CharField(max_length=30, primary_key=True)
    minimum = models.PositiveSmallIntegerField()
    maximum = models.PositiveSmallIntegerField()
    points = models.JSONField(default=list)
    allows_not_applicable = models.BooleanField(default=True)
    not_applicable_en = models.CharField(max_length=60, blank=True, default="")
    not_applicable_fr = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("rating scale")
        constraints = [models.CheckConstraint(condition=Q(maximum__gt=F("minimum")), name="scale_in_order")]

    def __str__(self) -> str:
        return self.code


class EvaluationCriterion(Bilingual, Shipped):
    """What a question evaluates: the six OECD-DAC criteria and two of our own."""

    code = models.CharField(max_length=30, primary_key=True)
    order = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=120)
    label_fr = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("evaluation criterion")
        verbose_name_plural = _("evaluation criteria")
        ordering = ["order"]


class Questionnaire(Bilingual, Shipped):
    """The questions put to one group of people at one moment, for example the expert at the end."""

    code = models.CharField(max_length=30, primary_key=True)
    order = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=160)
    label_fr = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("questionnaire")
        ordering = ["order"]


class EvaluationQuestion(Bilingual, Shipped):
    """A question of a questionnaire."""

    class Type(models.TextChoices):
        SCALE = "scale", _("Scale")
        TEXT = "text", _("Text")
        CHOICE = "choice", _("Choice")

    code = models.CharField(max_length=20, primary_key=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="questions")
    criterion = models.ForeignKey(EvaluationCriterion, on_delete=models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=10, choices=Type.choices)
    scale = models.ForeignKey(
        RatingScale, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    required = models.BooleanField(default=True)
    label_en = models.TextField()
    label_fr = models.TextField()
    choices = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("evaluation question")
        ordering = ["questionnaire", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(type="scale", scale__isnull=False) | (~Q(type="scale") & Q(scale__isnull=True)),
                name="question_scale_only_if_rated",
            ),
        ]
