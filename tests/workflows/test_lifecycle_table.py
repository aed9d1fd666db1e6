"""The life of a request as it was agreed, and every action tried in every state by everybody against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from core.transitions import perform
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from tests import world
from tests.workflows.table import (
    Table,
    assert_names_everything,
    blocked,
    built_once,
    every_party,
)
from tests.world import NOW
from workflows.actions import requests as actions
from workflows.services import closing, control, decision, deployments, intake, offers, terms, triage
from workflows.states import IdentityProof

# Each state: which actions exist, and where each leads. The rows are ready for whatever their state allows; only
# a team that is complete leaves `offering` by itself, so there `agree_team` waits for what is missing.
LIFE = {
    "draft": {
        "submit": "submitted",
    },
    "submitted": {
        "start_triage": "triage",
        "assign": "submitted",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "triage": {
        "pass_triage": "theme_check",
        "ask": "question",
        "decline": "declined",
        "assign": "triage",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "question": {
        "answer": "triage",
        "assign": "question",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "theme_check": {
        "confirm_themes": "decision",
        "ask": "question",
        "decline": "declined",
        "assign": "theme_check",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "decision": {
        "approve": "matching",
        "ask": "question",
        "decline": "declined",
        "assign": "decision",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "matching": {
        "send_offers": "offering",
        "assign": "matching",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "offering": {
        "exhaust_offers": "matching",
        "agree_team": blocked("position_open", "country_to_answer"),
        "assign": "offering",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "terms": {
        "sign_terms": "terms",
        "reopen_matching": "matching",
        "assign": "terms",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "mobilisation": {
        "deploy": "deployed",
        "reopen_matching": "matching",
        "assign": "mobilisation",
        "withdraw": "withdrawn",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "deployed": {
        "end_mission": "reporting",
        "assign": "deployed",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "reporting": {
        "close": "closed",
        "assign": "reporting",
        "hold": "on_hold",
        "cancel": "cancelled",
    },
    "on_hold": {
        "resume": "matching",
        "assign": "on_hold",
        "withdraw": "withdrawn",
        "cancel": "cancelled",
    },
    "closed": {},
    "declined": {
        "ask_review": "triage",
    },
    "withdrawn": {},
    "cancelled": {},
}

COUNTRY = frozenset({"focal", "alternate"})
MANAGERS = frozenset({"officer", "colleague"})
OFFICER = frozenset({"officer"})
SYSTEM = frozenset({"system"})

MAY = {
    "submit": COUNTRY,
    "withdraw": COUNTRY,
    "answer": COUNTRY,
    "ask_review": COUNTRY,
    "start_triage": MANAGERS,
    "assign": MANAGERS,
    "ask": MANAGERS,
    "approve": MANAGERS,
    "decline": MANAGERS,
    "hold": MANAGERS,
    "resume": MANAGERS,
    "cancel": MANAGERS,
    "pass_triage": OFFICER,
    "confirm_themes": OFFICER,
    "send_offers": OFFICER,
    "close": OFFICER,
    "sign_terms": COUNTRY | MANAGERS,
    "deploy": OFFICER | SYSTEM,
    "end_mission": OFFICER | SYSTEM,
    "exhaust_offers": SYSTEM,
    "agree_team": SYSTEM,
    "reopen_matching": SYSTEM,
}

# States in which the rows of this test have no officer yet.
WITHOUT_OFFICER = ("draft", "submitted", "withdrawn")


def hash_in_review(row: SupportRequest) -> str:
    paper = row.terms.in_work().first()
    return paper.content_hash if paper else ""


TRIES = {
    "submit": lambda row, actor: intake.submit_request(support_request=row, actor=actor, now=NOW),
    "withdraw": lambda row, actor: intake.withdraw_request(
        support_request=row, reason="Plus nécessaire.", actor=actor, now=NOW
    ),
    "start_triage": lambda row, actor: triage.start_triage(support_request=row, actor=actor, now=NOW),
    "assign": lambda row, actor: triage.assign_officer(
        support_request=row, officer="manager2@desk.example", actor=actor, now=NOW
    ),
    "ask": lambda row, actor: triage.ask_question(
        support_request=row, text="Combien ?", fields=[], actor=actor, now=NOW
    ),
    "answer": lambda row, actor: triage.answer_question(
        support_request=row, text="Douze.", answers=None, actor=actor, now=NOW
    ),
    "pass_triage": lambda row, actor: triage.pass_triage(
        support_request=row, checklist=world.all_checked(), actor=actor, now=NOW
    ),
    "confirm_themes": lambda row, actor: triage.confirm_themes(
        support_request=row, main="PH3-T1", further=[], reason="", actor=actor, now=NOW
    ),
    "approve": lambda row, actor: decision.approve_request(
        support_request=row, note="", actor=actor, now=NOW
    ),
    "decline": lambda row, actor: decision.decline_request(
        support_request=row, code="too_long", text="Trop long.", actor=actor, now=NOW
    ),
    "ask_review": lambda row, actor: decision.ask_review(
        support_request=row, reason="Huit jours.", actor=actor, now=NOW
    ),
    "send_offers": lambda row, actor: offers.send_offers(support_request=row, actor=actor, now=NOW),
    "exhaust_offers": lambda row, actor: perform(actions.EXHAUST_OFFERS, row, actor=actor, now=NOW),
    "agree_team": lambda row, actor: perform(actions.AGREE_TEAM, row, actor=actor, now=NOW),
    "reopen_matching": lambda row, actor: perform(actions.REOPEN_MATCHING, row, actor=actor, now=NOW),
    "sign_terms": lambda row, actor: terms.sign_terms(
        support_request=row,
        content_hash=hash_in_review(row),
        proof=IdentityProof.PASSWORD,
        actor=actor,
        now=NOW,
    ),
    "deploy": lambda row, actor: deployments.deploy_request(support_request=row, actor=actor, now=NOW),
    "end_mission": lambda row, actor: deployments.end_request_mission(
        support_request=row, actor=actor, now=NOW
    ),
    "close": lambda row, actor: closing.close_request(support_request=row, actor=actor, now=NOW),
    "hold": lambda row, actor: control.hold_request(
        support_request=row, reason="Élections.", actor=actor, now=NOW
    ),
    "resume": lambda row, actor: control.resume_request(support_request=row, actor=actor, now=NOW),
    "cancel": lambda row, actor: control.cancel_request(
        support_request=row, code="security", text="", actor=actor, now=NOW
    ),
}

TABLE = Table(actions=actions.REQUEST_ACTIONS, life=LIFE, may=MAY, tries=TRIES)


def ready_request(state: str) -> SupportRequest:
    """A request that is ready for everything its state allows."""
    row, plan = world.request_in(state), world.Plan()
    if state == "matching":
        world.order_reserves(row, plan)
    if state == "mobilisation":
        world.make_ready(row.deployments.get())
    if state == "reporting":
        world.accept_report(row.reports.get())
        world.evaluate(row, plan)
    return row


@pytest.fixture(scope="module")
def in_state(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, SupportRequest]]:
    with built_once(django_db_blocker, RequestState.values, ready_request) as rows:
        yield rows


def test_table_names_every_state_and_every_action() -> None:
    assert_names_everything(TABLE, RequestState.values)


@every_party
@pytest.mark.parametrize("state", RequestState.values)
def test_every_action_does_what_the_table_says(
    state: str, party: str, in_state: dict[str, SupportRequest], db: None
) -> None:
    row = in_state[state]

    found = TABLE.outcomes(row, party)

    assert found == TABLE.expected(state, party, without_officer=state in WITHOUT_OFFICER)
