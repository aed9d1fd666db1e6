"""Every action of a request over the API; what each needs is the lifecycle's business, and tested there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from api.v1.actions import REQUEST_CALLS
from programme.models import EligibilityCheck
from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import Plan, make_ready, order_reserves, request_in
from workflows.actions import REQUEST_ACTIONS

LIST = "/api/v1/requests/"
BY_ITSELF = {"exhaust_offers", "agree_team", "reopen_matching"}


def act(calls: Caller, name: str, row: SupportRequest, action: str, body: Mapping[str, Any]) -> Any:
    return calls(name).post(f"{LIST}{row.pk}/actions/{action}/", body)


def told(calls: Caller, name: str, row: SupportRequest) -> dict[str, bool]:
    actions = calls(name).get(f"{LIST}{row.pk}/actions/").json()
    return {action["name"]: action["allowed"] for action in actions}


def checklist(answer: Any = "yes") -> dict[str, Any]:
    return {check.code: answer for check in EligibilityCheck.objects.all()}


def prepare_offers(row: SupportRequest) -> None:
    order_reserves(row, Plan())


def prepare_departure(row: SupportRequest) -> None:
    for deployment in row.deployments.all():
        make_ready(deployment)


def nothing(row: SupportRequest) -> None:
    pass


# action, state before, who, body, state after, what has to be done first
MOVES = [
    ("submit", S.DRAFT, "focal", {}, S.SUBMITTED, nothing),
    ("withdraw", S.SUBMITTED, "alternate", {"reason": "Plus nécessaire."}, S.WITHDRAWN, nothing),
    ("start_triage", S.SUBMITTED, "manager2", {}, S.TRIAGE, nothing),
    ("assign", S.TRIAGE, "manager", {"officer": "Manager2@desk.example"}, S.TRIAGE, nothing),
    ("ask", S.TRIAGE, "manager", {"question": "Combien ?", "fields": ["place"]}, S.QUESTION, nothing),
    (
        "answer",
        S.QUESTION,
        "focal",
        {"answer": "Douze.", "changes": {"target_group": "Douze agents"}},
        S.TRIAGE,
        nothing,
    ),
    ("confirm_themes", S.THEME_CHECK, "manager", {"main": "PH3-T1"}, S.DECISION, nothing),
    ("approve", S.DECISION, "manager", {"note": "Bien."}, S.MATCHING, nothing),
    ("decline", S.DECISION, "manager", {"reason": "too_long", "text": "Trop long."}, S.DECLINED, nothing),
    ("ask_review", S.DECLINED, "focal", {"reason": "Une erreur."}, S.TRIAGE, nothing),
    ("send_offers", S.MATCHING, "manager", {}, S.OFFERING, prepare_offers),
    ("sign_terms", S.TERMS, "focal", {}, S.TERMS, nothing),
    ("deploy", S.MOBILISATION, "manager", {}, S.DEPLOYED, prepare_departure),
    ("end_mission", S.DEPLOYED, "manager", {}, S.REPORTING, nothing),
    ("hold", S.MATCHING, "manager", {"reason": "Élections."}, S.ON_HOLD, nothing),
    ("resume", S.ON_HOLD, "manager", {}, S.MATCHING, nothing),
    ("cancel", S.MATCHING, "manager", {"reason": "security"}, S.CANCELLED, nothing),
]


@pytest.mark.parametrize(
    ("action", "before", "who", "body", "after", "prepare"), MOVES, ids=[move[0] for move in MOVES]
)
def test_action_moves_the_request_and_answers_with_it(
    calls: Caller,
    action: str,
    before: str,
    who: str,
    body: Mapping[str, Any],
    after: str,
    prepare: Callable[[SupportRequest], None],
) -> None:
    row = request_in(before)
    prepare(row)

    stranger = act(calls, "focal_cv" if who in ("focal", "alternate") else "steering", row, action, body)
    response = act(calls, who, row, action, body)

    assert stranger.status_code == (404 if who in ("focal", "alternate") else 403)
    assert (response.status_code, response.json()["state"]) == (200, after)
    assert response["ETag"] == f'"v{response.json()["version"]}"'


def test_every_action_that_people_take_has_its_address() -> None:
    assert REQUEST_CALLS.keys() == {action.name for action in REQUEST_ACTIONS} - BY_ITSELF


@pytest.mark.parametrize("answer", ["yes", {"answer": "yes"}, {"answer": "yes", "note": "Vu."}])
def test_triage_is_passed_with_answers_alone_or_with_notes(calls: Caller, answer: Any) -> None:
    row = request_in(S.TRIAGE)

    response = act(calls, "manager", row, "pass_triage", {"checklist": checklist(answer)})

    assert (response.status_code, response.json()["state"]) == (200, "theme_check")


@pytest.mark.parametrize("answer", ["maybe", None, 1, [], {"note": "x"}, {"answer": "yes", "by": "me"}])
def test_triage_refuses_an_answer_it_does_not_know_at_its_check(calls: Caller, answer: Any) -> None:
    row = request_in(S.TRIAGE)
    one = EligibilityCheck.objects.values_list("code", flat=True)[0]

    response = act(calls, "manager", row, "pass_triage", {"checklist": {**checklist(), one: answer}})

    assert (response.status_code, list(response.json()["errors"])) == (400, [f"checklist.{one}"])


@pytest.mark.parametrize(
    ("action", "before", "body", "fields"),
    [
        ("withdraw", S.SUBMITTED, {}, ["reason"]),
        ("withdraw", S.SUBMITTED, {"reason": "   "}, ["reason"]),
        ("withdraw", S.SUBMITTED, {"reason": "x" * 20_001}, ["reason"]),
        ("withdraw", S.SUBMITTED, {"reason": "x", "to": "me"}, ["to"]),
        ("answer", S.QUESTION, {"answer": "x", "changes": {"duration": 61}}, ["changes.duration"]),
        ("answer", S.QUESTION, {"answer": "x", "changes": {"duration": "long"}}, ["changes.duration"]),
        ("answer", S.QUESTION, {"answer": "x", "changes": []}, ["changes"]),
    ],
)
def test_what_a_focal_point_sends_is_refused_at_its_field(
    calls: Caller, action: str, before: str, body: Mapping[str, Any], fields: list[str]
) -> None:
    row = request_in(before)

    response = act(calls, "focal", row, action, body)

    assert (response.status_code, list(response.json()["errors"])) == (400, fields)
    assert SupportRequest.objects.get().state == before


@pytest.mark.parametrize(
    ("action", "before", "body", "fields"),
    [
        ("assign", S.TRIAGE, {"officer": "nobody@desk.example"}, ["officer"]),
        ("assign", S.TRIAGE, {"officer": "focal.sn@desk.example"}, ["officer"]),
        ("ask", S.TRIAGE, {"question": "x", "fields": ["shoe_size"]}, ["fields"]),
        ("confirm_themes", S.THEME_CHECK, {"main": "T99", "further": "x"}, ["further"]),
        ("confirm_themes", S.THEME_CHECK, {"main": "T99"}, ["main"]),
        ("decline", S.DECISION, {"reason": "bored", "text": "x"}, ["reason"]),
        ("cancel", S.DECISION, {"reason": "bored"}, ["reason"]),
        ("sign_terms", S.TERMS, {"content_hash": "0" * 64}, ["content_hash"]),
    ],
)
def test_what_a_manager_sends_is_refused_at_its_field(
    calls: Caller, action: str, before: str, body: Mapping[str, Any], fields: list[str]
) -> None:
    row = request_in(before)

    response = act(calls, "manager", row, action, body)

    assert (response.status_code, list(response.json()["errors"])) == (400, fields)
    assert SupportRequest.objects.get().state == before


def test_action_that_the_state_does_not_know_is_a_conflict_with_its_reason(calls: Caller) -> None:
    row = request_in(S.SUBMITTED)

    response = act(calls, "manager", row, "approve", {})

    body = response.json()
    assert (response.status_code, body["code"]) == (409, "wrong_state")
    assert [reason["code"] for reason in body["reasons"]] == ["wrong_state"]


def test_actions_are_told_with_everything_that_stands_in_the_way(calls: Caller) -> None:
    row = request_in(S.DRAFT, answers={"title": "", "place": ""})

    actions = calls("focal").get(f"{LIST}{row.pk}/actions/").json()

    assert [action["name"] for action in actions] == ["submit"]
    assert (actions[0]["label"], actions[0]["allowed"]) == ("Submit", False)
    assert [reason["field"] for reason in actions[0]["reasons"]] == ["title", "place"]


def test_actions_are_told_by_role(calls: Caller) -> None:
    row = request_in(S.TRIAGE)

    assert told(calls, "focal", row) == {"withdraw": True}
    assert told(calls, "steering", row) == {}
    officer, colleague = told(calls, "manager", row), told(calls, "manager2", row)
    assert officer == {
        "assign": True, "ask": True, "pass_triage": True, "decline": True, "hold": True, "cancel": True,
    }  # fmt: skip
    assert {name for name in officer if not colleague[name]} == {"pass_triage"}
