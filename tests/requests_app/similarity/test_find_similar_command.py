import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

FIRST = {
    "id": "A",
    "country": "ML",
    "language": "fr",
    "title": "Formation de la police aux frontières de Kayes",
    "objectives": ["Former aux patrouilles conjointes", "Rédiger des procédures"],
    "desired_month": "2014-05",
}
SECOND = {**FIRST, "id": "B", "country": "SN", "desired_month": "2014-06"}
OTHER = {
    "id": "C",
    "country": "CM",
    "title": "Remittances and mobile money",
    "objectives": ["Lower transfer costs"],
}


def answers(tmp_path: Path, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    path, out = tmp_path / "requests.json", StringIO()
    path.write_text(json.dumps(rows), encoding="utf-8")
    call_command("find_similar", path, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_line_a_request_with_the_likely_repetitions(tmp_path: Path) -> None:
    first, second, other = answers(tmp_path, [FIRST, SECOND, OTHER])

    assert [match["id"] for match in first["similar"]] == ["B"]
    assert [match["id"] for match in second["similar"]] == ["A"]
    assert other == {"id": "C", "similar": []}
    assert 0 < first["similar"][0]["score"] <= 1


def test_records_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="records 1 and 3 have the same id “A”"):
        answers(tmp_path, [FIRST, SECOND, {**OTHER, "id": "A"}])


def test_records_without_text_are_similar_to_nothing(tmp_path: Path) -> None:
    assert answers(tmp_path, [{"id": "A"}, {"id": "B", "title": 3.5}]) == [
        {"id": "A", "similar": []},
        {"id": "B", "similar": []},
    ]
