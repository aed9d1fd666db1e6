"""Reference data over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Caller


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("countries/", "SN", {"label": "Sénégal", "label_en": "Senegal", "role": "beneficiary"}),
        ("themes/", "PH3-T2", {"phase": "PH3", "kind": "priority_theme"}),
        ("themes/?phase=ROM2014", "ROM2014-T1", {"phase": "ROM2014"}),
        ("support-types/", "TS-TRN", {"code": "TS-TRN"}),
    ],
)
def test_list_is_read_by_anybody_in_their_language(
    calls: Caller, path: str, code: str, expected: dict[str, Any]
) -> None:
    rows = calls("expert", language="fr").get(f"/api/v1/{path}").json()

    found = next(row for row in rows if row["code"] == code)
    assert {name: found[name] for name in expected} == expected
    assert found["label"] == found["label_fr"]


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("countries/", 1),
        ("phases/", 2),
        ("themes/", 2),
        ("support-types/", 1),
        ("expertise/", 1),
        ("request-form/", 2),
    ],
)
def test_list_costs_a_fixed_number_of_queries(calls: Caller, path: str, queries: int) -> None:
    client = calls("manager")

    with CaptureQueriesContext(connection) as asked:
        response = client.get(f"/api/v1/{path}")

    assert response.status_code == 200
    assert len(asked) == queries


def test_phase_lists_its_elements(calls: Caller) -> None:
    phases = {phase["code"]: phase for phase in calls("focal").get("/api/v1/phases/").json()}

    assert [code for code, phase in phases.items() if phase["current"]] == ["PH3"]
    assert "PH3-T1" in [element["code"] for element in phases["PH3"]["elements"]]


def test_themes_of_an_unknown_phase_are_refused(calls: Caller) -> None:
    response = calls("focal").get("/api/v1/themes/?phase=PH99")

    assert (response.status_code, list(response.json()["errors"])) == (400, ["phase"])


def test_request_form_says_what_submission_needs(calls: Caller) -> None:
    sections = calls("focal").get("/api/v1/request-form/").json()

    fields = {field["code"]: field for section in sections for field in section["fields"]}
    assert (fields["institution"]["to_submit"], fields["sustainability"]["to_submit"]) == (True, False)
    assert [choice["code"] for choice in fields["urgency"]["choices"]] == ["normal", "urgent", "crisis"]
