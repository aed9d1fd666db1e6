"""Phases with their elements, external frameworks, and the crosswalk between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from programme.loading.files import Record, read_document
from programme.loading.sync import Table
from programme.models import Crosswalk, Phase, Theme


def tables(folder: Path) -> Iterator[Table]:
    document = read_document(folder / "frameworks.json")
    phases, external = document.records("phases"), document.records("external")
    yield Table(Phase, [(row, _phase(row)) for row in phases] + [(row, _external(row)) for row in external])
    yield Table(Theme, [theme for row in phases + external for theme in _themes(row)])
    yield Table(Crosswalk, [(row, _crosswalk(row)) for row in document.records("crosswalk")], prune=True)


def _common(row: Record) -> dict[str, Any]:
    return {
        **{name: row.text(name) for name in ("code", "label_en", "label_fr", "certainty")},
        **{name: row.optional(name) for name in ("source", "note")},
    }


def _external(row: Record) -> dict[str, Any]:
    return {
        **_common(row),
        "kind": Phase.Kind.EXTERNAL.value,
        "adopted_from": row.day("adopted_from"),
        "adopted_to": row.day("adopted_to"),
    }


def _phase(row: Record) -> dict[str, Any]:
    return {
        **_external(row),
        "kind": row.text("kind"),
        "theme_kind": row.text("theme_kind"),
        "sequence": row.integer("sequence"),
        "parent_programme_id": row.code("parent_programme"),
        "adopted_place": row.optional("adopted_place"),
        "adopted_country_id": row.code("adopted_country"),
        "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"),
    }


def _themes(phase: Record) -> Iterator[tuple[Record, dict[str, Any]]]:
    for order, row in enumerate(phase.records("elements"), start=1):
        yield row, {"phase_id": phase.text("code"), "order": order, **_theme(row)}


def _theme(row: Record) -> dict[str, Any]:
    return {
        **_common(row),
        **{name: row.text(name) for name in ("kind", "origin_en", "origin_fr")},
        **{
            name: row.optional(name)
            for name in ("number", "title_en", "title_fr", "linked_objective_certainty")
        },
        "parent_id": row.code("parent"),
        "cross_cutting": row.flag("cross_cutting"),
        "subjects": row.texts("subjects"),
        "actions": row.integer("actions"),
        "linked_objective_id": row.code("linked_objective"),
    }


def _crosswalk(row: Record) -> dict[str, Any]:
    return {
        "from_theme_id": row.text("from_code"),
        "to_theme_id": row.text("to_code"),
        "certainty": row.text("certainty"),
        "note": row.optional("note"),
    }
