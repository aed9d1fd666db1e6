"""The papers of a request through the API."""

from __future__ import annotations

import pytest

from tests import world
from tests.world import NOW
from workflows.services.papers import issue_papers

pytestmark = pytest.mark.django_db


def test_each_caller_lists_their_papers_and_reads_no_others(calls):
    row = world.request_in("mobilisation")
    issue_papers(row, now=NOW)
    letter = row.papers.get(kind="mission_letter")
    address = f"/api/v1/requests/{row.pk}/documents/"

    answers = {
        name: calls(name).get(address)
        for name in ("focal", "focal_cv", "manager", "expert", "steering", "admin")
    }
    kinds = {
        name: [paper["kind"] for paper in a.json()] for name, a in answers.items() if a.status_code == 200
    }
    pdf = {name: calls(name).get(f"{address}{letter.pk}/pdf/?lang=fr").status_code for name in answers}

    letters = ["mission_letter", "approval", "acknowledgement"]
    assert kinds == {
        "focal": [*letters, "terms"],
        "manager": ["mission_letter", "offer", "approval", "acknowledgement", "terms"],
        "steering": ["terms"],
    }
    assert {name: a.status_code for name, a in answers.items() if a.status_code != 200} == {
        "focal_cv": 404,
        "expert": 404,
        "admin": 404,
    }
    assert pdf == {
        "focal": 202,
        "manager": 202,
        "focal_cv": 404,
        "expert": 404,
        "steering": 404,
        "admin": 404,
    }
    assert answers["steering"].json()[0]["files"] == []
    assert answers["focal"].json()[0]["files"][1] == {
        "language": "fr",
        "state": "pending",
        "sha256": "",
        "size": 0,
        "made_at": None,
        "url": f"{address}{letter.pk}/pdf/?lang=fr",
    }


def test_an_expert_lists_their_own_papers_of_a_request_that_they_may_not_know(calls, everybody):
    expert = everybody.expert.user.expert
    row = world.request_in("mobilisation")
    issue_papers(row, now=NOW)
    row.papers.filter(kind="offer").update(expert=expert)

    answer = calls("expert").get(f"/api/v1/requests/{row.pk}/documents/")

    assert [paper["kind"] for paper in answer.json()] == ["offer"]
