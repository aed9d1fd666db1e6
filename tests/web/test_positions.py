"""Positions on a page: drafted from the request, changed, removed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests import world
from tests.web.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]

STATISTICIAN = {
    "title": "Statistician",
    "tasks": "Train two teams.",
    "days": "8",
    "start": "2026-05-04",
    "end": "29/05/2026",
    "modality": "on_site",
    "place": "Dakar",
    "language": "fr",
    "language_level": "B2",
    "min_years": "5",
    "expertise": ["EX-DAT-01"],
}


def signed_in(name: str = "manager") -> Client:
    client = Client()
    client.force_login(world.person(name).user)
    return client


def test_a_position_is_drafted_from_the_answers_of_the_request():
    row = world.request_in("theme_check")

    drafted = signed_in().get(f"/en/matching/{row.pk}/positions/add/").context["form"].initial

    assert (drafted["days"], drafted["place"], drafted["language"]) == (8, "Dakar", "fr")
    assert (drafted["start"], drafted["end"]) == (date(2026, 4, 15), date(2026, 6, 30))


def test_a_position_is_added_as_it_was_typed():
    row = world.request_in("theme_check")

    added = signed_in().post(f"/en/matching/{row.pk}/positions/add/", STATISTICIAN)

    position = row.positions.get()
    assert (added.status_code, added["Location"]) == (303, f"/en/matching/{row.pk}/")
    assert (position.title, position.days, position.start, position.end) == (
        "Statistician",
        8,
        date(2026, 5, 4),
        date(2026, 5, 29),
    )
    assert [field.pk for field in position.expertise.all()] == ["EX-DAT-01"]


@pytest.mark.parametrize(
    ("title", "language"), [("Estatístico de fronteira", "pt"), ("Border statistician", "en")]
)
def test_a_title_in_the_country_s_own_words_stays_in_their_language(title, language):
    row = world.request_in("theme_check")
    type(row).objects.update(expertise_text="Estatístico de fronteira", text_language="pt")

    signed_in().post(f"/en/matching/{row.pk}/positions/add/", STATISTICIAN | {"title": title})

    position = row.positions.get()
    assert (position.title, position.text_language) == (title, language)


def test_what_does_not_fit_is_told_at_its_field_and_nothing_typed_is_lost():
    row = world.request_in("theme_check")

    refused = signed_in().post(
        f"/fr/matching/{row.pk}/positions/add/", STATISTICIAN | {"end": "2026-05-06", "days": "8"}
    )

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["days"]
    assert "Train two teams." in text(refused)
    assert row.positions.count() == 0


def test_a_position_is_changed():
    row = world.request_in("decision")
    position = row.positions.get()

    changed = signed_in().post(f"/en/matching/{row.pk}/positions/{position.pk}/edit/", STATISTICIAN)

    position.refresh_from_db()
    assert (changed.status_code, position.title) == (303, "Statistician")


def test_the_slower_of_two_sees_theirs_beside_what_they_typed():
    row = world.request_in("decision")
    position = row.positions.get()
    url = f"/en/matching/{row.pk}/positions/{position.pk}/edit/"
    opened = signed_in().get(url).context["form"]
    signed_in("manager2").post(url, STATISTICIAN | {"title": "Demographer"})

    travelled = {"version": opened.initial["version"], "seen": opened.initial["seen"]}
    slower = signed_in().post(url, STATISTICIAN | travelled)

    position.refresh_from_db()
    assert (slower.status_code, position.title) == (409, "Demographer")
    assert "Somebody was faster" in text(slower)
    assert "Demographer" in text(slower)
    assert "Statistician" in text(slower)


def test_a_position_is_removed():
    row = world.request_in("decision")
    position = row.positions.get()

    asked = signed_in().get(f"/en/matching/{row.pk}/positions/{position.pk}/remove/")
    removed = signed_in().post(f"/en/matching/{row.pk}/positions/{position.pk}/remove/", {})

    assert (asked.status_code, removed.status_code, row.positions.count()) == (200, 303, 0)


def test_a_position_for_which_experts_were_looked_for_stays():
    row = world.request_in("matching")
    position = row.positions.get()
    world.order_reserve(position, [world.expert().pk])

    refused = signed_in().post(f"/en/matching/{row.pk}/positions/{position.pk}/remove/", {})

    assert (refused.status_code, row.positions.count()) == (409, 1)
    assert "change the position instead of removing it" in text(refused)


def test_a_focal_point_adds_no_position():
    row = world.request_in("theme_check")

    refused = signed_in("focal").post(f"/en/matching/{row.pk}/positions/add/", STATISTICIAN)
    taken = signed_in().post(f"/en/matching/{row.pk}/positions/add/", STATISTICIAN)

    assert (refused.status_code, taken.status_code, row.positions.count()) == (403, 303, 1)


def test_a_position_of_another_request_does_not_exist_here():
    row, other = world.request_in("decision"), world.request_in("decision")

    page = signed_in().get(f"/en/matching/{row.pk}/positions/{other.positions.get().pk}/edit/")

    assert page.status_code == 404
