"""`rank_experts` from files alone: the lines it prints, and how it refuses bad files."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

import workflows

SAMPLES = Path(workflows.__file__).parent / "data" / "samples"


def run(requests: Path, experts: Path, *more: str) -> list[dict]:
    out = io.StringIO()
    call_command("rank_experts", "--requests", str(requests), "--experts", str(experts), *more, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture(scope="module")
def samples():
    return {
        name: json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("requests", "experts")
    }


@pytest.fixture
def write(tmp_path):
    def write(name: str, content: object) -> Path:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


@pytest.fixture
def files(samples, write):
    """Three requests without their labels, and all experts."""
    bare = [{name: record[name] for name in record if name != "labels"} for record in samples["requests"][:3]]
    return write("requests.json", bare), write("experts.json", samples["experts"])


def test_each_request_gets_a_line_with_everybody_the_eligible_first(files):
    lines = run(*files)

    assert [line["request_id"] for line in lines] == ["REQ-001", "REQ-002", "REQ-003"]
    for line in lines:
        eligible = [entry["eligible"] for entry in line["ranking"]]
        assert len(eligible) == 40
        assert eligible == sorted(eligible, reverse=True)
        assert all(entry["reasons"] and all(entry["reasons"]) for entry in line["ranking"])


def test_ranking_does_not_look_at_labels(files, samples, write):
    misleading = [record | {"labels": {"phase3_themes": ["T3"]}} for record in samples["requests"][:3]]

    assert run(write("misleading.json", misleading), files[1]) == run(*files)


def test_top_cuts_each_ranking(files):
    assert [len(line["ranking"]) for line in run(*files, "--top", "4")] == [4, 4, 4]
    with pytest.raises(CommandError, match="--top"):
        run(*files, "--top", "0")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "Expecting property name"),
        ({"id": "REQ-1"}, "a list of records is expected"),
        ([7], "record number 1 has no id"),
        ([{"id": "REQ-1"}], "record REQ-1: country is missing"),
    ],
)
def test_bad_requests_file_is_refused_by_name(files, write, content, problem):
    with pytest.raises(CommandError, match=problem):
        run(write("bad.json", content), files[1])


def test_record_that_is_there_twice_is_refused(files, samples, write):
    twice = [samples["experts"][0], samples["experts"][0]]

    with pytest.raises(CommandError, match="EXP-001 is there twice"):
        run(files[0], write("twice.json", twice))


def test_missing_file_and_unknown_phase_are_refused(files, tmp_path):
    with pytest.raises(CommandError, match=r"none\.json"):
        run(tmp_path / "none.json", files[1])
    with pytest.raises(CommandError, match="unknown phase 'PH9'"):
        run(*files, "--phase", "PH9")
