"""The benches run, in their smallest form, on databases of their own; what they find is not judged here."""

from pathlib import Path

import psycopg
import pytest

from bench import plan, run, scratch


def server_answers() -> bool:
    try:
        psycopg.connect(f"{scratch.SERVER}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


on_each_database = pytest.mark.parametrize(
    "database",
    [
        "sqlite",
        pytest.param(
            "postgresql", marks=pytest.mark.skipif(not server_answers(), reason="needs a PostgreSQL server")
        ),
    ],
)


@on_each_database
def test_state_changes_are_measured_on_both_sides(database: str) -> None:
    found = scratch.measure("state_change", database, "--rounds", "1", "--moves", "2")

    assert [row["move"] for row in found] == ["hold", "resume", "start_triage", "submit"]
    assert all(row["service"] > 0 and row["bare"] > 0 for row in found)


def test_lists_are_measured_at_each_number_of_rows() -> None:
    found = scratch.measure("lists", "sqlite", "--sizes", "60", "120", "--rounds", "1")

    first = [row for row in found if row["case"] == "manager, first page"]
    assert [(row["rows"], row["results"]) for row in first] == [(60, 50), (120, 50)]
    assert len({row["queries"] for row in first}) == 1


def test_a_scratch_database_is_gone_afterwards() -> None:
    with scratch.scratch("sqlite") as environment:
        folder = Path(environment["MEDIA_ROOT"])
        assert folder.is_dir()

    assert not folder.exists()


def test_a_measurement_refuses_to_write_into_a_database_that_is_not_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(scratch.MARK, raising=False)

    with pytest.raises(SystemExit, match="bench/run.py"):
        scratch.set_up()


def test_a_run_of_some_sections_keeps_the_others(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    results.write_text(run.document({"lists": "## Lists\n\n1", "matching": "## Ranking\n\n2"}))

    kept = run.kept_sections(results)

    assert kept == {"lists": "## Lists\n\n1", "matching": "## Ranking\n\n2"}


def test_a_figure_that_misses_its_bar_is_marked() -> None:
    assert (run.verdict(5.994, 6.0), run.verdict(6.5, 6.0)) == ("5.99", "**6.50 missed**")


@pytest.mark.parametrize("scarce", [0, 4])
def test_the_plan_is_measured_against_filling_one_by_one(scarce: int) -> None:
    tasks, people = plan.instance(12, 40, 120, scarce=scarce)

    best, greedy = plan.solve(tasks, people), plan.one_by_one(tasks, people)

    assert best.proved
    assert (best.filled, best.total) >= (greedy.filled, greedy.total)
