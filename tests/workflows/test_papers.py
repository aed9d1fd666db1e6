"""Papers other than terms: who may read which, and how they follow from what happened."""

from __future__ import annotations

from datetime import date

import pytest

from core.journal import verify_chain
from core.models import JournalEvent, OutboxMessage
from core.outbox import relay
from requests_app.models import SupportRequest
from tests import world
from tests.world import NOW, People
from workflows.handlers import HANDLERS, PAPERS
from workflows.models import Paper
from workflows.rules import may_read_paper
from workflows.services.decision import ask_review, decline_request
from workflows.services.deployments import extend_deployment
from workflows.services.intake import withdraw_request
from workflows.services.papers import issue_papers
from workflows.services.triage import assign_officer
from workflows.states import PaperKind

pytestmark = pytest.mark.django_db

LETTERS = [kind for kind in PaperKind if kind != PaperKind.TERMS]


def test_each_reader_gets_the_kinds_meant_for_them_by_rule_and_by_queryset_alike(people: People) -> None:
    row = world.request_in("submitted")
    own, other = people.expert.actor.expert_id, world.expert().pk
    for number, kind in enumerate(LETTERS * 2):
        Paper.objects.create(
            support_request=row,
            kind=kind,
            key=str(number),
            number=number,
            expert_id=own if number < len(LETTERS) else other,
            content={},
            content_hash="0",
            verification_code=str(number),
            issued_at=NOW,
        )
    papers = list(Paper.objects.all())
    readers = {name: getattr(people, name).actor for name in People.__dataclass_fields__}

    by_rule = {name: {p.pk for p in papers if may_read_paper(actor, p)} for name, actor in readers.items()}
    by_queryset = {
        name: set(Paper.objects.visible_to(actor).values_list("pk", flat=True))
        for name, actor in readers.items()
    }
    kinds = {name: sorted({p.kind for p in papers if p.pk in seen}) for name, seen in by_rule.items()}
    mine = {(p.kind, p.expert_id) for p in papers if p.pk in by_rule["expert"]}

    assert by_rule == by_queryset
    assert kinds == {
        "focal": sorted(set(LETTERS) - {"offer", "certificate"}),
        "alternate": sorted(set(LETTERS) - {"offer", "certificate"}),
        "focal_cv": [],
        "manager": sorted(LETTERS),
        "manager2": sorted(LETTERS),
        "steering": ["closure"],
        "admin": [],
        "expert": ["certificate", "mission_letter", "mission_report", "offer"],
    }
    assert mine == {(kind, own) for kind in kinds["expert"]}
    assert may_read_paper(world.expert_actor(other), papers[0]) is False


def issued(row: SupportRequest) -> list[tuple[str, str, int | None]]:
    """Kind, force and expert of each paper, in the order in which they were issued."""
    papers = row.papers.order_by("number")
    return [(paper.kind, paper.force, paper.expert_id) for paper in papers]


def test_each_step_of_a_request_leaves_its_paper_once(people: People) -> None:
    row = world.request_in("closed")
    expert = row.deployments.get().expert_id

    issue_papers(row, now=NOW)
    issue_papers(row, now=NOW)

    assert issued(row) == [
        ("acknowledgement", "in_force", None),
        ("approval", "in_force", None),
        ("offer", "in_force", expert),
        ("mission_letter", "in_force", expert),
        ("mission_report", "in_force", expert),
        ("closure", "in_force", None),
        ("certificate", "in_force", expert),
    ]
    events = JournalEvent.objects.of(row.chain).filter(verb="paper.issued").order_by("sequence")
    assert [event.data["content_hash"] for event in events] == list(
        row.papers.order_by("number").values_list("content_hash", flat=True)
    )
    assert {event.audience for event in events} == {",manager,"}
    assert list(verify_chain(row.chain, chain_of(row), head_of(row))) == []


def chain_of(row: SupportRequest) -> list[JournalEvent]:
    return list(JournalEvent.objects.of(row.chain).order_by("sequence"))


def head_of(row: SupportRequest) -> tuple[int, str]:
    row.refresh_from_db()
    return row.journal_sequence, row.journal_hash


def test_paper_that_no_longer_holds_says_so(people: People) -> None:
    row = world.request_in("declined")
    issue_papers(row, now=NOW)
    row = ask_review(support_request=row, reason="Nouveaux faits.", actor=people.focal.actor, now=NOW)
    row = assign_officer(
        support_request=row, officer=people.manager2.user.email, actor=people.manager2.actor, now=NOW
    )
    row = decline_request(
        support_request=row, code="too_long", text="Non.", actor=people.manager2.actor, now=NOW
    )
    issue_papers(row, now=NOW)

    assert issued(row)[1:] == [("refusal", "superseded", None), ("refusal", "in_force", None)]
    contents = [str(paper.content) for paper in row.papers.filter(kind="refusal").order_by("number")]
    assert ["until 1 April 2026" in content for content in contents] == [True, False]

    offering = world.request_in("offering")
    issue_papers(offering, now=NOW)
    offering = withdraw_request(support_request=offering, reason="Non.", actor=people.focal.actor, now=NOW)
    issue_papers(offering, now=NOW)

    assert [force for _kind, force, _expert in issued(offering)] == ["in_force", "revoked", "revoked"]


def test_mission_that_ends_on_another_day_has_a_new_letter(people: People) -> None:
    row = world.request_in("mobilisation")
    issue_papers(row, now=NOW)
    deployment = row.deployments.get()
    extend_deployment(
        deployment=deployment,
        end=date(2026, 6, 5),
        reason="Un atelier de plus.",
        actor=people.manager.actor,
        now=NOW,
    )
    issue_papers(row, now=NOW)

    old, new = row.papers.filter(kind="mission_letter").order_by("number")
    assert (old.force, new.force) == ("superseded", "in_force")
    assert ["5 June 2026" in str(paper.content) for paper in (old, new)] == [False, True]


def test_what_people_are_told_is_followed_by_its_papers_in_their_own_lane(people: People) -> None:
    row = world.request_in("submitted")
    while relay(HANDLERS, now=NOW, without=PAPERS):
        pass

    waiting = OutboxMessage.objects.open().values_list("topic", "payload")
    assert list(waiting) == [("documents", {"id": row.pk})]
