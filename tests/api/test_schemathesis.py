"""Every operation of the OpenAPI document is called as each role, with good and with odd data, on things that exist
and on things that do not: never a 500, never an answer that the document does not name."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.throttling import SimpleRateThrottle
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from accounts.services.tokens import issue_token
from requests_app.states import RequestState as S
from support_desk.wsgi import application
from tests.world import NOW, People, request_in

DOCUMENT = Path(__file__).parents[2] / "api" / "openapi.yaml"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]

# How many calls of each operation: those who may do much are asked more.
CALLS = {"focal": 10, "manager": 10, "expert": 4, "steering": 3, "admin": 3}


@pytest.fixture(autouse=True)
def _without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    scopes = SimpleRateThrottle.THROTTLE_RATES
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", dict.fromkeys(scopes))


@pytest.fixture(autouse=True)
def _connection_stays_open() -> Iterator[None]:
    """The calls go to the server's own entry, which closes connections that it thinks of as left behind."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _failures_are_shown() -> Iterator[None]:
    """Show the traceback behind a 500, which a caller never sees."""

    def show(**_signal: Any) -> None:
        traceback.print_exc()

    got_request_exception.connect(show)
    yield
    got_request_exception.disconnect(show)


@pytest.fixture
def known(everybody: People) -> dict[str, int]:
    """Things that exist, by the name of their id in an address."""
    row = request_in(S.REPORTING)
    return {
        "request_id": row.pk,
        "position_id": row.positions.get().pk,
        "offer_id": row.offers.order_by("id")[0].pk,
        "deployment_id": row.deployments.get().pk,
        "terms_id": row.terms.order_by("id")[0].pk,
        "expert_id": row.deployments.get().expert_id,
    }


@pytest.mark.fuzz
@pytest.mark.parametrize("name", CALLS)
def test_api_answers_everything_as_it_says(name: str, everybody: People, known: dict[str, int]) -> None:
    _token, plain = issue_token(user=getattr(everybody, name).user, name="schemathesis", now=NOW)
    headers = {"Authorization": f"Bearer {plain}", "Accept": "*/*"}

    for operation in operations():
        call_as_documented(operation, known, headers, most=CALLS[name])


def operations() -> Iterator[Any]:
    document = schemathesis.openapi.from_path(DOCUMENT)
    document.app = application
    return (found.ok() for found in document.get_all_operations())


def call_as_documented(operation: Any, known: dict[str, int], headers: dict[str, str], *, most: int) -> None:
    @settings(
        max_examples=most,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=calls_of(operation, known))
    def call(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    call()


def calls_of(operation: Any, known: dict[str, int]) -> st.SearchStrategy[Any]:
    """Good and bad calls of an operation, most of them on something that exists."""
    named = {param.name: known[param.name] for param in operation.path_parameters if param.name in known}
    return st.one_of(
        operation.as_strategy(GenerationMode.POSITIVE, path_parameters=named or None),
        operation.as_strategy(GenerationMode.NEGATIVE, path_parameters=named or None),
        operation.as_strategy(GenerationMode.POSITIVE),
    )
