"""Who sees whom, and the roster as the ranking reads it."""

from datetime import date, timedelta

import pytest

from core.actors import SYSTEM, Actor, Role
from experts import rules
from experts.matching import Appraisals, Period
from experts.matching.types import Bar
from experts.models import Expert
from experts.selectors import profiles
from experts.services.availability import PeriodInput, set_availability
from experts.services.exclusions import add_exclusion
from experts.services.profiles import register_expert, update_profile
from experts.services.vetting import vet_expert

pytestmark = pytest.mark.django_db

TODAY = date(2015, 1, 15)


def more_people(values, actor, now, count):
    for number in range(count):
        register_expert(values=values | {"email": f"p{number}@experts.example"}, actor=actor, now=now)


def test_rule_and_queryset_agree_for_every_role(expert, values, manager, oneself, stranger, now):
    more_people(values, manager, now, 2)
    actors = [
        SYSTEM,
        oneself,
        stranger,
        Actor(kind="link", role=Role.EXPERT, expert_id=expert.pk),
        Actor(kind="user", role=Role.EXPERT, user_id=5),
        *(
            Actor(kind="user", role=role, user_id=5)
            for role in ("manager", "admin", "steering", "focal_point")
        ),
    ]

    for actor in actors:
        by_rule = {person for person in Expert.objects.all() if rules.view_expert(actor, person)}
        assert set(Expert.objects.visible_to(actor)) == by_rule, actor


def test_steering_and_focal_points_see_nobody(expert):
    for role in (Role.STEERING, Role.FOCAL_POINT):
        actor = Actor(kind="user", role=role, user_id=5, countries=frozenset({"SN"}))
        assert not Expert.objects.visible_to(actor).exists()


def test_profile_carries_everything_the_ranking_reads(expert, manager, oneself, now):
    vet_expert(expert=expert, verdict="vetted", actor=manager, now=now)
    add_exclusion(expert=expert, kind="country", code="LY", actor=oneself, now=now)
    set_availability(
        expert=expert,
        windows=[PeriodInput(date(2015, 3, 1), date(2015, 3, 31))],
        unavailabilities=[PeriodInput(date(2015, 3, 5), date(2015, 3, 6), kind="busy")],
        actor=oneself,
        now=now,
    )

    (profile,) = profiles(
        at=TODAY,
        commitments={expert.pk: [(date(2015, 2, 1), date(2015, 2, 5))]},
        appraisals={expert.pk: (4.5, 2)},
        days_used={expert.pk: 5},
        loads={expert.pk: 1},
        conflicts={expert.pk: frozenset({"organisation:7"})},
    )

    assert (profile.id, profile.vetted, profile.on_roster) == (expert.pk, True, True)
    assert profile.languages == {"fr": "C2", "en": "B1"}
    assert profile.competences == {"PH3-T2": (3, 12)}
    assert profile.expertise == {"EX-BOR-02": 3}
    assert profile.areas == ("Border police trainer", "joint patrols")
    assert profile.countries == frozenset({"SN", "GM"})
    assert profile.regions == frozenset({"west_africa"})
    assert profile.windows == (Period(date(2015, 3, 1), date(2015, 3, 31)),)
    assert profile.absences == (Period(date(2015, 3, 5), date(2015, 3, 6)),)
    assert profile.commitments == (Period(date(2015, 2, 1), date(2015, 2, 5)),)
    assert profile.exclusions == frozenset({Bar("country", "LY")})
    assert profile.conflicts == frozenset({"organisation:7"})
    assert (profile.appraisals, profile.days_used, profile.load) == (Appraisals(4.5, 2), 5, 1)


@pytest.mark.parametrize(
    ("verdicts", "vetted", "on_roster"),
    [
        ([], False, True),
        (["vetted"], True, True),
        (["vetted", "suspended"], True, False),
        (["left"], False, False),
        (["vetted", "left", "proposed"], False, True),
    ],
)
def test_vetting_decides_who_is_on_the_roster(expert, manager, now, verdicts, vetted, on_roster):
    for verdict in verdicts:
        vet_expert(expert=expert, verdict=verdict, reason="Because", actor=manager, now=now)

    (profile,) = profiles(at=TODAY)

    assert (profile.vetted, profile.on_roster) == (vetted, on_roster)


def test_whose_consent_has_ended_is_not_on_the_roster(expert, manager, now):
    update_profile(expert=expert, values={"consent_until": TODAY}, actor=manager, now=now)

    assert profiles(at=TODAY)[0].on_roster
    assert not profiles(at=TODAY + timedelta(days=1))[0].on_roster


@pytest.mark.parametrize("more", [0, 2])
def test_profiles_take_eight_queries_however_many_people(
    expert, values, manager, now, more, django_assert_num_queries
):
    more_people(values, manager, now, more)

    with django_assert_num_queries(8):
        assert len(profiles(at=TODAY)) == 1 + more
