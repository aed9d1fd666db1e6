"""The committed OpenAPI document says what the API does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from tests.api.conftest import Caller

COMMITTED = Path(__file__).parents[2] / "api" / "openapi.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "openapi.yaml"
    call_command("spectacular", file=str(path), validate=True, fail_on_warn=True)
    return path


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (address, method, operation)
        for address, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_committed_document_is_what_the_code_says(made: Path) -> None:
    assert made.read_text() == COMMITTED.read_text(), (
        "After looking at the difference: python manage.py spectacular --file api/openapi.yaml"
    )


def test_every_operation_declares_its_refusals_and_is_explained() -> None:
    document = yaml.safe_load(COMMITTED.read_text())

    unexplained = [
        (method, address)
        for address, method, operation in operations(document)
        if not operation.get("description")
        or not {"400", "401", "404", "429"} <= operation["responses"].keys()
    ]

    assert unexplained == [("get", "/api/v1/schema/")] or unexplained == []


def test_every_write_of_a_request_takes_a_version_and_a_key() -> None:
    document = yaml.safe_load(COMMITTED.read_text())
    action = document["paths"]["/api/v1/requests/{request_id}/actions/submit/"]["post"]

    headers = [told["name"] for told in action["parameters"] if told["in"] == "header"]

    assert headers == ["Accept-Language", "If-Match", "Idempotency-Key"]


def test_document_and_page_are_served(calls: Caller) -> None:
    schema = calls("focal").get("/api/v1/schema/", headers={"accept": "application/json"})
    page = calls("focal").get("/api/v1/docs/", headers={"accept": "text/html"})

    assert schema.status_code == 200
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "/api/v1/requests/{request_id}/actions/submit/" in page.content.decode()
    assert "<script" not in page.content.decode()


def test_docs_show_a_browser_the_way_in_and_tell_a_program_that_it_has_none(client):
    page = client.get("/api/v1/docs/", headers={"Accept": "text/html"})
    program = client.get("/api/v1/docs/", headers={"Accept": "application/json"})

    assert (page.status_code, page["Location"]) == (302, "/accounts/login/?next=/api/v1/docs/")
    assert (program.status_code, program["Content-Type"]) == (401, "application/problem+json")
