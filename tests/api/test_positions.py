"""Positions over the API."""

from __future__ import annotations

from typing import Any

import pytest

from requests_app.models import Position
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import request_in

POSITION = {
    "title": "Statisticien",
    "days": 5,
    "start": "2026-05-04",
    "end": "2026-05-29",
    "language": "fr",
    "expertise": [],
}


def test_position_is_added_changed_and_removed(calls: Caller) -> None:
    row = request_in(S.TRIAGE)
    client, base = calls("manager"), f"/api/v1/requests/{row.pk}/positions/"

    added = client.post(base, POSITION)
    one = added["Location"]
    changed = client.patch(one, {"days": 6, "is_team_leader": True}, headers={"if-match": added["ETag"]})
    listed = calls("focal").get(base).json()
    removed = client.delete(one)

    assert (added.status_code, changed.status_code, removed.status_code) == (201, 200, 204)
    assert listed == [changed.json()]
    assert changed.json() == {**added.json(), "days": 6, "is_team_leader": True}
    assert not Position.objects.exists()


def test_change_of_a_position_raises_the_version_of_its_request(calls: Caller) -> None:
    row = request_in(S.DECISION)
    client, one = calls("manager"), f"/api/v1/requests/{row.pk}/positions/{row.positions.get().pk}/"
    seen = {"if-match": f'"v{row.version}"'}

    first, second = client.patch(one, {"days": 7}, headers=seen), client.patch(one, {"days": 6}, headers=seen)

    assert (first.status_code, first["ETag"], second.status_code) == (200, f'"v{row.version + 1}"', 412)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"days": 61}, "days"),
        ({"days": 10**20}, "days"),
        ({"end": "2026-05-01"}, "end"),
        ({"start": "soon"}, "start"),
        ({"language": "xx"}, "language"),
        ({"language_level": "Z9"}, "language_level"),
        ({"expertise": ["E-404"]}, "expertise"),
        ({"title": ""}, "title"),
        ({"min_years": -1}, "min_years"),
        ({"salary": 1}, "salary"),
    ],
)
def test_position_is_refused_at_its_field(calls: Caller, values: dict[str, Any], field: str) -> None:
    row = request_in(S.TRIAGE)

    response = calls("manager").post(f"/api/v1/requests/{row.pk}/positions/", {**POSITION, **values})

    assert (response.status_code, list(response.json()["errors"])) == (400, [field])
    assert not Position.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("focal", 403), ("steering", 403), ("focal_cv", 404)])
def test_only_managers_set_positions(calls: Caller, name: str, status: int) -> None:
    row = request_in(S.TRIAGE)
    base = f"/api/v1/requests/{row.pk}/positions/"

    assert calls(name).post(base, POSITION).status_code == status
    assert calls("manager").post(base, POSITION).status_code == 201


def test_position_of_another_request_does_not_exist_here(calls: Caller) -> None:
    row, other = request_in(S.DECISION), request_in(S.DECISION)
    address = f"/api/v1/requests/{row.pk}/positions/{other.positions.get().pk}/"

    assert calls("manager").patch(address, {"days": 2}).status_code == 404
    assert calls("manager").delete(address).status_code == 404


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_day_at_the_end_of_the_calendar_is_told_at_the_field(calls: Caller, day: str) -> None:
    row = request_in(S.TRIAGE)

    answer = calls("manager").post(f"/api/v1/requests/{row.pk}/positions/", {**POSITION, "end": day})

    assert answer.status_code == 400
    assert [problem["code"] for problem in answer.json()["errors"]["end"]] == ["far_away"]
    assert not Position.objects.exists()
