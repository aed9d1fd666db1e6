"""Moves that touch two dossiers at once: both countries answer, two people answer for one, two officers propose."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection

from core.errors import Blocked, DeskError
from requests_app.models import SupportRequest
from tests import world
from tests.world import NOW
from workflows.models import JointSide
from workflows.services import joint_missions
from workflows.services.relations import mark_duplicate

ROUNDS, ROUNDS_ON_SQLITE = 10, 2

AtOnce = Callable[..., list[object]]


@pytest.fixture
def rounds() -> range:
    return range(ROUNDS if connection.vendor == "postgresql" else ROUNDS_ON_SQLITE)


@pytest.fixture(autouse=True)
def _people(shared_database: None) -> None:
    world.people()


def agree(side: JointSide, who: str) -> JointSide:
    return joint_missions.agree_joint_mission(side=side, actor=world.person(who).actor, now=NOW)


def refusals(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, Exception)]


def test_both_countries_agree_at_the_same_moment_and_neither_waits_for_ever(
    at_once: AtOnce, rounds: range
) -> None:
    for _round in rounds:
        own, other = world.joint_sides()

        results = at_once(partial(agree, own, "focal"), partial(agree, other, "focal_cv"))

        assert refusals(results) == []
        sides = JointSide.objects.filter(pk__in=[own.pk, other.pk])
        assert set(sides.values_list("state", flat=True)) == {"joined"}
    call_command("verify_journal", stdout=io.StringIO())


def test_of_two_people_of_one_country_one_answers_and_the_other_is_told(
    at_once: AtOnce, rounds: range
) -> None:
    for _round in rounds:
        own, other = world.joint_sides()

        def decline(side: JointSide = own) -> JointSide:
            actor = world.person("alternate").actor
            return joint_missions.decline_joint_mission(
                side=side, reason="Seuls.", actor=actor, now=NOW, expected_version=side.version
            )

        results = at_once(partial(agree, own, "focal"), decline)

        refused = refusals(results)
        assert len(refused) == 1
        assert isinstance(refused[0], DeskError)
        states = [JointSide.objects.get(pk=side.pk).state for side in (own, other)]
        assert states in (["agreed", "asked"], ["declined", "fallen"])


def propose(own: SupportRequest, other: SupportRequest, who: str) -> JointSide:
    return joint_missions.propose_joint_mission(
        support_request=own,
        other=other.pk,
        subject_en="Borders",
        subject_fr="Frontières",
        start=world.MISSION_START,
        end=world.MISSION_END,
        actor=world.person(who).actor,
        now=NOW,
    )


def end_as_duplicate(row: SupportRequest, original: SupportRequest, who: str) -> SupportRequest:
    return mark_duplicate(
        support_request=row,
        original=original.pk,
        text="Doublon.",
        actor=world.person(who).actor,
        now=NOW,
    )


def test_two_officers_propose_and_two_end_each_other_s_request_without_a_deadlock(
    at_once: AtOnce, rounds: range
) -> None:
    for _round in rounds:
        own, other = world.request_in("triage"), world.request_in("triage", country="CV")

        proposed = at_once(partial(propose, own, other, "manager"), partial(propose, other, own, "manager2"))
        assert [type(refused) for refused in refusals(proposed)] == [Blocked]

        ended = at_once(
            partial(end_as_duplicate, own, other, "manager"),
            partial(end_as_duplicate, other, own, "manager2"),
        )
        assert len(refusals(ended)) == 1
        own.refresh_from_db()
        other.refresh_from_db()
        assert sorted((own.state, other.state)) == ["cancelled", "triage"]
    call_command("verify_journal", stdout=io.StringIO())
