"""Messages and questions over the API."""

from __future__ import annotations

from typing import Any

import pytest

from requests_app.models import Message
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import People, request_in


def messages(row: Any) -> str:
    return f"/api/v1/requests/{row.pk}/messages/"


def test_internal_notes_stay_among_managers(calls: Caller, everybody: People) -> None:
    row = request_in(S.TRIAGE)
    note = calls("manager").post(messages(row), {"text": "Weak case.", "is_internal": True})
    calls("manager").post(messages(row), {"text": "Bonjour", "text_language": "fr"})

    office = calls("manager2").get(messages(row)).json()["results"]
    country = calls("focal").get(messages(row)).json()["results"]

    assert note.status_code == 201
    assert [message["text"] for message in office] == ["Bonjour", "Weak case."]
    assert [(message["text"], message["author"]) for message in country] == [("Bonjour", "Support Project")]
    assert office[0]["author"] == everybody.manager.user.full_name


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["text"]),
        ({"text": "  "}, ["text"]),
        ({"text": "x" * 20_001}, ["text"]),
        ({"text": "x", "text_language": "tlh"}, ["text_language"]),
        ({"text": "x", "is_internal": True}, ["is_internal"]),
        ({"text": "x\x00"}, ["text"]),
        ({"text": ["x"]}, ["text"]),
    ],
)
def test_message_is_refused_at_its_field(calls: Caller, body: Any, fields: list[str]) -> None:
    row = request_in(S.TRIAGE)

    response = calls("focal").post(messages(row), body)

    assert (response.status_code, list(response.json()["errors"])) == (400, fields)
    assert not Message.objects.exists()


def test_messages_are_between_the_country_and_the_desk(calls: Caller) -> None:
    row = request_in(S.TRIAGE)

    read = {name: calls(name).get(messages(row)).status_code for name in ("focal", "steering", "focal_cv")}
    written = calls("steering").post(messages(row), {"text": "x"}).status_code

    assert (read, written) == ({"focal": 200, "steering": 403, "focal_cv": 404}, 403)


def test_message_keeps_its_script(calls: Caller) -> None:
    row = request_in(S.TRIAGE)
    text = "مرحبا 👩🏾‍💻 <b>e\u0301</b>"

    sent = calls("focal").post(messages(row), {"text": text})

    assert (sent.status_code, sent.json()["text"]) == (201, text)


def test_draft_has_no_messages_yet(calls: Caller) -> None:
    row = request_in(S.DRAFT)

    response = calls("focal").post(messages(row), {"text": "x"})

    assert (response.status_code, response.json()["reasons"][0]["code"]) == (409, "still_a_draft")


def test_questions_are_told_without_the_name_of_who_asked(calls: Caller, everybody: People) -> None:
    row = request_in(S.QUESTION)
    address = f"/api/v1/requests/{row.pk}/questions/"

    asked_by = {name: calls(name).get(address).json()[0]["asked_by"] for name in ("focal", "manager")}

    assert asked_by == {"focal": "Support Project", "manager": everybody.manager.user.full_name}
