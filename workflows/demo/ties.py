"""What binds requests of the demonstration to others: joint missions, and results that countries published.

It happens on the last day, when all stories are told, and only where both requests came so far: a demonstration at
one stage, or a small one, has fewer ties or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from requests_app import states
from requests_app.states import RequestState
from workflows.demo.case import Case
from workflows.demo.words import ties
from workflows.services.joint_missions import agree_joint_mission, propose_joint_mission
from workflows.services.publications import consent_to_publication, propose_publication

BEFORE_THE_END = timedelta(minutes=40)
TEXTS = ("title_en", "title_fr", "results_en", "results_fr")


def tie(cases: Iterable[Case], *, end: datetime) -> None:
    """Propose, agree and publish, as the plan of the ties says."""
    told = {case.row.sample: case for case in cases if not case.row.copy}
    now = end - BEFORE_THE_END
    for plan in ties()["joint"]:
        pair = [told[sample] for sample in plan["samples"] if sample in told]
        if len(pair) == 2 and all(case.refresh().state in states.BEFORE_DEPLOYED for case in pair):
            _join(pair[0], pair[1], plan, now=now)
    for plan in ties()["published"]:
        case = told.get(plan["sample"])
        if case is not None and case.refresh().state == RequestState.CLOSED:
            _publish(case, plan, now=now)


def _join(one: Case, other: Case, plan: Mapping[str, Any], *, now: datetime) -> None:
    start, end = _period(one, other, today=now.date())
    side = propose_joint_mission(
        support_request=one.request,
        other=other.request.pk,
        subject_en=plan["subject_en"],
        subject_fr=plan["subject_fr"],
        start=start,
        end=end,
        actor=one.officer,
        now=now,
    )
    beside = other.request.joint_sides.get(joint_mission=side.joint_mission_id)
    if plan["agreed"]:
        agree_joint_mission(side=side, actor=one.focal_point, now=now + timedelta(minutes=10))
        agree_joint_mission(side=beside, actor=other.focal_point, now=now + timedelta(minutes=20))
    else:
        agree_joint_mission(side=beside, actor=other.focal_point, now=now + timedelta(minutes=10))


def _period(one: Case, other: Case, *, today: date) -> tuple[date, date]:
    start = max(min(one.mission, other.mission), today)
    return start, max(one.mission, other.mission, start) + timedelta(days=18)


def _publish(case: Case, plan: Mapping[str, Any], *, now: datetime) -> None:
    publication = propose_publication(
        support_request=case.request,
        **{name: plan[name] for name in TEXTS},
        actor=case.officer,
        now=now,
    )
    if plan["agreed"]:
        consent_to_publication(
            publication=publication, actor=case.focal_point, now=now + timedelta(minutes=10)
        )
