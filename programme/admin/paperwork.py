from __future__ import annotations

from django.contrib import admin

from programme.admin.base import ReferenceAdmin
from programme.models import (
    DocumentOutline,
    EligibilityCheck,
    EvaluationCriterion,
    EvaluationQuestion,
    FormField,
    FormSection,
    OutlineHeading,
    Questionnaire,
    RatingScale,
)


@admin.register(DocumentOutline, FormSection, EvaluationCriterion, Questionnaire)
class LabelledAdmin(ReferenceAdmin[DocumentOutline | FormSection | EvaluationCriterion | Questionnaire]):
    list_display = ("code", "label", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")


@admin.register(OutlineHeading)
class OutlineHeadingAdmin(ReferenceAdmin[OutlineHeading]):
    list_display = ("number", "label", "outline_id", "level", "basis", "locally_edited")
    list_filter = ("outline", "basis", "locally_edited")
    search_fields = ("number", "label_en", "label_fr")


@admin.register(FormField)
class FormFieldAdmin(ReferenceAdmin[FormField]):
    list_display = ("code", "label", "section_id", "type", "required", "locally_edited")
    list_filter = ("section", "type", "required", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")


@admin.register(EligibilityCheck)
class EligibilityCheckAdmin(ReferenceAdmin[EligibilityCheck]):
    list_display = ("code", "label", "level", "locally_edited")
    list_filter = ("level", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")


@admin.register(EvaluationQuestion)
class EvaluationQuestionAdmin(ReferenceAdmin[EvaluationQuestion]):
    list_display = ("code", "label", "questionnaire_id", "criterion_id", "type", "required", "locally_edited")
    list_filter = ("questionnaire", "criterion", "type", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")


@admin.register(RatingScale)
class RatingScaleAdmin(ReferenceAdmin[RatingScale]):
    list_display = ("code", "minimum", "maximum", "locally_edited")
