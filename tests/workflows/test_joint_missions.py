"""One mission for two countries: who is asked, who binds whom, and what neither learns of the other."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from core.errors import Blocked, InvalidInput, Stale
from core.models import JournalEvent
from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests import world
from tests.world import NOW
from workflows import reserve
from workflows.handlers import tell_people
from workflows.models import JointSide, Notification
from workflows.selectors.relations import companions_of, joint_mission_of
from workflows.selectors.timeline import events_for, tell
from workflows.services import control, joint_missions, sweeps
from workflows.services.matching import rank_for
from workflows.states import JointState

pytestmark = pytest.mark.django_db


def state_of(*sides: JointSide) -> list[str]:
    return [JointSide.objects.get(pk=side.pk).state for side in sides]


def test_missions_are_joined_once_both_countries_have_agreed() -> None:
    own, other = world.joint_sides()

    world.agree_to_join(own)
    assert state_of(own, other) == [JointState.AGREED, JointState.ASKED]

    world.agree_to_join(other)
    assert state_of(own, other) == [JointState.JOINED, JointState.JOINED]
    for side in (own, other):
        verbs = JournalEvent.objects.of(side.support_request.chain).values_list("verb", flat=True)
        assert "joint.joined" in verbs


def test_refusal_of_one_country_frees_the_other_and_does_not_say_why() -> None:
    own, other = world.joint_sides()
    world.agree_to_join(own)

    joint_missions.decline_joint_mission(
        side=other, reason="Raison interne.", actor=world.person("focal_cv").actor, now=NOW
    )

    assert state_of(own, other) == [JointState.FALLEN, JointState.DECLINED]
    told = JournalEvent.objects.of(own.support_request.chain).values_list("data", flat=True)
    assert "Raison interne." not in json.dumps(list(told), ensure_ascii=False)


def test_country_learns_the_name_and_the_subject_and_nothing_else_of_the_other_request() -> None:
    own, other = world.joint_sides()
    secret = "Le poste frontière de Rosso"
    SupportRequest.objects.filter(pk=other.support_request_id).update(title=secret, institution=secret)
    focal = world.actor_of("focal_point")

    seen = joint_mission_of(own.support_request, actor=focal)
    told = tell(events_for(own.support_request, focal), actor=focal)

    assert seen is not None
    assert seen.beside.country == "Cabo Verde"
    assert seen.beside.support_request is None
    sentences = " ".join(entry.sentence for entry in told)
    reference = SupportRequest.objects.values_list("reference", flat=True).get(pk=other.support_request_id)
    assert secret not in sentences
    assert str(reference) not in sentences
    assert "Statistics at border posts" in sentences
    assert not JointSide.objects.visible_to(focal).filter(pk=other.pk).exists()


def test_second_answer_of_the_same_country_is_told_that_somebody_was_faster() -> None:
    own, _other = world.joint_sides()
    world.agree_to_join(own)

    with pytest.raises(Stale):
        joint_missions.decline_joint_mission(
            side=own,
            reason="Seuls.",
            actor=world.person("alternate").actor,
            now=NOW,
            expected_version=own.version,
        )
    with pytest.raises(Blocked):
        joint_missions.agree_joint_mission(side=own, actor=world.person("alternate").actor, now=NOW)


@pytest.mark.parametrize("case", ["same country", "too late", "already asked", "past"])
def test_proposal_that_makes_no_sense_is_refused(case: str) -> None:
    own = world.request_in(S.DEPLOYED if case == "too late" else S.TRIAGE)
    other = world.request_in(S.TRIAGE, country="SN" if case == "same country" else "CV")
    if case == "already asked":
        world.joint_sides(own)
    start = NOW.date() - timedelta(days=1) if case == "past" else world.MISSION_START

    with pytest.raises(Blocked if case in ("too late", "already asked") else InvalidInput):
        joint_missions.propose_joint_mission(
            support_request=own,
            other=other.pk,
            subject_en="Borders",
            subject_fr="Frontières",
            start=start,
            end=world.MISSION_END,
            actor=world.actor_of("manager"),
            now=NOW,
        )

    assert not JointSide.objects.filter(support_request=other).exists()


def test_silence_is_no_consent() -> None:
    own, other = world.joint_sides()
    world.agree_to_join(own)
    assert own.due_at is not None

    assert sweeps.expire_joint_missions(now=own.due_at - timedelta(seconds=1)) == 0
    assert sweeps.expire_joint_missions(now=own.due_at) == 1

    assert state_of(own, other) == [JointState.EXPIRED, JointState.EXPIRED]


@pytest.mark.parametrize(("joined", "ends_in"), [(False, JointState.FALLEN), (True, JointState.ENDED)])
def test_request_that_ends_takes_its_joint_mission_with_it(joined: bool, ends_in: str) -> None:
    own, other = world.joint_sides()
    for side in (own, other) if joined else (own,):
        world.agree_to_join(side)
    control.cancel_request(
        support_request=own.support_request,
        code="funding",
        text="Plus de fonds.",
        actor=world.actor_of("manager"),
        now=NOW,
    )

    assert sweeps.run_sweeps(now=NOW) == 1
    assert sweeps.run_sweeps(now=NOW) == 0
    assert state_of(own, other) == [ends_in, ends_in]


def test_expert_of_one_request_counts_as_free_for_the_other_while_they_are_joined() -> None:
    engaged, offer = world.request_and_offer()
    world.accept(offer)
    own, other = world.joint_sides(engaged)
    searching = world.request_in(S.MATCHING, country="CV")
    JointSide.objects.filter(pk=other.pk).update(support_request=searching)
    own.refresh_from_db()
    place = searching.positions.get()

    def is_free() -> bool:
        assessed = {int(one.expert_id): one for one in rank_for(place, now=NOW)[2].assessments}
        overlapping = reserve.missions_overlapping(place).filter(expert_id=offer.expert_id).exists()
        assert assessed[offer.expert_id].eligible is not overlapping
        return not overlapping

    assert not is_free()
    assert companions_of(searching) == []

    for side in (own, JointSide.objects.get(pk=other.pk)):
        world.agree_to_join(side)
    assert is_free()
    assert [person.expert_id for person in companions_of(searching)] == [offer.expert_id]

    joint_missions.end_joint_mission(side=own, reason="Fini.", actor=world.actor_of("manager"), now=NOW)
    assert not is_free()


def test_both_countries_and_both_officers_are_told_of_the_proposal() -> None:
    own, other = world.joint_sides()

    for side in (own, other):
        event = JournalEvent.objects.of(side.support_request.chain).get(verb="joint.proposed")
        tell_people({"id": side.support_request_id, "event": event.pk}, NOW)

    told = Notification.objects.filter(notice="joint.proposed").values_list("email", flat=True)
    assert {"focal.sn@desk.example", "focal.cv@desk.example"} <= set(told)
