"""Each hard condition: it passes alone, fails alone, and says what would help."""

from dataclasses import replace
from datetime import date

import pytest

from experts.matching import DEFAULT_WEIGHTS, FILTERS, CoolDown, Need, Period, Profile, assess
from experts.matching.types import Bar

NEED = Need(
    country="SN",
    language="fr",
    themes=("PH3-T2",),
    start=date(2015, 3, 2),
    end=date(2015, 3, 13),
    days=10,
    parties=frozenset({"organisation:7"}),
)
FIT = Profile(id=1, languages={"fr": "B2"}, windows=(Period(date(2015, 1, 1), date(2015, 6, 30)),))


def failed(profile: Profile, need: Need = NEED) -> dict[str, dict[str, object]]:
    return {result.code: dict(result.params) for result in assess(need, profile, DEFAULT_WEIGHTS).failed}


def test_person_is_eligible_when_every_condition_holds():
    assessment = assess(NEED, FIT, DEFAULT_WEIGHTS)

    assert assessment.eligible
    assert tuple(result.code for result in assessment.filters) == FILTERS


PERIOD = {"start": "2015-03-02", "end": "2015-03-13"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"vetted": False}, {"vetted": {}}),
        ({"on_roster": False}, {"on_roster": {}}),
        (
            {"languages": {"fr": "B1"}},
            {"language": {"language": "fr", "needed": "B2", "level": "B1"}},
        ),
        ({"languages": {}}, {"language": {"language": "fr", "needed": "B2", "level": ""}}),
        (
            {"windows": (Period(date(2015, 3, 3), date(2015, 5, 1)),)},
            {"free": {**PERIOD, "next": "2015-03-14"}},
        ),
        (
            {"absences": (Period(date(2015, 3, 13), date(2015, 7, 1)),)},
            {"free": {**PERIOD, "next": ""}},
        ),
        (
            {"commitments": (Period(date(2015, 3, 1), date(2015, 3, 4)),)},
            {"free": {**PERIOD, "next": "2015-03-19"}},
        ),
        (
            {"commitments": (Period(date(2015, 2, 1), date(2015, 2, 20)),)},
            {"rested": {**PERIOD, "rest_days": 14, "next": "2015-03-14"}},
        ),
        ({"days_used": 51}, {"days_per_year": {"asked": 10, "left": 9}}),
        ({"exclusions": frozenset({Bar("country", "SN")})}, {"exclusion": {"barred": ("SN",)}}),
        ({"exclusions": frozenset({Bar("theme", "PH3-T2")})}, {"exclusion": {"barred": ("PH3-T2",)}}),
        (
            {"cool_downs": (CoolDown("personal", date(2015, 3, 1)), CoolDown("security", date(2015, 4, 1)))},
            {"cool_down": {"reason": "security", "until": "2015-04-01"}},
        ),
        (
            {"cool_downs": (CoolDown("not_available", None), CoolDown("security", date(2015, 4, 1)))},
            {"cool_down": {"reason": "not_available", "until": ""}},
        ),
        ({"conflicts": frozenset({"organisation:7"})}, {"conflict": {"parties": ("organisation:7",)}}),
    ],
)
def test_person_is_out_for_exactly_the_condition_that_fails(change, expected):
    assert failed(replace(FIT, **change)) == expected


def test_all_failed_conditions_are_told_at_once():
    assert set(failed(replace(FIT, vetted=False, languages={}, days_used=60))) == {
        "vetted",
        "language",
        "days_per_year",
    }


@pytest.mark.parametrize(
    ("window", "days", "free"),
    [
        (Period(date(2014, 11, 1), date(2014, 11, 30)), 10, True),
        (Period(date(2014, 11, 17), date(2014, 12, 31)), 10, True),
        (Period(date(2014, 11, 18), date(2014, 12, 31)), 10, False),
        (Period(date(2014, 11, 1), date(2014, 11, 30)), 40, True),
        (Period(date(2014, 11, 4), date(2014, 11, 30)), 40, False),
        (Period(date(2014, 12, 1), date(2014, 12, 31)), 1, False),
    ],
)
def test_month_needs_room_for_the_mission_within_the_windows(window, days, free):
    need = replace(NEED, start=None, end=None, month="2014-11", days=days)

    assert ("free" not in failed(replace(FIT, windows=(window,)), need)) is free


def test_windows_that_touch_are_one():
    halves = (
        Period(date(2015, 3, 1), date(2015, 3, 6)),
        Period(date(2015, 3, 7), date(2015, 3, 31)),
    )

    assert failed(replace(FIT, windows=halves)) == {}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"absences": (Period(date(2015, 3, 13), date.max),)}, {"free"}),
        ({"absences": (Period(date.min, date(2015, 3, 1)),)}, set()),
        ({"commitments": (Period(date.min, date.min), Period(date.max, date.max))}, set()),
        ({"windows": (Period(date(2015, 1, 1), date.max), Period(date(2015, 2, 1), date.max))}, set()),
    ],
)
def test_periods_may_reach_to_the_ends_of_the_calendar(change, expected):
    assert failed(replace(FIT, **change)).keys() == expected


def test_need_may_reach_to_the_end_of_the_calendar():
    need = replace(NEED, start=date(2015, 7, 1), end=date.max)

    assert failed(FIT, need).keys() == {"free"}


def test_time_is_not_looked_at_when_the_need_names_none():
    need = replace(NEED, start=None, end=None)

    assert failed(replace(FIT, windows=(Period(date(2001, 1, 1), date(2001, 1, 2)),)), need) == {}


def test_other_exclusions_do_not_matter():
    assert failed(replace(FIT, exclusions=frozenset({Bar("country", "ML"), Bar("theme", "SN")}))) == {}


def test_need_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        replace(NEED, end=date(2015, 3, 1))
