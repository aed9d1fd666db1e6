"""The first day on which somebody could leave: which lead time holds, and which steps decide."""

from datetime import date, timedelta

import pytest

from experts.matching.departure import Lead, Traveller, earliest_departure, lead_for

LEADS = (
    Lead("visa-any", "visa", "*", "*", "", 15),
    Lead("visa-regional", "visa", "ECOWAS", "ECOWAS", "", 0),
    Lead("visa-to-eu", "visa", "*", "EU", "", 20),
    Lead("visa-eu-sn", "visa", "EU", "SN", "", 1),
    Lead("release-any", "release", "*", "*", "", 5),
    Lead("release-official", "release", "*", "*", "public_official", 10),
    Lead("contract-any", "contract", "*", "*", "", 3),
    Lead("insurance-any", "insurance", "*", "*", "", 2),
    Lead("briefing-any", "briefing", "*", "*", "", 3),
)
GROUPS = {"SN": ("ECOWAS",), "CV": ("ECOWAS",), "PT": ("EU",), "FR": ("EU",), "MA": ()}
BEGIN = date(2026, 3, 2)


def going(nationality: str, destination: str, category: str = "academic") -> Traveller:
    return Traveller(
        nationality, GROUPS.get(nationality, ()), destination, GROUPS.get(destination, ()), category
    )


def calendar_days(day: date, count: int) -> date:
    return day + timedelta(days=count)


@pytest.mark.parametrize(
    ("traveller", "lead"),
    [
        (going("MA", "SN"), "visa-any"),
        (going("CV", "SN"), "visa-regional"),
        (going("SN", "FR"), "visa-to-eu"),
        (going("PT", "SN"), "visa-eu-sn"),
        (going("", "SN"), "visa-any"),
    ],
)
def test_the_row_that_says_the_most_about_a_traveller_holds(traveller, lead):
    assert lead_for("visa", traveller, LEADS).code == lead


def test_nobody_needs_a_visa_for_their_own_country():
    assert lead_for("visa", going("SN", "SN"), LEADS) is None


def test_steps_wait_for_what_comes_before_and_the_slowest_way_decides():
    plan = earliest_departure(going("MA", "SN"), LEADS, begin=BEGIN, add_days=calendar_days)

    assert plan.day == date(2026, 3, 23)
    assert [(leg.step, leg.days, leg.start) for leg in plan.critical] == [
        ("release", 5, BEGIN),
        ("visa", 15, date(2026, 3, 7)),
    ]


def test_without_a_visa_the_contract_and_the_insurance_decide():
    plan = earliest_departure(
        going("CV", "SN", "public_official"), LEADS, begin=BEGIN, add_days=calendar_days
    )

    assert [leg.step for leg in plan.critical] == ["release", "contract", "insurance"]
    assert plan.day == BEGIN + timedelta(days=10 + 3 + 2 + 1)


def test_what_valid_papers_settle_takes_no_time():
    plan = earliest_departure(
        going("MA", "SN"), LEADS, begin=BEGIN, add_days=calendar_days, held={"visa", "release"}
    )

    assert plan.day == BEGIN + timedelta(days=3 + 2 + 1)


def test_work_at_a_distance_needs_a_contract_alone():
    plan = earliest_departure(going("MA", "SN"), LEADS, begin=BEGIN, add_days=calendar_days, on_site=False)

    assert [leg.step for leg in plan.legs] == ["contract"]


def test_with_an_empty_table_one_leaves_the_next_day():
    plan = earliest_departure(going("MA", "SN"), (), begin=BEGIN, add_days=calendar_days)

    assert (plan.day, plan.critical) == (BEGIN + timedelta(days=1), ())
