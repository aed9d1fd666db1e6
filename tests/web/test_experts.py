"""The roster: found by what is needed, kept by managers, closed to everybody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from core.models import JournalEvent
from experts.models import Expert
from experts.services.availability import PeriodInput, set_availability
from tests import world
from tests.web.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


def signed_in(name: str = "manager") -> Client:
    client = Client()
    client.force_login(world.person(name).user)
    return client


def found(query: str) -> list[str]:
    page = signed_in().get(f"/en/experts/{query}")
    assert page.status_code == 200
    return [row.expert.name for row in page.context["rows"]]


def test_the_roster_takes_as_many_queries_for_fifty_as_for_one(django_assert_num_queries):
    manager = signed_in()
    world.expert()
    with django_assert_num_queries(9):
        one = manager.get("/en/experts/")
    for _number in range(49):
        world.expert()

    with django_assert_num_queries(9):
        many = manager.get("/en/experts/?page=2")

    assert [len(page.context["rows"]) for page in (one, many)] == [1, 25]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=demograph", ["Ada"]),
        ("?theme=PH3-T1", ["Ada"]),
        ("?expertise=EX-DAT-01", ["Ada"]),
        ("?language=pt", ["Ada"]),
        ("?language=fr&level=C2", ["Bea"]),
        ("?country=SN", ["Bea"]),
        ("?category=academic", ["Ada"]),
        ("?vetting=proposed", ["Bea"]),
        ("?free_from=2026-05-04&free_to=2026-05-08", ["Bea"]),
        ("?order=newest", ["Bea", "Ada"]),
        ("?theme=PH3-T1&country=SN", []),
        ("?theme=nonsense&level=Z9", ["Ada", "Bea"]),
    ],
)
def test_the_roster_is_narrowed_by_what_is_in_the_address(query, names):
    ada = world.expert(
        name="Ada",
        headline="Demographer",
        category="academic",
        languages=[{"code": "pt", "cefr_speaking": "C2"}, {"code": "fr", "cefr_speaking": "B1"}],
        competences=[{"theme": "PH3-T1", "level": 3}],
        expertise=["EX-DAT-01"],
    )
    world.expert(
        name="Bea",
        vetted=False,
        languages=[{"code": "fr", "cefr_speaking": "C2"}],
        country_experience=["SN"],
    )
    set_availability(
        expert=ada,
        unavailabilities=[PeriodInput(date(2026, 5, 1), date(2026, 5, 31))],
        actor=world.person("manager").actor,
        now=world.NOW,
    )

    assert found(query) == names


def test_a_mission_takes_somebody_off_the_days_that_are_asked_for():
    row = world.request_in("deployed")
    away = row.deployments.get().expert

    assert away.name not in found("?free_from=2026-05-04&free_to=2026-05-08")
    assert away.name in found("?free_from=2026-07-01&free_to=2026-07-08")


def test_a_period_that_ends_before_it_begins_is_told():
    page = signed_in().get("/en/experts/?free_from=2026-05-08&free_to=2026-05-04")

    assert page.status_code == 200
    assert "The end lies before the beginning." in text(page)


def test_a_profile_shows_the_fee_the_months_and_the_history():
    row, offer = world.request_and_offer()
    world.turn_down(offer)
    Expert.objects.filter(pk=offer.expert_id).update(daily_fee="450.00")

    page = signed_in().get(f"/en/experts/{offer.expert_id}/")

    assert "450.00" in text(page)
    assert len(page.context["months"]) == 12
    assert row.reference in text(page)
    assert "Not available on these dates" in text(page)


def test_the_months_count_windows_and_absences():
    expert = world.expert()
    set_availability(
        expert=expert,
        windows=[PeriodInput(date(2026, 3, 1), date(2026, 4, 30))],
        unavailabilities=[PeriodInput(date(2026, 4, 1), date(2026, 4, 10))],
        actor=world.person("manager").actor,
        now=world.NOW,
    )

    months = signed_in().get(f"/en/experts/{expert.pk}/").context["months"]

    assert [(month.first, month.kind, month.days) for month in months[:3]] == [
        (date(2026, 3, 1), "free", 31),
        (date(2026, 4, 1), "partly", 20),
        (date(2026, 5, 1), "taken", 0),
    ]


NEW = {
    "name": "Nadia Kone",
    "email": "Nadia@roster.example",
    "headline": "Demographer",
    "category": "independent",
    "home_country_code": "ML",
    "language": "fr",
    "lines": "3",
    "languages_1_code": "fr",
    "languages_1_cefr_speaking": "C1",
}


def test_a_manager_puts_a_person_forward_with_the_lines_that_were_filled():
    answered = signed_in().post("/en/experts/register/", NEW)

    row = Expert.objects.get(email="nadia@roster.example")
    assert (answered.status_code, answered["Location"]) == (303, f"/en/experts/{row.pk}/")
    assert (row.name, row.vetting) == ("Nadia Kone", "proposed")
    assert list(row.languages.values_list("code", "cefr_speaking")) == [("fr", "C1")]


def test_a_line_that_is_not_complete_is_told_on_that_line():
    refused = signed_in().post("/en/experts/register/", NEW | {"languages_1_cefr_speaking": ""})

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["languages_1_cefr_speaking"]
    assert "Nadia Kone" in text(refused)


def test_more_lines_are_given_without_losing_what_was_typed():
    page = signed_in().post("/en/experts/register/", NEW | {"more_lines": "1"})

    form = page.context["form"]
    assert (page.status_code, form.count, form.errors) == (200, 6, {})
    assert "Nadia Kone" in text(page)
    assert not Expert.objects.filter(email="nadia@roster.example").exists()


def test_an_address_that_somebody_has_already_is_told_at_its_field():
    taken = world.expert()

    refused = signed_in().post("/en/experts/register/", NEW | {"email": taken.email})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["email"])


def test_a_list_of_the_profile_is_replaced_as_a_whole():
    expert = world.expert(country_experience=["SN", "ML"])

    saved = signed_in().post(
        f"/en/experts/{expert.pk}/countries/",
        {
            "lines": "4",
            "country_experience_0_country_code": "",
            "country_experience_1_country_code": "ML",
            "country_experience_2_country_code": "BR",
            "country_experience_2_note": "Census of 2010",
        },
    )

    rows = expert.country_experience.order_by("pk").values_list("country_code", "note")
    assert (saved.status_code, list(rows)) == (303, [("ML", ""), ("BR", "Census of 2010")])


def test_an_entry_named_twice_is_told_at_the_second():
    expert = world.expert()

    refused = signed_in().post(
        f"/fr/experts/{expert.pk}/languages/",
        {
            "lines": "5",
            "languages_0_code": "fr",
            "languages_0_cefr_speaking": "C1",
            "languages_3_code": "fr",
            "languages_3_cefr_speaking": "B2",
        },
    )

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["languages_3_code"])


@pytest.mark.parametrize("part", ["person", "work", "languages", "themes", "expertise", "countries", "cv"])
def test_a_part_that_is_sent_as_it_was_shown_changes_nothing(part):
    expert = world.expert(daily_fee="450.00", expertise=["EX-DAT-01"], country_experience=["SN"])
    manager = signed_in()
    before = manager.get(f"/fr/experts/{expert.pk}/").context["parts"]
    form = manager.get(f"/fr/experts/{expert.pk}/{part}/").context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    sent["daily_fee"] = "450,00"

    saved = manager.post(f"/fr/experts/{expert.pk}/{part}/", sent)

    assert saved.status_code == 303
    assert manager.get(f"/fr/experts/{expert.pk}/").context["parts"] == before
    expert.refresh_from_db()
    assert str(expert.daily_fee) == "450.00"


def test_a_part_that_does_not_exist_is_not_found():
    assert signed_in().get(f"/en/experts/{world.expert().pk}/nonsense/").status_code == 404


def test_a_profile_that_a_colleague_changed_meanwhile_is_not_overwritten():
    expert = world.expert()
    opened = signed_in().get(f"/en/experts/{expert.pk}/cv/").context["form"].initial["version"]
    words = {"expertise_areas": "Census", "cv_language": "en", "cv_summary": "Long years."}
    signed_in("manager2").post(f"/en/experts/{expert.pk}/cv/", words | {"cv_summary": "Theirs."})

    slower = signed_in().post(f"/en/experts/{expert.pk}/cv/", words | {"version": str(opened)})

    expert.refresh_from_db()
    assert (slower.status_code, expert.cv_summary) == (409, "Theirs.")
    assert "Long years." in text(slower)


def test_somebody_is_taken_onto_the_roster_and_suspended_with_a_reason():
    expert = world.expert(vetted=False)
    manager = signed_in()

    vetted = manager.post(f"/en/experts/{expert.pk}/vetting/", {"verdict": "vetted"})
    without = manager.post(f"/en/experts/{expert.pk}/vetting/", {"verdict": "suspended"})
    suspended = manager.post(
        f"/en/experts/{expert.pk}/vetting/", {"verdict": "suspended", "reason": "Complaint."}
    )

    expert.refresh_from_db()
    assert (vetted.status_code, without.status_code, suspended.status_code) == (303, 422, 303)
    assert list(without.context["form"].errors) == ["reason"]
    assert expert.vetting == "suspended"


def test_a_verdict_that_the_standing_does_not_know_is_not_offered():
    expert = world.expert()

    page = signed_in().get(f"/en/experts/{expert.pk}/vetting/")

    assert [value for value, _label in page.context["form"].fields["verdict"].choices] == [
        "vetted",
        "suspended",
        "left",
    ]


def test_an_exclusion_is_added_and_taken_back():
    expert = world.expert()
    manager = signed_in()

    added = manager.post(
        f"/en/experts/{expert.pk}/exclusions/", {"what": "country:SN", "reason": "Family there."}
    )
    rows = list(expert.exclusions.values_list("kind", "code", "reason"))
    twice = manager.post(f"/en/experts/{expert.pk}/exclusions/", {"what": "country:SN", "reason": ""})
    number = expert.exclusions.get().pk
    removed = manager.post(f"/en/experts/{expert.pk}/exclusions/", {"remove": str(number)})

    assert (added.status_code, twice.status_code, removed.status_code) == (303, 409, 303)
    assert (rows, expert.exclusions.count()) == ([("country", "SN", "Family there.")], 0)


def test_the_office_keeps_the_calendar_of_somebody_who_telephoned():
    expert = world.expert()

    kept = signed_in().post(
        f"/en/experts/{expert.pk}/availability/",
        {"kind": "away", "start": "2026-05-04", "end": "2026-05-29"},
    )

    assert (kept.status_code, kept["Location"]) == (303, f"/en/experts/{expert.pk}/availability/")
    assert list(expert.unavailabilities.values_list("start", "end", "kind")) == [
        (date(2026, 5, 4), date(2026, 5, 29), "away")
    ]


def test_a_profile_is_confirmed_and_the_journal_knows_by_whom():
    expert = world.expert()

    confirmed = signed_in().post(f"/en/experts/{expert.pk}/confirm/", {})

    expert.refresh_from_db()
    event = JournalEvent.objects.of(expert.chain).get(verb="expert.confirmed")
    assert (confirmed.status_code, expert.profile_confirmed_at) == (303, world.NOW)
    assert event.actor_id == world.person("manager").user.pk


@pytest.mark.parametrize("name", ["focal", "steering", "expert", "admin"])
def test_nobody_but_a_manager_reads_or_keeps_the_roster(name):
    expert = world.expert()
    pages = ["", "register/", f"{expert.pk}/", f"{expert.pk}/cv/", f"{expert.pk}/vetting/"]

    refused = {signed_in(name).get(f"/en/experts/{page}").status_code for page in pages}
    allowed = {signed_in().get(f"/en/experts/{page}").status_code for page in pages}
    changed = signed_in(name).post(f"/en/experts/{expert.pk}/vetting/", {"verdict": "left", "reason": "No."})

    expert.refresh_from_db()
    assert (refused, allowed, changed.status_code, expert.vetting) == ({403}, {200}, 403, "vetted")
