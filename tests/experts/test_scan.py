"""A roster in columns says of everybody what the engine says of one, to the last digit."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from experts.matching import DEFAULT_WEIGHTS, Weights, rank
from experts.matching.columns import Known, Listing, columns_of, joined
from experts.matching.frozen import freeze_need, freeze_profile, rank_again, thaw_need
from experts.matching.scan import scan
from experts.matching.seen import seen
from experts.matching.types import CRITERIA, Appraisals, Bar, CoolDown
from tests.experts.test_ranking import days, needs, periods, rosters

AT = date(2014, 6, 1)

weights = st.lists(st.integers(0, 20), min_size=len(CRITERIA) - 1, max_size=len(CRITERIA) - 1).map(
    lambda points: (
        DEFAULT_WEIGHTS
        if sum(points) > 100
        else Weights(2, dict(zip(CRITERIA, [*points, 100 - sum(points)], strict=True)))
    )
)


def departs(first):
    return lambda nationality, category: first if nationality in ("SN", "FR") else None


@given(needs, rosters, weights, st.data())
@settings(max_examples=120, deadline=None)
def test_columns_rank_as_the_engine_does(need, roster, weights, data):
    need = replace(
        need,
        modality="remote",
        parties=frozenset({"request:1"}),
        start=data.draw(st.none() | st.just(date(2014, 11, 3))),
        end=date(2014, 11, 28),
        month="" if data.draw(st.booleans()) else need.month,
    )
    first = data.draw(st.none() | days)
    own = {person.id: data.draw(days) for person in roster[:2]}
    people = [
        replace(
            person,
            exclusions=frozenset(
                data.draw(st.sets(st.sampled_from([Bar("country", "SN"), Bar("modality", "remote")])))
            ),
            commitments=tuple(data.draw(st.lists(periods, max_size=2))),
            days_used=data.draw(st.integers(0, 60)),
            appraisals=Appraisals(data.draw(st.floats(1, 5)), data.draw(st.integers(0, 3))),
            conflicts=data.draw(
                st.sampled_from([frozenset(), frozenset({"request:1"}), frozenset({"request:2"})])
            ),
            cool_downs=data.draw(st.sampled_from([(), (CoolDown("dates", None),)])),
            earliest_departure=own.get(person.id) or departs(first)(person.home_country, person.category),
        )
        for person in roster
    ]
    cut = data.draw(st.integers(0, len(people)))
    known = Known(
        commitments={p.id: p.commitments for p in people},
        days_used={p.id: p.days_used for p in people},
        loads={p.id: p.load for p in people},
        appraisals={p.id: p.appraisals for p in people},
        conflicts={p.id: p.conflicts for p in people},
        cool_downs={p.id: p.cool_downs for p in people},
        departure=departs(first),
        own_departures=own,
    )
    columns = joined(columns_of(map(Listing, people[:cut])), columns_of(map(Listing, people[cut:])))

    top = data.draw(st.integers(1, 8))

    found = scan(need, columns, known, weights, at=AT, enough=top)

    expected = rank(need, people, weights)
    rows = list(found.order(top))
    assert [int(found.ids[row]) for row in rows] == [item.expert_id for item in expected][:top]
    for row, item in zip(rows, expected, strict=False):
        assert float(found.scores[row]) == item.score
        assert {code for code, out in found.failed.items() if out[row]} == {f.code for f in item.failed}
    people = seen(need, columns, known, rows, at=AT)
    assert [one.assessed(need, weights) for one in people] == expected[: len(rows)]
    frozen = [freeze_profile(one) for one in people]
    again = json.loads(json.dumps({"need": freeze_need(need), "people": frozen}))
    assert rank_again(thaw_need(again["need"]), again["people"], weights) == expected[: len(rows)]
