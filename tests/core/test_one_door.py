"""States, the journal and the clock have one door each; this reads the source and finds who goes round it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from workflows.actions import ALL_ACTIONS

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("core", "programme", "accounts", "requests_app", "experts", "workflows", "web", "api")
READS_THE_CLOCK = ("/management/", "/admin/", "workflows/admin.py", "workflows/tasks.py")
MOVES = {action.name for action in ALL_ACTIONS}
MACHINES = {
    "SupportRequest",
    "Offer",
    "Deployment",
    "TermsOfReference",
    "Consultation",
    "MissionReport",
    "JointSide",
    "Publication",
}
CLOCKS = {"timezone.now", "timezone.localdate", "datetime.now", "datetime.utcnow", "date.today", "time.time"}


def sources(*floors: str) -> list[Path]:
    found = [path for floor in floors for path in sorted((ROOT / floor).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def calls(path: Path) -> Iterator[ast.Call]:
    return (
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )


def place(path: Path, node: ast.Call) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)[:80]}"


def name_of(node: ast.Call) -> str:
    """The last part of what is called: `b` for `a.b()`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def keywords(node: ast.Call) -> set[str]:
    return {keyword.arg for keyword in node.keywords if keyword.arg}


def test_source_is_found() -> None:
    assert len(sources(*FLOORS)) > 100
    assert {"submit", "accept", "sign"} <= MOVES


def test_nobody_updates_a_state_past_the_machine() -> None:
    found = [
        place(path, node)
        for path in sources(*FLOORS)
        for node in calls(path)
        if name_of(node) in ("update", "bulk_update", "update_or_create") and "state" in keywords(node)
    ]

    assert found == []


def test_nobody_makes_a_row_in_a_state_of_their_choice() -> None:
    found = []
    for path in sources(*FLOORS):
        for node in calls(path):
            made = ast.unparse(node.func).split(".")[0]
            if (
                made in MACHINES
                and name_of(node) in (made, "create", "get_or_create")
                and "state" in keywords(node)
            ):
                found.append(place(path, node))

    assert found == []


def imported(path: Path) -> set[str]:
    """The names that a file imports: a call on one of them is a call of a service, not of a row."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def test_moves_of_a_machine_are_called_by_the_door_alone() -> None:
    """Any name that rows go by in this house."""
    rows = {"row", "offer", "deployment", "terms", "consultation", "report", "instance"}
    rows |= {"support_request", "dossier"}
    found = [
        place(path, node)
        for path in sources("requests_app", "workflows", "web", "api")
        for node in calls(path)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in MOVES
        and ast.unparse(node.func.value).split(".")[-1] in rows - imported(path)
    ]

    assert found == []


def test_journal_is_written_with_an_actor_a_time_and_an_audience() -> None:
    found = [
        place(path, node)
        for path in sources(*FLOORS)
        for node in calls(path)
        if ast.unparse(node.func) in ("journal.record", "journal.append")
        and not {"actor", "now", "audience"} <= keywords(node)
    ]

    assert found == []


def test_journal_rows_are_made_in_one_place() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in sources(*FLOORS)
        for node in calls(path)
        if ast.unparse(node.func).startswith("JournalEvent")
        and name_of(node) in ("JournalEvent", "create", "bulk_create", "get_or_create")
    }

    assert found == {"core/journal.py"}


@pytest.mark.parametrize("floor", ["core", "programme", "accounts", "requests_app", "experts", "workflows"])
def test_clock_is_read_in_commands_and_tasks_alone(floor: str) -> None:
    found = [
        place(path, node)
        for path in sources(floor)
        if not any(door in str(path) for door in READS_THE_CLOCK)
        for node in calls(path)
        if any(ast.unparse(node.func).endswith(clock) for clock in CLOCKS)
    ]

    assert found == []


def test_machines_do_not_ask_who_moves_them() -> None:
    """A machine knows dossiers, not people."""
    rooms = [ROOT / "requests_app/lifecycle.py", ROOT / "workflows/lifecycle.py"]

    assert all("actor" not in path.read_text(encoding="utf-8") for path in rooms)
