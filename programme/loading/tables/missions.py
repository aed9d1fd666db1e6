"""Rules of missions: lead times before a departure, pauses after answers to offers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from programme.loading.files import Record, read_table
from programme.loading.sync import Table
from programme.models import CoolDownRule, LeadTime


def tables(folder: Path) -> Iterator[Table]:
    leads = read_table(folder / "lead_times.csv", key="code")
    yield Table(LeadTime, [(row, _lead_time(row)) for row in leads])
    rules = read_table(folder / "cool_down_rules.csv", key="code")
    yield Table(CoolDownRule, [(row, _cool_down(row)) for row in rules])


def _lead_time(row: Record) -> dict[str, Any]:
    return {
        **{name: row.text(name) for name in ("code", "step", "nationality", "destination", "certainty")},
        **{name: row.optional(name) for name in ("category", "source", "note")},
        "working_days": row.integer("working_days"),
        "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"),
        "is_proposal": row.text("is_proposal") == "yes",
    }


def _cool_down(row: Record) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "scope": row.text("scope"),
        "days": row.integer("days"),
        "is_proposal": row.text("is_proposal") == "yes",
        "note": row.optional("note"),
    }
