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


def test_each_request_gets_a_line_with_whoever_may_go_and_nobody_else(files):
    lines, everybody = run(*files), run(*files, "--all")

    assert [line["request_id"] for line in lines] == ["REQ-001", "REQ-002", "REQ-003"]
    for line, all_of_it in zip(lines, everybody, strict=True):
        assert list(line) == ["request_id", "ranking"]
        assert all(entry["eligible"] is True for entry in line["ranking"])
        assert all(entry["reasons"] and all(entry["reasons"]) for entry in all_of_it["ranking"])
        assert list(all_of_it["ranking"][0]) == ["expert_id", "score", "eligible", "reasons"]
        assert [entry for entry in all_of_it["ranking"] if entry["eligible"]] == line["ranking"]
        assert len(all_of_it["ranking"]) == 40


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
        ("", "Expecting value"),
    ],
)
def test_bad_requests_file_is_refused_by_name(files, write, content, problem):
    with pytest.raises(CommandError, match=problem):
        run(write("bad.json", content), files[1])


ODD = [
    {"languages": []},
    {"languages": None},
    {"languages": [{"code": "fr", "cefr": "B1/B2"}, {"code": "en", "cefr": "good"}]},
    {"languages": [{"code": "en", "cefr": "C2"}, {"code": "en", "cefr": "A2"}]},
    {"availability": []},
    {"availability": [{"from": "2015-12-31", "to": "2014-01-01"}]},
    {"availability": [{"from": "soon", "to": None}, 7]},
]
READ = [
    {
        "languages": [{"code": "EN", "cefr": "c1+"}, {"code": "fr", "cefr": "native"}],
        "headline": None,
        "cv_summary": "",
    },
    {"availability": [{"from": "2014-01", "to": "2014-12"}, {"from": "2014-03-01", "to": "2015-12-31"}]},
    {
        "theme_competences": {"T1": None, "T2": {"level": 9, "years": -4}, "T3": {"level": "expert"}},
        "type": "wizard",
    },
    {"daily_fee_eur": "free", "countries_worked": None, "home_country": None, "expertise_areas": "patrols"},
]


@pytest.mark.parametrize("change", ODD)
def test_what_cannot_be_read_never_brings_somebody_in(samples, write, change, capsys):
    fit = next(record for record in samples["experts"] if record["id"] == "EXP-007")
    asked = write("requests.json", samples["requests"][:1])

    (line,) = run(asked, write("experts.json", [fit | change]))

    assert line["ranking"] == []


@pytest.mark.parametrize("change", READ)
def test_what_can_be_read_of_an_odd_record_counts(samples, write, change):
    fit = next(record for record in samples["experts"] if record["id"] == "EXP-007")
    odd = [fit | change, "nothing", {}, fit, {"id": "EXP-900"}]
    asked = [samples["requests"][0], {"id": 5}, {"id": "REQ-9", "desired_month": "autumn", "objectives": 3}]

    lines = run(write("requests.json", {"requests": asked}), write("experts.json", odd))

    assert [line["request_id"] for line in lines] == ["REQ-001", "5", "REQ-9"]
    assert [entry["expert_id"] for entry in lines[0]["ranking"]] == ["EXP-007"]


def test_missing_file_and_unknown_phase_are_refused(files, tmp_path):
    with pytest.raises(CommandError, match=r"none\.json"):
        run(tmp_path / "none.json", files[1])
    with pytest.raises(CommandError, match="unknown phase 'PH9'"):
        run(*files, "--phase", "PH9")
