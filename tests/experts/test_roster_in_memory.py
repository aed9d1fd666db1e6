"""The roster in memory is what the last commit left, whoever changed it and however."""

from datetime import date

import pytest
from django.db import transaction

from experts import roster
from experts.matching import DEFAULT_WEIGHTS, Appraisals, Need, Period, rank
from experts.matching.columns import Known
from experts.models import AvailabilityWindow, Expert, LanguageSkill, RosterChange
from experts.selectors import profiles
from experts.services.profiles import register_expert, update_profile
from experts.services.vetting import vet_expert

pytestmark = pytest.mark.django_db

TODAY = date(2015, 1, 15)
NEED = Need(
    country="SN",
    language="fr",
    themes=("PH3-T2",),
    expertise=("EX-BOR-02",),
    expertise_text="joint border patrols",
    start=date(2015, 3, 2),
    end=date(2015, 3, 13),
    days=10,
)
NOTHING = Known()


def as_the_engine_does(known: Known = NOTHING, at: date = TODAY) -> None:
    """Whatever happened before: the roster in memory and the engine over fresh rows say the same."""
    people = profiles(
        at=at,
        commitments=known.commitments,
        appraisals=known.appraisals,
        days_used=known.days_used,
        loads=known.loads,
        conflicts=known.conflicts,
    )
    expected = rank(NEED, people, DEFAULT_WEIGHTS)
    found = roster.ranked(NEED, known, DEFAULT_WEIGHTS, at=at, top=20)
    assert found.assessments == expected
    assert (found.looked_at, found.eligible) == (len(expected), sum(item.eligible for item in expected))


def test_every_change_is_seen_and_what_others_know_counts(expert, values, manager, now):
    as_the_engine_does()
    vet_expert(expert=expert, verdict="vetted", actor=manager, now=now)
    as_the_engine_does()
    other = register_expert(values=values | {"email": "b@experts.example"}, actor=manager, now=now)
    vet_expert(expert=other, verdict="vetted", actor=manager, now=now)
    as_the_engine_does()
    update_profile(expert=expert, values={"consent_until": TODAY}, actor=manager, now=now)
    as_the_engine_does()
    as_the_engine_does(at=date(2015, 1, 16))
    AvailabilityWindow.objects.create(expert=other, start=date(2015, 3, 1), end=date(2015, 3, 20))
    as_the_engine_does()
    AvailabilityWindow.objects.update(expert=expert)
    as_the_engine_does()
    LanguageSkill.objects.filter(expert=other).delete()
    as_the_engine_does(
        Known(
            commitments={other.pk: [Period(date(2015, 2, 1), date(2015, 2, 25))]},
            appraisals={other.pk: Appraisals(4.5, 2)},
            days_used={expert.pk: 55},
            loads={expert.pk: 2},
            conflicts={expert.pk: frozenset({"request:1"})},
        )
    )
    Expert.objects.filter(pk=other.pk).delete()
    as_the_engine_does()


def test_what_was_rolled_back_is_forgotten_even_where_its_number_is_given_out_again(expert, manager, now):
    as_the_engine_does()
    point = transaction.savepoint()
    vet_expert(expert=expert, verdict="vetted", actor=manager, now=now)
    as_the_engine_does()
    transaction.savepoint_rollback(point)
    Expert.objects.filter(pk=expert.pk).update(headline="Nothing of the kind")
    while RosterChange.objects.count() < 40:
        Expert.objects.filter(pk=expert.pk).update(days_per_year=30)

    as_the_engine_does()


def test_only_who_changed_is_read_again(expert, values, manager, now, django_assert_max_num_queries):
    roster.in_memory()
    with django_assert_max_num_queries(2):
        roster.in_memory()
    Expert.objects.filter(pk=expert.pk).update(headline="Border police")
    with django_assert_max_num_queries(10):
        roster.in_memory()


def test_nobody_is_nearest_where_somebody_is_eligible(expert, manager, now):
    out = roster.ranked(NEED, Known(), DEFAULT_WEIGHTS, at=TODAY, top=5, nearest=3)
    vet_expert(expert=expert, verdict="vetted", actor=manager, now=now)
    there = roster.ranked(NEED, Known(), DEFAULT_WEIGHTS, at=TODAY, top=5, nearest=3)

    assert [item.expert_id for item in out.nearest] == [expert.pk]
    assert (out.eligible, out.failing["vetted"], there.eligible, there.nearest) == (0, 1, 1, [])
