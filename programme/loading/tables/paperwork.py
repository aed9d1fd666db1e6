"""What the desk's papers and forms are made of: outlines, questionnaires, the request form, rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from programme.loading.files import Record, read_document, read_table
from programme.loading.sync import Table
from programme.models import (
    ApprovalRule,
    DocumentOutline,
    EligibilityCheck,
    EvaluationCriterion,
    EvaluationQuestion,
    FormField,
    FormSection,
    OutlineHeading,
    Paragraph,
    Questionnaire,
    RateTable,
    RatingScale,
)

Row = tuple[Record, dict[str, Any]]


def tables(folder: Path) -> Iterator[Table]:
    yield from _outlines(folder)
    paragraphs = read_document(folder / "paragraphs.json").records("paragraphs")
    yield Table(Paragraph, [(row, _paragraph(row)) for row in paragraphs])
    yield from _questionnaires(read_document(folder / "evaluation_questions.json"))
    yield from _request_form(read_document(folder / "request_form.json"))
    rates = read_document(folder / "rate_tables.json").records("rates")
    yield Table(RateTable, [(row, _rates(row)) for row in rates])
    rules = read_table(folder / "approval_rules.csv", key="code")
    yield Table(ApprovalRule, [(row, _approvals(row)) for row in rules])


def _labels(row: Record) -> dict[str, str]:
    return {name: row.text(name) for name in ("label_en", "label_fr")}


def _coded(rows: list[Record]) -> list[Row]:
    """Rows of nothing but a code and labels, numbered in the order of the file."""
    return [
        (row, {"code": row.text("code"), "order": order, **_labels(row)})
        for order, row in enumerate(rows, start=1)
    ]


def _outlines(folder: Path) -> Iterator[Table]:
    terms = read_document(folder / "tor_outline.json")
    report = read_document(folder / "mission_report_outline.json")
    yield Table(
        DocumentOutline,
        [(terms, _outline(terms, "tor_outline")), (report, _outline(report, "mission_report_outline"))],
    )
    headings = [(row, _heading(row, "tor_outline", row.text("number"))) for row in terms.records("headings")]
    for row in report.records("sections"):
        headings.append((row, _heading(row, "mission_report_outline", str(row.integer("order")))))
    yield Table(OutlineHeading, headings)


def _outline(document: Record, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "label_en": document.text("title_en"),
        "label_fr": document.text("title_fr"),
        "certainty_note": document.optional("certainty"),
    }


def _heading(row: Record, outline: str, number: str) -> dict[str, Any]:
    parent = row.code("parent")
    return {
        "code": f"{outline}/{number}",
        "outline_id": outline,
        "order": row.integer("order"),
        "number": number,
        "level": row.integer("level") or 1,
        "parent_id": f"{outline}/{parent}" if parent else None,
        **_labels(row),
        **{name: row.optional(name) for name in ("guidance_en", "guidance_fr", "basis")},
    }


def _paragraph(row: Record) -> dict[str, Any]:
    heading = row.code("heading")
    return {
        "code": row.text("code"),
        "heading_id": f"tor_outline/{heading}" if heading else None,
        "kind": row.text("kind"),
        "standard": row.flag("standard"),
        "theme_id": row.code("theme"),
        "support_type_id": row.code("support_type"),
        "modality": row.optional("modality"),
        "version": row.integer("version"),
        "edition": 0,
        "text_en": row.text("text_en"),
        "text_fr": row.text("text_fr"),
    }


def _questionnaires(document: Record) -> Iterator[Table]:
    scale = document.record("scale")
    yield Table(RatingScale, [(scale, _scale(scale))])
    yield Table(EvaluationCriterion, _coded(document.records("criteria")))
    yield Table(Questionnaire, _coded(document.records("groups")))
    questions = document.records("questions")
    yield Table(EvaluationQuestion, [(row, _question(row, scale.text("code"))) for row in questions])


def _scale(row: Record) -> dict[str, Any]:
    absent = row.record("not_applicable")
    return {
        "code": row.text("code"),
        "minimum": row.integer("min"),
        "maximum": row.integer("max"),
        "points": [{"value": point.integer("value"), **_labels(point)} for point in row.records("points")],
        "allows_not_applicable": absent.flag("allowed"),
        "not_applicable_en": absent.text("label_en"),
        "not_applicable_fr": absent.text("label_fr"),
    }


def _question(row: Record, scale: str) -> dict[str, Any]:
    kind = row.text("type")
    return {
        "code": row.text("code"),
        "questionnaire_id": row.text("group"),
        "criterion_id": row.text("criterion"),
        "order": row.integer("order"),
        "type": kind,
        "scale_id": scale if kind == "scale" else None,
        "required": row.flag("required"),
        **_labels(row),
        "choices": _choices(row),
    }


def _choices(row: Record) -> list[dict[str, str]]:
    if "choices" not in row.data:
        return []
    return [{"code": choice.text("code"), **_labels(choice)} for choice in row.records("choices")]


def _request_form(document: Record) -> Iterator[Table]:
    yield Table(FormSection, _coded(document.records("sections")))
    fields = document.records("fields")
    yield Table(FormField, [(row, _field(row, order)) for order, row in enumerate(fields, start=1)])
    checks = document.records("eligibility_checks")
    yield Table(EligibilityCheck, [(row, _check(row, order)) for order, row in enumerate(checks, start=1)])


def _field(row: Record, order: int) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "section_id": row.text("section"),
        "order": order,
        "type": row.text("type"),
        "required": row.flag("required"),
        **_labels(row),
        **{name: row.optional(name) for name in ("help_en", "help_fr", "list", "basis")},
        "choices": _choices(row),
    }


def _check(row: Record, order: int) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "order": order,
        **_labels(row),
        "level": row.text("level"),
        "basis": row.optional("basis"),
    }


def _rates(row: Record) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        **_labels(row),
        "text_en": row.text("text_en"),
        "text_fr": row.text("text_fr"),
        "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"),
        "is_proposal": row.flag("is_proposal"),
        "note": row.optional("note"),
    }


def _approvals(row: Record) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "max_expert_days": row.integer("max_expert_days"),
        "approvals": row.integer("approvals"),
        "note": row.optional("note"),
    }
