"""Several experts of one request leave and return on days of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail

from accounts.models import Invitation
from core.errors import InvalidInput
from core.outbox import relay
from experts.models import Expert
from requests_app.models import SupportRequest
from tests import world
from tests.world import NOW, People, Plan
from workflows.handlers import HANDLERS
from workflows.models import Deployment
from workflows.services import closing, deployments, evaluations, offers, sweeps

Reasons = Callable[[Callable[[], object]], list[tuple[str, str]]]

pytestmark = pytest.mark.django_db

DEPARTURE = NOW.replace(month=5, day=4)
RETURN = NOW.replace(month=5, day=30)


def state_of(row: SupportRequest) -> str:
    row.refresh_from_db()
    return str(row.state)


def two_missions() -> tuple[SupportRequest, Deployment, Deployment]:
    row = world.request_in("mobilisation", positions=2, position={"days": 4})
    one, other = row.deployments.order_by("position__number")
    return row, one, other


# --- The checklist ------------------------------------------------------------------------------------------


def test_work_at_a_distance_needs_no_visa(people: People) -> None:
    [on_site] = world.request_in("mobilisation").deployments.all()
    [remote] = world.request_in("mobilisation", position={"modality": "remote"}).deployments.all()

    assert set(deployments.required_items(on_site)) - set(deployments.required_items(remote)) == {
        "visa",
        "insurance",
        "security_briefing",
        "release_letter",
    }
    assert world.make_ready(remote).state == "ready"


def test_item_that_turns_out_missing_takes_the_readiness_back(people: People) -> None:
    ready = world.make_ready(world.request_in("mobilisation").deployments.get())

    again = deployments.tick_checklist(
        deployment=ready, items={"visa": {"done": False}}, actor=people.manager.actor, now=NOW
    )

    assert again.state == "planned"


def test_item_of_another_checklist_is_refused(people: People) -> None:
    remote = world.request_in("mobilisation", position={"modality": "remote"}).deployments.get()

    with pytest.raises(InvalidInput):
        deployments.tick_checklist(
            deployment=remote, items={"visa": {"done": True}}, actor=people.manager.actor, now=NOW
        )


def test_request_is_not_deployed_while_nobody_is_ready(people: People, reasons: Reasons) -> None:
    row = world.request_in("mobilisation")

    told = reasons(
        lambda: deployments.deploy_request(support_request=row, actor=people.manager.actor, now=NOW)
    )

    assert told == [("nobody_ready", "")]


# --- First departure, last return ---------------------------------------------------------------------------


def test_request_is_deployed_with_the_first_and_reporting_with_the_last(people: People) -> None:
    row, one, other = two_missions()
    officer = people.manager.actor

    one = deployments.start_deployment(deployment=world.make_ready(one), actor=officer, now=DEPARTURE)
    assert state_of(row) == "deployed"

    other = deployments.start_deployment(deployment=world.make_ready(other), actor=officer, now=DEPARTURE)
    deployments.end_deployment(deployment=one, actor=officer, now=RETURN)
    assert state_of(row) == "deployed"

    deployments.end_deployment(deployment=other, actor=officer, now=RETURN, early_because="Crise.")
    assert state_of(row) == "reporting"
    assert row.reports.count() == 2


def test_request_waits_for_an_expert_who_has_not_left_yet(people: People, reasons: Reasons) -> None:
    row, one, _other = two_missions()
    officer = people.manager.actor
    one = deployments.start_deployment(deployment=world.make_ready(one), actor=officer, now=DEPARTURE)
    row.refresh_from_db()

    told = reasons(lambda: deployments.end_request_mission(support_request=row, actor=officer, now=RETURN))
    deployments.end_deployment(deployment=one, actor=officer, now=RETURN)

    assert told == [("still_to_leave", "positions.2")]
    assert state_of(row) == "deployed"


def test_departure_called_off_lets_the_others_finish(people: People) -> None:
    row, one, other = two_missions()
    officer = people.manager.actor
    one = deployments.start_deployment(deployment=world.make_ready(one), actor=officer, now=DEPARTURE)
    deployments.end_deployment(deployment=one, actor=officer, now=RETURN)

    deployments.cancel_deployment(deployment=other, reason="Plus nécessaire.", actor=officer, now=RETURN)

    assert state_of(row) == "reporting"


def test_expert_released_after_the_first_left_lets_the_others_finish(people: People) -> None:
    row, one, other = two_missions()
    officer = people.manager.actor
    one = deployments.start_deployment(deployment=world.make_ready(one), actor=officer, now=DEPARTURE)
    deployments.end_deployment(deployment=one, actor=officer, now=RETURN)

    offers.release_expert(offer=other.offer, reason="Malade.", actor=officer, now=RETURN)

    assert state_of(row) == "reporting"


# --- By the calendar ----------------------------------------------------------------------------------------


def test_ready_experts_leave_on_their_day_and_return_the_day_after_their_last() -> None:
    row, one, _other = two_missions()
    world.make_ready(one)

    assert sweeps.start_deployments(now=DEPARTURE - timedelta(days=1)) == 0
    assert sweeps.start_deployments(now=DEPARTURE) == 1
    assert sweeps.start_deployments(now=DEPARTURE) == 0
    assert sweeps.end_deployments(now=RETURN - timedelta(days=1)) == 0
    assert sweeps.end_deployments(now=RETURN) == 1

    one.refresh_from_db()
    assert (one.state, one.actual_start, one.actual_end) == ("ended", date(2026, 5, 4), date(2026, 5, 30))
    assert state_of(row) == "deployed"


def test_nobody_leaves_while_the_request_is_on_hold() -> None:
    row = world.request_in("mobilisation")
    world.make_ready(row.deployments.get())
    world.hold(row, Plan())

    assert sweeps.start_deployments(now=DEPARTURE) == 0


def test_extension_keeps_the_history_of_the_dates(people: People) -> None:
    deployment = world.request_in("deployed").deployments.get()
    ends = [date(2026, 6, 5), date(2026, 6, 12)]

    for end in ends:
        deployment = deployments.extend_deployment(
            deployment=deployment, end=end, reason="Retard.", actor=people.manager.actor, now=NOW
        )

    assert deployment.planned_end == ends[-1]
    assert [(step["from"], step["to"]) for step in deployment.extensions] == [
        ("2026-05-29", "2026-06-05"),
        ("2026-06-05", "2026-06-12"),
    ]


# --- Closing ------------------------------------------------------------------------------------------------


def close(row: SupportRequest, people: People) -> SupportRequest:
    return closing.close_request(support_request=row, actor=people.manager.actor, now=NOW)


def test_everything_missing_for_closing_is_told_at_once(people: People, reasons: Reasons) -> None:
    row = world.request_in("reporting", positions=2, position={"days": 4})

    assert reasons(lambda: close(row, people)) == [
        ("report_missing", "positions.1"),
        ("report_missing", "positions.2"),
        ("evaluation_missing", "evaluations"),
        ("evaluation_missing", "evaluations"),
        ("evaluation_missing", "evaluations"),
    ]


def test_evaluation_that_will_not_come_is_waived_with_a_reason(people: People) -> None:
    row = world.request_in("reporting")
    world.accept_report(row.reports.get())
    for group, deployment in ((evaluations.AT_THE_END, None), (evaluations.EXPERT, row.deployments.get())):
        evaluations.waive_evaluation(
            support_request=row,
            group=group,
            reason="Sans réponse.",
            actor=people.manager.actor,
            now=NOW,
            deployment=deployment,
        )

    assert close(row, people).state == "closed"
    assert row.deployments.get().state == "completed"


# --- Without an account -------------------------------------------------------------------------------------


def leaving(vetted_by: str) -> Deployment:
    """An expert without an account leaves on mission; `vetted_by` is who took them onto the roster."""
    row = world.request_in("mobilisation")
    deployment = row.deployments.get()
    Expert.objects.filter(pk=deployment.expert_id).update(vetted_by_id=world.person(vetted_by).user.pk)
    world.deploy(row, Plan())
    while relay(HANDLERS, now=NOW):
        pass
    return deployment


def test_an_expert_without_an_account_is_asked_by_mail_to_open_one_for_the_report() -> None:
    deployment = leaving(vetted_by="manager2")

    invitation = Invitation.objects.get(email=deployment.expert.email)
    letter = next(m for m in mail.outbox if m.to == [deployment.expert.email] and "invitation" in m.subject)
    assert (invitation.role, invitation.state_at(NOW)) == ("expert", "confirmed")
    assert (invitation.proposed_by.email, invitation.confirmed_by.email) == (
        "manager2@desk.example",
        "manager@desk.example",
    )
    assert "write the mission report" in letter.body


def test_where_one_manager_vetted_and_sends_a_colleague_has_still_to_confirm() -> None:
    deployment = leaving(vetted_by="manager")

    assert Invitation.objects.get(email=deployment.expert.email).state_at(NOW) == "proposed"
