"""Leaving, being there, coming back, and saying how it was."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from core.actors import Actor
from programme.selectors import questionnaire
from requests_app.states import RequestState as S
from workflows.demo.case import Case
from workflows.demo.stage import Story
from workflows.demo.words import words
from workflows.models import Deployment, MissionReport
from workflows.services import closing, deployments, evaluations, reports
from workflows.states import ReportState

OBLIGATORY = ("1", "2", "4", "6", "7", "8")  # the sections of a report that are always written


def prepare(case: Case) -> Story:
    """Half of the checklist a few days after the signatures, the rest before the departure."""
    yield from half_checklist(case)
    yield case.after(3)
    for deployment in case.request.deployments.preparing().order_by("id"):
        _tick(case, deployment, deployments.required_items(deployment))


def half_checklist(case: Case) -> Story:
    yield case.after(3)
    for deployment in case.request.deployments.preparing().order_by("id"):
        items = deployments.required_items(deployment)
        _tick(case, deployment, items[: (len(items) + 1) // 2])


def depart(case: Case) -> Story:
    """The day comes: the desk itself notes the departure of who is ready."""
    yield from prepare(case)
    first = min(case.request.deployments.values_list("planned_start", flat=True))
    yield case.at(_morning(first))
    case.refresh()
    if case.has("extension"):
        yield from _extend(case)


def come_back(case: Case) -> Story:
    """The missions end on their day, or earlier."""
    if case.has("early"):
        yield case.after(3)
        for deployment in case.request.deployments.on_mission().order_by("id"):
            deployments.end_deployment(deployment=deployment, early_because=case.says("early"), **case.step)
    while case.refresh().state == S.DEPLOYED and case.now < case.end - timedelta(hours=12):
        last = max(case.request.deployments.on_mission().values_list("planned_end", flat=True))
        yield case.at(_morning(last + timedelta(days=1)))


def report(case: Case) -> Story:
    for open_report in _reports(case):
        yield from _write(case, open_report)


def half_report(case: Case) -> Story:
    """One of several has reported, another has only begun."""
    first, *others = _reports(case)
    yield from _write(case, first)
    for other in others[:1]:
        yield case.after(1)
        reports.write_report(
            report=other,
            sections={"1": _text(case, "1")},
            text_language=_language(case),
            actor=_expert(case, other.expert_id),
            now=case.now,
        )


def return_report(case: Case) -> Story:
    yield case.after(1)
    for submitted in case.request.reports.filter(state=ReportState.SUBMITTED).order_by("id"):
        reports.return_report(report=submitted, reason=case.says("returned"), **case.step)


def accept_report(case: Case) -> Story:
    if case.has("returned"):
        yield from return_report(case)
        yield from report(case)
    yield case.after(2)
    for submitted in case.request.reports.filter(state=ReportState.SUBMITTED).order_by("id"):
        reports.accept_report(report=submitted, **case.step)


def expert_evaluates(case: Case) -> Story:
    yield case.after(0)
    for deployment in case.request.deployments.returned().order_by("id"):
        evaluations.give_evaluation(
            support_request=case.request,
            group=evaluations.EXPERT,
            answers=_answers(case, evaluations.EXPERT),
            deployment=deployment,
            actor=_expert(case, deployment.expert_id),
            now=case.now,
        )


def country_evaluates(case: Case) -> Story:
    yield case.after(2)
    if case.has("waived"):
        evaluations.waive_evaluation(
            support_request=case.request,
            group=evaluations.AT_THE_END,
            reason=case.says("waived"),
            **case.step,
        )
        return
    evaluations.give_evaluation(
        support_request=case.request,
        group=evaluations.AT_THE_END,
        answers=_answers(case, evaluations.AT_THE_END),
        **case.country_step,
    )


def close(case: Case) -> Story:
    """Report, evaluations, and the file is closed."""
    yield from report(case)
    yield from accept_report(case)
    yield from expert_evaluates(case)
    yield from country_evaluates(case)
    yield case.after(1)
    case.request = closing.close_request(support_request=case.request, **case.step)


def _tick(case: Case, deployment: Deployment, items: list[str]) -> None:
    deployments.tick_checklist(
        deployment=deployment, items={item: {"done": True} for item in items}, **case.step
    )


def _extend(case: Case) -> Story:
    yield case.after(1)
    for deployment in case.request.deployments.on_mission().order_by("id"):
        deployments.extend_deployment(
            deployment=deployment,
            end=deployment.planned_end + timedelta(days=2),
            reason=case.says("extension"),
            **case.step,
        )


def _write(case: Case, mission_report: MissionReport) -> Story:
    yield case.after(3)
    expert = _expert(case, mission_report.expert_id)
    sections = {section: _text(case, section) for section in OBLIGATORY}
    mission_report = reports.write_report(
        report=mission_report, sections=sections, text_language=_language(case), actor=expert, now=case.now
    )
    yield case.after(1)
    reports.submit_report(report=mission_report, actor=expert, now=case.now)


def _reports(case: Case) -> list[MissionReport]:
    unfinished = (ReportState.DRAFT, ReportState.RETURNED)
    return list(case.request.reports.filter(state__in=unfinished).order_by("id"))


def _text(case: Case, section: str) -> str:
    facts = {
        "institution": case.request.institution,
        "title": case.request.title,
        "reference": case.request.reference,
        "place": case.request.place,
    }
    return str(words(_language(case))["report"][section]).format(**facts)


def _answers(case: Case, group: str) -> dict[str, object]:
    """Mostly content, with words where words are asked."""
    phrases = words(str(case.sample["language"]))
    texts = {
        "BE-13": phrases["evaluation_best"],
        "BE-14": phrases["evaluation_better"],
        "BE-15": phrases["evaluation_next"],
        "EX-08": words(_language(case))["obstacles"],
        "EX-09": words(_language(case))["follow_up"],
    }
    return {
        question.code: case.rng.choice((5, 5, 4, 4, 4, 3))
        if question.type == "scale"
        else texts[question.code]
        for question in questionnaire(group).questions
        if question.type == "scale" or question.code in texts
    }


def _language(case: Case) -> str:
    return str(case.sample["working_language"])


def _expert(case: Case, expert_id: int) -> Actor:
    return case.cast.expert(expert_id, language=_language(case))


def _morning(day: object) -> datetime:
    return datetime.combine(day, time(7), tzinfo=UTC)  # type: ignore[arg-type]
