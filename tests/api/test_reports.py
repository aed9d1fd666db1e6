"""Mission reports over the API."""

from __future__ import annotations

import pytest

from tests import world
from workflows.models import MissionReport
from workflows.services.offers import send_offers

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(everybody) -> MissionReport:
    """The report that the expert with an account has to write."""
    row = world.request_in("matching")
    world.order_reserve(row.positions.get(), [everybody.expert.actor.expert_id])
    plan = world.Plan()
    row = send_offers(support_request=row, actor=everybody.manager.actor, now=world.NOW)
    for step in (world.agree_team, world.sign_both, world.deploy, world.end_mission):
        row = step(row, plan)
    return row.reports.get()


def address(report: MissionReport, rest: str = "") -> str:
    return f"/api/v1/deployments/{report.deployment_id}/report/{rest}"


def test_the_expert_writes_section_by_section(calls, report):
    first = calls("expert").patch(address(report), {"sections": {"1": "Résumé."}, "text_language": "fr"})
    second = calls("expert").patch(
        address(report), {"sections": {"4": "Activités."}}, headers={"If-Match": first["ETag"]}
    )

    written = {section["order"]: section["text"] for section in second.json()["sections"] if section["text"]}
    assert written == {1: "Résumé.", 4: "Activités."}


def test_writing_over_a_newer_version_is_refused(calls, report):
    client = calls("expert")
    seen = client.get(address(report))["ETag"]
    client.patch(address(report), {"sections": {"1": "Résumé."}})

    stale = client.patch(address(report), {"sections": {"1": "Autre."}}, headers={"If-Match": seen})

    assert stale.status_code == 412


@pytest.mark.parametrize("sections", [{"99": "?"}, {"1": None}, {"1": ["a"]}, ["1"], "x"])
def test_odd_sections_are_told_at_the_field(calls, report, sections):
    answer = calls("expert").patch(address(report), {"sections": sections})

    assert answer.status_code == 400
    assert all(field.startswith("sections") for field in answer.json()["errors"])


def test_an_incomplete_report_is_refused_with_every_missing_section(calls, report):
    answer = calls("expert").post(address(report, "actions/submit/"))

    assert answer.status_code == 409
    assert [reason["field"] for reason in answer.json()["reasons"]] == [
        "sections.1",
        "sections.4",
        "sections.6",
        "sections.8",
    ]


def test_a_report_is_submitted_returned_and_accepted(calls, report):
    expert, manager = calls("expert"), calls("manager")
    expert.patch(address(report), {"sections": world.REPORT_SECTIONS})

    submitted = expert.post(address(report, "actions/submit/"))
    returned = manager.post(address(report, "actions/return/"), {"reason": "More on findings."})
    again = expert.post(address(report, "actions/submit/"))
    accepted = manager.post(address(report, "actions/accept/"))

    states = [answer.json()["state"] for answer in (submitted, returned, again, accepted)]
    assert states == ["submitted", "returned", "submitted", "accepted"]
    assert returned.json()["return_reason"] == "More on findings."


def test_the_country_reads_a_report_only_once_it_is_accepted(calls, report):
    before = calls("focal").get(address(report))
    world.accept_report(report)
    after = calls("focal").get(address(report))

    assert (before.status_code, after.status_code) == (404, 200)


def test_a_manager_may_not_write_it(calls, report):
    assert calls("manager").patch(address(report), {"sections": {"1": "x"}}).status_code == 403


def test_there_is_no_report_before_the_return(calls):
    mission = world.request_in("deployed").deployments.get()

    assert calls("manager").get(f"/api/v1/deployments/{mission.pk}/report/").status_code == 404
