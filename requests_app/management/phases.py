"""Finds the phase that a command checks against: in the database, else in the data of the project."""

import json
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from programme.models import Phase
from programme.selectors import current_phase, vocabulary_for
from programme.services.reference import DATA, FIRST_PHASE
from requests_app.theme_check import PhaseDefinition, ThemeRow, phase_from_rows, phase_from_vocabulary


def phase_for_command(code: str | None) -> PhaseDefinition:
    """The phase of that code, else the current one. Works on a database that was never migrated.

    Raises CommandError for a code that nobody knows.
    """
    wanted = code or _current_code() or FIRST_PHASE
    stored = _from_database(wanted)
    return stored if stored is not None else _from_files(wanted)


def _current_code() -> str | None:
    try:
        phase = current_phase()
    except DatabaseError:
        return None
    return phase.pk if phase is not None else None


def _from_database(code: str) -> PhaseDefinition | None:
    """None where the phase or its vocabulary was not loaded."""
    try:
        rows = vocabulary_for(code)
    except DatabaseError:
        return None
    if not any(theme.terms for theme in rows.themes):
        return None
    return phase_from_rows(rows.phase, rows.themes, rows.outside)


def _from_files(code: str) -> PhaseDefinition:
    phases = {phase["code"]: phase for phase in _shipped("frameworks.json")["phases"]}
    if code not in phases:
        known = sorted({*phases, *_stored_codes()})
        raise CommandError(f"Unknown phase “{code}”. Known phases: {', '.join(known)}.")
    themes = (
        ThemeRow(row["code"], row["label_en"], row["label_fr"], row["cross_cutting"], row.get("subjects", ()))
        for row in phases[code]["elements"]
        if row["kind"] == phases[code]["theme_kind"]
    )
    return phase_from_vocabulary(code, themes, _shipped("vocabulary.json"))


def _stored_codes() -> list[str]:
    try:
        return list(Phase.objects.values_list("code", flat=True))
    except DatabaseError:
        return []


def _shipped(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))
