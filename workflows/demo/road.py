"""The main road of a request and what can come after each stop of it."""

from __future__ import annotations

from collections.abc import Callable

from requests_app.states import RequestState as S
from workflows.demo.case import Case
from workflows.demo.scenes import endings, mission, review, team
from workflows.demo.stage import Story

Scene = Callable[[Case], Story]

ROAD: tuple[tuple[str, Scene], ...] = (
    (S.DRAFT, review.write),
    (S.SUBMITTED, review.submit),
    (S.TRIAGE, review.take),
    (S.THEME_CHECK, review.check),
    (S.DECISION, review.settle_themes),
    (S.MATCHING, review.decide),
    (S.OFFERING, team.send_offers),
    (S.TERMS, team.find_team),
    (S.MOBILISATION, team.sign),
    (S.DEPLOYED, mission.depart),
    (S.REPORTING, mission.come_back),
    (S.CLOSED, mission.close),
)

AFTERWARDS: dict[str, Scene] = {
    "ask": review.ask,
    "approve_once": review.approve,
    "ask_review": endings.ask_review,
    "review_taken": endings.review_taken,
    "withdraw": endings.withdraw,
    "hold": endings.hold,
    "shortlist": team.shortlist_only,
    "sign_country": team.sign_country,
    "sign_desk": team.sign_desk,
    "half_checklist": mission.half_checklist,
    "report": mission.report,
    "half_report": mission.half_report,
    "return_report": mission.return_report,
    "accept_report": mission.accept_report,
    "expert_evaluates": mission.expert_evaluates,
}

WITH_A_CODE: dict[str, Callable[[Case, str], Story]] = {"decline": endings.decline, "cancel": endings.cancel}


def live(case: Case) -> Story:
    """Go down the road to the stop of the plan, then let happen what comes after it.

    A story that does not reach a stop ends where it stands: nobody was found for a position, or the mission lies
    too far ahead.
    """
    for stop, scene in ROAD:
        yield from scene(case)
        if case.refresh().state != stop:
            return
        if stop == case.row.until:
            break
    for name in case.row.then:
        scene_name, _colon, code = name.partition(":")
        if code:
            yield from WITH_A_CODE[scene_name](case, code)
        else:
            yield from AFTERWARDS[scene_name](case)
