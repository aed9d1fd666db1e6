"""The table of the demonstration, without living through it."""

from __future__ import annotations

from collections import Counter

from requests_app.states import RequestState as S
from workflows.demo.plan import PLAN, STAGES, rows
from workflows.demo.road import AFTERWARDS, ROAD, WITH_A_CODE
from workflows.demo.samples import sample_requests, themes_of

COMES_TO = {
    "ask": S.QUESTION,
    "decline": S.DECLINED,
    "ask_review": S.TRIAGE,
    "review_taken": S.TRIAGE,
    "withdraw": S.WITHDRAWN,
    "cancel": S.CANCELLED,
    "hold": S.ON_HOLD,
}


def final_states() -> set[str]:
    found = set()
    for row in PLAN:
        names = [name.partition(":")[0] for name in row.then]
        found.add([row.until, *(COMES_TO[name] for name in names if name in COMES_TO)][-1])
    return found


def test_every_state_of_a_request_occurs() -> None:
    assert final_states() == set(S.values)


def test_every_sample_is_told_once() -> None:
    told = Counter(row.sample for row in PLAN)

    assert told == dict.fromkeys(sample_requests(), 1)
    assert sum(code.startswith("REQ-0") for code in told) == 50


def test_what_the_plan_names_exists() -> None:
    stops = [stop for stop, _scene in ROAD]

    for row in PLAN:
        assert row.until in stops
        for name in row.then:
            scene, _colon, code = name.partition(":")
            assert scene in (WITH_A_CODE if code else AFTERWARDS)


def test_requests_outside_the_themes_never_reach_a_decision() -> None:
    beyond = [stop for stop, _scene in ROAD][4:]

    outside = [row for row in rows(600) if not themes_of(sample_requests()[row.sample])]

    assert outside
    assert [row for row in outside if row.until in beyond] == []


def test_repeated_needs_are_cancelled_or_meet_their_own_end() -> None:
    repeated = {row["id"] for row in sample_requests().values() if row.get("duplicate_of")}

    ends = {row.sample: row.then for row in PLAN if row.sample in repeated}

    assert len(ends) == 5
    assert all(then[0].startswith("cancel:") for then in ends.values())


def test_rows_takes_the_first_of_the_plan_or_tells_texts_again() -> None:
    assert rows(3) == list(PLAN[:3])
    assert rows() == list(PLAN)
    assert len(rows(1000)) == 1000
    assert rows(1000)[: len(PLAN)] == list(PLAN)
    assert [row.copy for row in rows(len(PLAN) + 1)][-1] == 1


def test_a_stage_is_offered_for_every_state() -> None:
    assert set(STAGES) == set(S.values)
    assert {row.until for row in rows(5, stage=S.DECISION)} == {S.DECISION}
