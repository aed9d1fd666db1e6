import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from programme.services.reference import load_reference

BORDER = {
    "id": "A",
    "title": "Patrouilles conjointes à trois postes frontières",
    "objectives": ["Former la police aux frontières", "Contrôle des passeports"],
}
DIASPORA = {
    "id": "B",
    "title": "Remittances and diaspora investment for local development",
    "objectives": None,
}


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def _write(content: Any) -> Path:
        path = tmp_path / "requests.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return _write


def answers(*args: Any) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("check_themes", *args, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.django_db
def test_one_line_a_request_in_the_order_of_the_file(write: Any) -> None:
    border, diaspora = answers(write([BORDER, DIASPORA]))

    assert (border["id"], [theme["code"] for theme in border["themes"]]) == ("A", ["PH3-T2"])
    assert border["in_scope"] is True
    assert {"field": "title", "quote": "postes frontières"} in border["themes"][0]["evidence"]
    assert set(border["themes"][0]) == {"code", "score", "evidence"}
    assert diaspora == {"id": "B", "themes": [], "in_scope": False}


@pytest.mark.django_db
def test_another_phase_is_checked_on_demand(write: Any) -> None:
    (answer,) = answers(write([DIASPORA]), "--phase", "ROM2014")

    assert [theme["code"] for theme in answer["themes"]] == ["ROM2014-T1"]


@pytest.mark.django_db
def test_the_loaded_vocabulary_gives_the_same_answers_as_the_shipped_one(write: Any) -> None:
    path = write([BORDER, DIASPORA])
    shipped = answers(path)

    load_reference(now=datetime(2014, 3, 3, 9, tzinfo=UTC))

    assert answers(path) == shipped


@pytest.mark.django_db
@pytest.mark.parametrize(
    "record",
    [
        {"id": "X"},
        {"id": "X", "title": 7, "objectives": {"a": 1}, "background": [["nested"], None, 3.5, True]},
        {"id": "X", "title": "\ud800 \x00", "country": 3, "desired_month": []},
        {"id": 12, "title": ""},
    ],
)
def test_a_record_with_odd_fields_still_gets_an_answer(record: dict[str, Any], write: Any) -> None:
    assert answers(write([record])) == [{"id": str(record["id"]), "themes": [], "in_scope": False}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not json", "is not JSON"),
        ("{}", "expected a list of requests, found an object"),
        ("[1]", "record 1: expected an object, found a number"),
        ('[{"id": "A"}, {"title": "x"}]', "record 2: has no id"),
        pytest.param('[{"id": "A", "n": %s}]' % ("9" * 5_000), "a number that cannot be read", id="number"),
    ],
)
def test_a_bad_file_is_refused_with_the_record_at_fault(content: str, message: str, write: Any) -> None:
    with pytest.raises(CommandError, match=message):
        answers(write(content))


@pytest.mark.django_db
def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        answers(tmp_path / "nothing.json")


@pytest.mark.django_db
def test_an_unknown_phase_is_refused_with_the_known_ones(write: Any) -> None:
    with pytest.raises(CommandError, match=r"Unknown phase “PH9”.*CDZ2022.*PH3.*ROM2014"):
        answers(write([BORDER]), "--phase", "PH9")
