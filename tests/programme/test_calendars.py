from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.calendars import (
    NO_OVERRIDES,
    NoCommonWorkingDay,
    Overrides,
    add_working_days,
    is_working_day,
    public_holidays,
    working_days_between,
)
from programme.models import Country, Holiday
from programme.selectors import calendar_overrides
from programme.services.reference import LoadReport

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 2, day) for day in (6, 7, 8, 9))


def at(day: date, hour: int = 15) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "worked"),
    [
        ("SN", [FRIDAY, MONDAY]),
        ("FR", [FRIDAY, MONDAY]),
        ("DZ", [SUNDAY, MONDAY]),
        ("EG", [SUNDAY, MONDAY]),
    ],
)
def test_weekend_is_the_countrys_own(country: str, worked: list[date]) -> None:
    days = [day for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY) if is_working_day(day, {country})]

    assert days == worked


def test_weekend_of_the_year_is_used_where_it_moved() -> None:
    """Algeria rested on Thursdays and Fridays until the summer of 2009."""
    thursday_2008, thursday_2026 = date(2008, 2, 7), date(2026, 2, 5)

    assert not is_working_day(thursday_2008, {"DZ"})
    assert is_working_day(thursday_2026, {"DZ"})


def test_day_counts_only_where_all_countries_work() -> None:
    days = [MONDAY + timedelta(days=offset) for offset in range(7)]

    common = [day.weekday() for day in days if is_working_day(day, {"DZ", "FR"})]

    assert common == [0, 1, 2, 3]


def test_public_holiday_of_either_country_is_no_working_day() -> None:
    independence_of_senegal, bastille_day = date(2025, 4, 4), date(2025, 7, 14)

    assert not is_working_day(independence_of_senegal, {"FR", "SN"})
    assert not is_working_day(bastille_day, {"FR", "SN"})
    assert is_working_day(bastille_day, {"SN"})


def test_country_unknown_to_the_library_rests_on_saturday_and_sunday() -> None:
    days = [day for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY) if is_working_day(day, {"XX"})]

    assert days == [FRIDAY, MONDAY]
    assert public_holidays("XX", 2026) == ()


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (at(MONDAY), 0, at(MONDAY)),
        (at(SATURDAY), 0, at(SATURDAY)),
        (at(MONDAY), 1, at(date(2026, 2, 10))),
        (at(FRIDAY), 1, at(MONDAY)),
        (at(SATURDAY), 1, at(MONDAY)),
        (at(SUNDAY), 1, at(MONDAY)),
        (at(FRIDAY), 6, at(date(2026, 2, 16))),
    ],
)
def test_promise_is_due_at_the_same_hour_on_the_nth_working_day_after(
    start: datetime, days: int, due: datetime
) -> None:
    assert add_working_days(start, days, {"FR"}) == due


def test_promise_runs_over_the_new_year_with_the_holidays_of_both_years() -> None:
    last_days = at(date(2025, 12, 30))

    due = add_working_days(last_days, 3, {"FR", "SN"})

    assert due == at(date(2026, 1, 5))


def test_promise_within_fewer_than_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="past"):
        add_working_days(at(MONDAY), -1, {"FR"})


def test_countries_that_never_work_together_are_told_instead_of_searched_for_ever() -> None:
    never = Overrides(weekends={"FR": frozenset(range(7))})

    with pytest.raises(NoCommonWorkingDay):
        add_working_days(at(MONDAY), 1, {"FR"}, never)


def test_working_days_between_counts_the_last_day_and_not_the_first() -> None:
    assert working_days_between(FRIDAY, MONDAY, {"FR"}) == 1
    assert working_days_between(MONDAY, FRIDAY, {"FR"}) == -1
    assert working_days_between(at(MONDAY, 9), at(MONDAY, 17), {"FR"}) == 0


@given(
    start=st.dates(date(2012, 1, 1), date(2030, 1, 1)).map(at),
    days=st.integers(0, 60),
    countries=st.sets(st.sampled_from(["SN", "DZ", "FR", "CV", "MA", "LY", "XX"]), max_size=3),
)
def test_counting_back_a_promise_gives_the_days_promised(
    start: datetime, days: int, countries: set[str]
) -> None:
    due = add_working_days(start, days, countries)

    assert working_days_between(start, due, countries) == days
    assert days == 0 or is_working_day(due.date(), countries)


def test_estimated_feast_is_marked_so_that_the_desk_can_confirm_it() -> None:
    estimated = {found.day for found in public_holidays("SN", 2026) if found.estimated}
    certain = {found.day for found in public_holidays("SN", 2026) if not found.estimated}

    assert date(2026, 3, 20) in estimated
    assert date(2026, 4, 4) in certain


def test_announced_feast_replaces_the_estimated_one(loaded: LoadReport) -> None:
    estimated, announced = date(2026, 3, 20), date(2026, 3, 19)
    rows = [(estimated, Holiday.Kind.WORKING_DAY), (announced, Holiday.Kind.HOLIDAY)]
    for day, kind in rows:
        Holiday.objects.create(country_id="SN", date=day, kind=kind, label_en="Korité", label_fr="Korité")

    overrides = calendar_overrides({"SN", "FR"})

    assert is_working_day(announced, {"SN"}, NO_OVERRIDES)
    assert not is_working_day(announced, {"SN"}, overrides)
    assert is_working_day(estimated, {"SN"}, overrides)
    assert is_working_day(announced, {"FR"}, overrides)


@pytest.mark.parametrize(
    ("country", "worked"),
    [
        ("LY", [SUNDAY, MONDAY]),
        ("MR", [FRIDAY, MONDAY]),
        ("NE", [FRIDAY, MONDAY]),
        ("CD", [FRIDAY, MONDAY]),
    ],
)
def test_weekend_that_the_library_has_wrong_is_corrected(
    loaded: LoadReport, country: str, worked: list[date]
) -> None:
    overrides = calendar_overrides([country])

    days = [day for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY) if is_working_day(day, {country}, overrides)]

    assert days == worked


def test_holidays_still_count_under_a_corrected_weekend(loaded: LoadReport) -> None:
    independence_of_libya = date(2026, 12, 24)

    assert not is_working_day(independence_of_libya, {"LY"}, calendar_overrides(["LY"]))


def test_weekend_can_be_corrected_by_an_administrator(loaded: LoadReport) -> None:
    Country.objects.filter(iso2="DZ").update(weekend="sat|sun")

    assert is_working_day(FRIDAY, {"DZ"}, calendar_overrides(["DZ"]))
