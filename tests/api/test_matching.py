"""Shortlists, the order of the reserve, and what the country is shown of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from experts.models import Expert
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import expert, request_in
from workflows.models import Shortlist


def matches(row: Any) -> str:
    return f"/api/v1/requests/{row.pk}/matches/"


def reserve(row: Any) -> str:
    return f"/api/v1/requests/{row.pk}/positions/{row.positions.get().pk}/reserve/"


def test_shortlist_is_made_and_explains_itself_in_the_readers_language(calls: Caller) -> None:
    row, someone = request_in(S.MATCHING), Expert.objects.get()
    client = calls("manager")

    made = client.post(matches(row), {"position": row.positions.get().pk})
    read = client.get(matches(row))

    entry = made.json()["entries"][0]
    sentences = [reason["sentence"] for reason in entry["criteria"]]
    assert (made.status_code, read.json()) == (201, [made.json()])
    assert (entry["expert"], entry["eligible"]) == (
        {"id": someone.pk, "code": someone.code, "name": someone.name},
        True,
    )
    assert all("PH3-T2" not in sentence for sentence in sentences)
    assert any(sentence.startswith("Expert in ") for sentence in sentences)
    assert made.json()["weights_version"] == Shortlist.objects.get().weights_version


@pytest.mark.parametrize("experts", [0, 2])
def test_shortlist_costs_the_same_with_many_experts(calls: Caller, experts: int) -> None:
    row, client = request_in(S.MATCHING), calls("manager")
    for _number in range(experts):
        expert()
    client.post(matches(row), {"position": row.positions.get().pk})

    with CaptureQueriesContext(connection) as asked:
        response = client.get(matches(row))

    assert len(response.json()[0]["entries"]) == experts + 1
    assert len(asked) == 13


@pytest.mark.parametrize(("name", "status"), [("focal", 403), ("steering", 403), ("focal_cv", 404)])
def test_only_managers_read_shortlists(calls: Caller, name: str, status: int) -> None:
    row = request_in(S.OFFERING)

    assert calls(name).get(matches(row)).status_code == status
    assert calls("manager").get(matches(row)).status_code == 200


def test_shortlist_needs_a_position_of_the_request(calls: Caller) -> None:
    row, other = request_in(S.MATCHING), request_in(S.MATCHING)

    response = calls("manager").post(matches(row), {"position": other.positions.get().pk})

    assert (response.status_code, list(response.json()["errors"])) == (400, ["position"])


def test_reserve_is_ordered_and_another_order_needs_a_reason(calls: Caller) -> None:
    row, client = request_in(S.MATCHING), calls("manager")
    best, other = Expert.objects.get(), expert(competences=[])
    client.post(matches(row), {"position": row.positions.get().pk})
    turned = {"experts": [other.pk, best.pk]}

    without = client.put(reserve(row), turned)
    given = client.put(reserve(row), {**turned, "reason": "Knows the place.", "parallel": 2})

    assert (without.status_code, list(without.json()["errors"])) == (400, ["reason"])
    assert given.status_code == 200
    order = {entry["expert"]["id"]: entry["reserve_order"] for entry in given.json()["entries"]}
    assert (order, given.json()["parallel"]) == ({other.pk: 1, best.pk: 2}, 2)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["experts"]),
        ({"experts": []}, ["experts"]),
        ({"experts": [2**70]}, ["experts.0"]),
        ({"experts": ["x"], "parallel": 3}, ["experts.0", "parallel"]),
        ({"experts": [1, 1]}, ["experts"]),
    ],
)
def test_reserve_is_refused_at_its_field(calls: Caller, body: Any, fields: list[str]) -> None:
    row, client = request_in(S.MATCHING), calls("manager")
    client.post(matches(row), {"position": row.positions.get().pk})

    response = client.put(reserve(row), body)

    assert (response.status_code, [name for name in response.json()["errors"] if name != "reason"]) == (
        400,
        fields,
    )
