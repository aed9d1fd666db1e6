"""Requests over the API: drafts, lists, and what each reader may know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import FocalPoint
from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import ANSWERS, People, request_in

LIST = "/api/v1/requests/"
ROLES_WITHOUT_REQUESTS = ("expert", "admin")


def address(row: SupportRequest, rest: str = "") -> str:
    return f"{LIST}{row.pk}/{rest}"


def errors_of(response: Any) -> Mapping[str, list[str]]:
    """The codes of the problems at each field."""
    return {name: [found["code"] for found in told] for name, told in response.json()["errors"].items()}


def references(response: Any) -> list[int]:
    return [row["id"] for row in response.json()["results"]]


# --- Beginning ----------------------------------------------------------------------------------------------


def test_focal_point_begins_a_draft_with_one_answer(calls: Caller) -> None:
    response = calls("focal").post(LIST, {"title": "Statistiques"})

    row = SupportRequest.objects.get()
    body = response.json()
    assert response.status_code == 201
    assert (response["Location"], response["ETag"]) == (f"/api/v1/requests/{row.pk}/", '"v1"')
    assert (body["title"], body["state"], body["country"]) == ("Statistiques", "draft", "SN")
    assert body["missing"][:3] == ["institution", "unit_contact", "support_type"]


def test_draft_is_read_back_under_the_codes_of_the_form(calls: Caller) -> None:
    period = {"start": "2026-04-15", "end": "2026-06-30"}
    answers = {**ANSWERS, "preferred_dates": period, "expertise_text": "Frontières 🛂", "text_language": "fr"}

    body = calls("focal").post(LIST, answers).json()

    assert {code: body[code] for code in answers} == answers
    assert body["missing"] == []


def test_draft_is_refused_with_every_problem_at_its_field(calls: Caller) -> None:
    wrong = {
        "title": "x" * 201,
        "unit_contact": {"email": "nobody", "shoe_size": "42"},
        "preferred_dates": {"start": "2026-13-01"},
        "support_type": "TS-TRN",
        "duration": 0,
        "urgency": "sometime",
        "colour": "blue",
    }

    response = calls("focal").post(LIST, wrong)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert errors_of(response) == {
        "title": ["max_length"],
        "unit_contact.email": ["invalid"],
        "preferred_dates.start": ["invalid"],
        "preferred_dates.end": ["required"],
        "support_type": ["not_a_list"],
        "duration": ["min_value"],
        "urgency": ["invalid_choice"],
    }
    assert not SupportRequest.objects.exists()


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"colour": "blue"}, {"colour": ["unknown_field"]}),
        ({"unit_contact": {"shoe_size": "42"}}, {"unit_contact.shoe_size": ["unknown_field"]}),
        ({"title": "a\x00b"}, {"title": ["unusable_character"]}),
        ({"unit_contact": {"name": "a\x00"}}, {"unit_contact.name": ["unusable_character"]}),
        ({"support_type": ["TS-XYZ"]}, {"support_type": ["unknown_code"]}),
        ({"language": "xx"}, {"language": ["unknown_code"]}),
        (
            {"preferred_dates": {"start": "2026-06-30", "end": "2026-04-15"}},
            {"preferred_dates": ["period_reversed"]},
        ),
        (
            {"preferred_dates": {"start": "2020-01-01", "end": "2020-02-01"}},
            {"preferred_dates": ["in_the_past"]},
        ),
        ({"country": "CV"}, {"country": ["not_accredited"]}),
        ({"duration": 10**40}, {"duration": ["max_value"]}),
        ([], {"body": ["invalid"]}),
        ("draft", {"body": ["invalid"]}),
    ],
)
def test_draft_is_refused_at_the_field(calls: Caller, answers: Any, errors: Mapping[str, list[str]]) -> None:
    response = calls("focal").post(LIST, answers)

    assert (response.status_code, errors_of(response)) == (400, errors)
    assert not SupportRequest.objects.exists()


def test_country_must_be_said_by_whoever_speaks_for_two(calls: Caller, everybody: People) -> None:
    FocalPoint.objects.create(
        user=everybody.focal.user, country_id="CV", starts_on="2026-01-01", created_at="2026-01-01T00:00Z"
    )
    client = calls("focal")

    unsaid, said = client.post(LIST, {}), client.post(LIST, {"country": "CV"})

    assert (unsaid.status_code, errors_of(unsaid)) == (400, {"country": ["required"]})
    assert (said.status_code, said.json()["country"]) == (201, "CV")


@pytest.mark.parametrize("name", ["manager", "steering", "expert", "admin"])
def test_only_focal_points_begin_requests(calls: Caller, name: str) -> None:
    response = calls(name).post(LIST, {"title": "x"})

    assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


# --- Changing -----------------------------------------------------------------------------------------------


def test_answers_of_a_draft_are_changed_one_by_one(calls: Caller) -> None:
    row = request_in(S.DRAFT)

    response = calls("focal").patch(address(row), {"place": "Thiès", "objective": None})

    assert (response.status_code, response["ETag"]) == (200, '"v2"')
    assert (response.json()["place"], response.json()["objective"]) == ("Thiès", "")
    assert response.json()["missing"] == ["objective"]


def test_answers_that_were_submitted_can_no_longer_be_changed(calls: Caller) -> None:
    row = request_in(S.TRIAGE)

    response = calls("focal").patch(address(row), {"place": "Thiès", "sustainability": "Oui."})

    body = response.json()
    assert (response.status_code, body["code"]) == (409, "answers_closed")
    assert [(reason["code"], reason["field"]) for reason in body["reasons"]] == [("answer_closed", "place")]


def test_focal_point_of_another_country_does_not_learn_that_a_request_exists(calls: Caller) -> None:
    row = request_in(S.SUBMITTED)

    answers = [
        calls("focal_cv").get(address(row)),
        calls("focal_cv").patch(address(row), {"place": "Praia"}),
        calls("focal_cv").delete(address(row)),
        calls("focal_cv").post(address(row, "actions/withdraw/"), {"reason": "x"}),
        calls("focal_cv").get(f"{LIST}{10**30}/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("name", ["manager", "steering"])
def test_answers_are_the_countrys_own(calls: Caller, name: str) -> None:
    row = request_in(S.SUBMITTED)

    response = calls(name).patch(address(row), {"sustainability": "x"})

    assert response.status_code == 403


def test_draft_is_thrown_away(calls: Caller) -> None:
    row = request_in(S.DRAFT)

    assert calls("focal").delete(address(row)).status_code == 204
    assert calls("focal").get(address(row)).status_code == 404


def test_submitted_request_cannot_be_thrown_away(calls: Caller) -> None:
    row = request_in(S.SUBMITTED)

    response = calls("focal").delete(address(row))

    assert (response.status_code, response.json()["reasons"][0]["code"]) == (409, "not_a_draft")


# --- Reading ------------------------------------------------------------------------------------------------


def test_officer_is_named_to_managers_only(calls: Caller, everybody: People) -> None:
    row = request_in(S.TRIAGE)

    officers = {name: calls(name).get(address(row)).json()["officer"] for name in ("manager", "focal")}

    assert officers == {"manager": everybody.manager.user.full_name, "focal": "Support Project"}


def test_focal_point_reads_nothing_of_the_assessment(calls: Caller) -> None:
    row = request_in(S.MATCHING)

    body = calls("focal").get(address(row)).json()
    kept_back = calls("manager").get(address(row)).json().keys() - body.keys()

    assert kept_back == {
        "approvals",
        "approved_days",
        "checklist",
        "officer_id",
        "theme_proposal",
        "theme_reason",
        "theme_reason_language",
    }
    assert (body["public_state"], body["state_label"]) == ("finding_experts", "Finding experts")


def test_committee_reads_no_person(calls: Caller, everybody: People) -> None:
    row = request_in(S.MATCHING)

    response = calls("steering").get(address(row))

    body, text = response.json(), response.content.decode()
    assert body["unit_contact"] == {"unit": "Police de l'air et des frontières"}
    assert body["endorsement"] == {"function": "Directeur"}
    assert body["officer"] == "Support Project"
    names = ["Awa Sarr", "Ibrahima Fall", everybody.manager.user.full_name, everybody.focal.user.full_name]
    assert [name for name in names if name in text] == []


def test_open_question_comes_first_and_opens_its_fields(calls: Caller) -> None:
    row = request_in(S.QUESTION)

    body = calls("focal").get(address(row)).json()

    assert [(told["text"], told["asked_by"]) for told in body["questions"]] == [
        ("Combien d'agents ?", "Support Project")
    ]
    assert "target_group" in body["open_fields"]
    assert {promise["stopped"] for promise in body["promises"] if promise["met_at"] is None} == {True}


def test_labels_are_read_in_the_language_asked_for_or_ones_own(calls: Caller) -> None:
    row = request_in(S.THEME_CHECK)

    own = calls("focal", language="").get(address(row))
    asked = calls("focal", language="en;q=0.8, pt").get(address(row))

    assert (own["Content-Language"], asked["Content-Language"]) == ("fr", "en")
    assert asked.json()["state_label"] == "Under review"


def test_etag_saves_reading_again(calls: Caller) -> None:
    row = request_in(S.SUBMITTED)
    client = calls("focal")
    tag = client.get(address(row))["ETag"]

    response = client.get(address(row), headers={"if-none-match": f'"v0", {tag}'})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)


# --- Lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("focal", 4), ("manager", 3), ("steering", 2)])
def test_list_costs_the_same_with_many_rows(calls: Caller, name: str, queries: int, rows: int) -> None:
    for _number in range(rows):
        request_in(S.DECISION)
    client = calls(name)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(LIST)

    assert len(response.json()["results"]) == rows
    assert len(asked) == queries


def test_list_holds_what_the_reader_may_know(calls: Caller) -> None:
    draft, senegal, cabo_verde = (
        request_in(S.DRAFT),
        request_in(S.TRIAGE),
        request_in(S.SUBMITTED, country="CV"),
    )

    seen = {
        name: references(calls(name).get(LIST))
        for name in ("focal", "focal_cv", "manager", "steering", *ROLES_WITHOUT_REQUESTS)
    }

    assert seen == {
        "focal": [senegal.pk, draft.pk],
        "focal_cv": [cabo_verde.pk],
        "manager": [cabo_verde.pk, senegal.pk],
        "steering": [cabo_verde.pk, senegal.pk],
        "expert": [],
        "admin": [],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=triage,decision", ["triage", "decision"]),
        ("public_state=under_review", ["triage", "decision"]),
        ("public_state=under_review&state=decision", ["decision"]),
        ("country=CV", ["submitted"]),
        ("theme=PH3-T2", ["decision"]),
        ("phase=PH3", ["submitted", "triage", "decision"]),
        ("urgency=urgent", ["submitted"]),
        ("officer=me", ["triage", "decision"]),
        ("officer=99999999999999999999", None),
        ("officer=9999999999999999999", []),
        ("submitted_after=2026-03-02", ["submitted", "triage", "decision"]),
        ("submitted_after=2026-03-03", []),
        ("submitted_before=2026-03-02", []),
        ("search=statistiques ministere", ["submitted", "triage", "decision"]),
        ("search=cabo", ["submitted"]),
        ("search=nothing", []),
        ("unknown=1&state=", ["submitted", "triage", "decision"]),
    ],
)
def test_list_is_narrowed_by_what_is_asked(calls: Caller, query: str, found: list[str] | None) -> None:
    rows = [request_in(S.DECISION), request_in(S.TRIAGE)]
    rows.append(request_in(S.SUBMITTED, country="CV", answers={"urgency": "urgent", "urgency_reason": "x"}))

    response = calls("manager").get(f"{LIST}?{query}")

    if found is None:
        assert errors_of(response) == {"officer": ["invalid"]}
    else:
        assert references(response) == [row.pk for row in reversed(rows) if row.state in found]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("state=lost", "state"),
        ("state=triage,lost", "state"),
        ("public_state=triage", "public_state"),
        ("country=XX", "country"),
        ("country=%00", "country"),
        ("theme=T99", "theme"),
        ("urgency=later", "urgency"),
        ("officer=somebody", "officer"),
        ("submitted_after=yesterday", "submitted_after"),
        ("search=a%00b", "search"),
        ("ordering=title", "ordering"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("cursor=nonsense", "cursor"),
        ("cursor=W2ZhbHNlLCAiYSJd", "cursor"),
        ("cursor=é", "cursor"),
    ],
)
def test_list_refuses_what_it_does_not_know_at_the_parameter(calls: Caller, query: str, field: str) -> None:
    response = calls("manager").get(f"{LIST}?{query}")

    assert (response.status_code, list(response.json()["errors"])) == (400, [field])


def test_only_managers_ask_for_an_officer(calls: Caller) -> None:
    response = calls("focal").get(f"{LIST}?officer=1")

    assert (response.status_code, errors_of(response)) == (400, {"officer": ["invalid"]})


@pytest.mark.parametrize(
    "ordering", ["-id", "id", "-submitted_at", "submitted_at", "-updated_at", "updated_at"]
)
def test_pages_hold_every_row_once_in_both_directions(calls: Caller, ordering: str) -> None:
    rows = [request_in(S.SUBMITTED).pk for _number in range(5)]
    client = calls("manager")

    pages, link = [], f"{LIST}?ordering={ordering}&page_size=2"
    while link:
        page = client.get(link).json()
        pages.append(page)
        link = page["next"]
    back = client.get(pages[-1]["previous"]).json()

    told = [row["id"] for page in pages for row in page["results"]]
    assert told == (sorted(rows, reverse=True) if ordering.startswith("-") else sorted(rows))
    assert back["results"] == pages[-2]["results"]
    assert client.get(back["previous"]).json()["previous"] is None
