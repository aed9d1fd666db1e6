"""A request from its first sentence to the closed file, each step by whoever takes it."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command

from requests_app.states import RequestState as S
from tests.browser import steps
from tests.browser.desk import Desk
from tests.world import person
from workflows.services import evaluations


def test_a_request_goes_from_its_first_sentence_to_the_closed_file(desk: Desk):
    focal, manager, expert = desk.enter("focal"), desk.enter("manager"), desk.enter("expert", width=390)

    row = steps.file_request(focal)
    desk.work()
    steps.take_case(manager, row)
    steps.pass_triage(manager, row)
    steps.confirm_themes(manager, row)
    steps.add_position(manager, row)
    steps.approve(manager, row)
    steps.order_reserve(manager, row)
    steps.send_offers(manager, row)
    desk.work()
    steps.accept(desk.enter(width=390), desk.link_in_mail(person("expert").user.email, "/offer/"))
    steps.agree_with_shortlist(focal, row)
    desk.work()
    steps.sign_terms(focal, row)
    steps.sign_terms(manager, row)
    deployment = steps.prepare_and_send(manager, row)
    steps.end_mission(manager, row)
    steps.write_report(expert, deployment)
    steps.accept_report(manager, deployment)
    steps.evaluate(focal, f"requests/{row.pk}/evaluation/{evaluations.AT_THE_END}/")
    steps.evaluate(expert, f"assignments/{deployment.pk}/evaluation/")
    steps.close(manager, row)
    desk.work()

    row.refresh_from_db()
    assert row.state == S.CLOSED
    focal.open(f"requests/{row.pk}/")
    desk.enter("steering").open(f"requests/{row.pk}/")
    journal = StringIO()
    call_command("verify_journal", stdout=journal)
    assert "The journal is whole" in journal.getvalue()
