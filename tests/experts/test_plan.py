"""The plan over all open positions is the best there is, and keeps what holds for every person."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts.matching.plan import Impossible, Person, Task, clash, one_by_one, solve

MARCH = date(2026, 3, 2)


def task(key, scores, *, begins=0, days=5, lasts=10, group=None, beside=()):
    start = MARCH + timedelta(days=begins)
    return Task(
        key=key,
        start=start,
        end=start + timedelta(days=lasts),
        days=days,
        experts=list(scores),
        scores=list(scores.values()),
        group=key if group is None else group,
        beside=frozenset(beside),
    )


tasks = st.lists(
    st.tuples(
        st.dictionaries(st.integers(1, 4), st.integers(0, 10_000).map(lambda cents: cents / 100), max_size=4),
        st.integers(0, 60),
        st.integers(1, 20),
        st.integers(0, 15),
        st.integers(1, 2),
    ),
    max_size=5,
).map(
    lambda drawn: [
        task(key, scores, begins=begins, days=days, lasts=lasts, group=group, beside={3 - group})
        for key, (scores, begins, days, lasts, group) in enumerate(drawn, start=1)
    ]
)
people = st.dictionaries(
    st.integers(1, 4),
    st.builds(Person, st.integers(0, 20), st.dictionaries(st.just(2026), st.integers(0, 40), max_size=1)),
)


def allowed(tasks, people, chosen):
    for expert in set(chosen.values()):
        person = people.get(expert, Person())
        mine = [one for one in tasks if chosen.get(one.key) == expert]
        if any(clash(a, b, person) for a in mine for b in mine if a.key < b.key):
            return False
        if sum(one.days for one in mine) > person.days_left.get(2026, 10_000):
            return False
    return True


def best(tasks, people):
    """By trying everything."""
    found = (0, 0.0)
    for picks in product(*[[None, *one.experts] for one in tasks]):
        chosen = {one.key: pick for one, pick in zip(tasks, picks, strict=True) if pick is not None}
        if allowed(tasks, people, chosen):
            total = sum(one.scores[one.experts.index(chosen[one.key])] for one in tasks if one.key in chosen)
            found = max(found, (len(chosen), round(total, 2)))
    return found


@given(tasks, people)
@settings(max_examples=60, deadline=None)
def test_the_plan_is_the_best_of_all_and_allowed(tasks, people):

    plan = solve(tasks, people)

    assert plan.proved
    assert (plan.filled, plan.total) == best(tasks, people)
    assert allowed(tasks, people, plan.chosen)
    assert solve(list(reversed(tasks)), people) == plan
    greedy = one_by_one(tasks, people)
    assert allowed(tasks, people, greedy.chosen)
    assert (plan.filled, plan.total) >= (greedy.filled, greedy.total)


def test_the_only_one_who_can_is_kept_for_what_nobody_else_could_do():
    tasks = [task(1, {7: 90.0, 8: 85.0}), task(2, {7: 70.0})]

    plan, greedy = solve(tasks, {}), one_by_one(tasks, {})

    assert (plan.chosen, greedy.chosen) == ({1: 8, 2: 7}, {1: 7})


def test_one_person_takes_two_missions_with_rest_between_them():
    tasks = [task(1, {7: 90.0}), task(2, {7: 80.0}, begins=25)]

    assert solve(tasks, {7: Person(14)}).filled == 2
    assert solve(tasks, {7: Person(15)}).chosen == {1: 7}
    assert solve(tasks, {7: Person(14, {2026: 9})}).chosen == {1: 7}


def test_a_joint_mission_is_one_mission():
    tasks = [task(1, {7: 90.0}, group=1, beside={2}), task(2, {7: 80.0}, group=2, beside={1})]

    assert solve(tasks, {7: Person(14)}).filled == 2


def test_a_choice_that_was_made_stands_and_what_was_excluded_stays_out():
    tasks = [task(1, {7: 90.0, 8: 85.0}), task(2, {7: 70.0, 9: 10.0})]

    assert solve(tasks, {}, pinned={1: 7}).chosen == {1: 7, 2: 9}
    assert solve(tasks, {}, forbidden=frozenset({(1, 8)})).chosen == {1: 7, 2: 9}


@pytest.mark.parametrize("pinned", [{1: 9}, {1: 7, 2: 7}])
def test_choices_that_cannot_be_made_are_refused_by_name(pinned):
    tasks = [task(1, {7: 90.0, 8: 85.0}), task(2, {7: 70.0})]

    with pytest.raises(Impossible) as refused:
        solve(tasks, {}, pinned=pinned)

    assert set(refused.value.pairs) == set(pinned.items())
