from __future__ import annotations

from dataclasses import dataclass

from programme.models import EligibilityCheck, FormField, FormSection


@dataclass(frozen=True, slots=True)
class FormLayout:
    """A section of the request form with its fields in order."""

    section: FormSection
    fields: tuple[FormField, ...]


def form_fields() -> list[FormField]:
    """The fields of the request form in order, with their sections. One query."""
    return list(FormField.objects.select_related("section").order_by("section__order", "order"))


def form_layout() -> list[FormLayout]:
    """The request form section by section. Two queries."""
    sections = FormSection.objects.order_by("order")
    fields = list(FormField.objects.order_by("order"))
    return [
        FormLayout(section, tuple(field for field in fields if field.section_id == section.code))
        for section in sections
    ]


def eligibility_checks() -> list[EligibilityCheck]:
    """The questions of the first check, the blocking ones among them, in order. One query."""
    return list(EligibilityCheck.objects.order_by("order"))
