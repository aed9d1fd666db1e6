"""The first page, the choice of language, and the pages for what went wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_visitor_reads_what_this_is_and_where_to_sign_in(visitor, language):
    page = visitor.get(f"/{language}/")

    assert page.status_code == 200
    assert f'lang="{language}">' in text(page)
    assert reverse("account_login") in text(page)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("focal", "Questions to answer"),
        ("manager", "New requests without an officer"),
        ("expert", "Offers to answer"),
        ("steering", "Requests under review"),
        ("admin", "Background work that is stuck"),
    ],
)
def test_everybody_reads_what_waits_for_them(visitor, name, said):
    person = world.person(name)
    visitor.force_login(person.user)

    page = text(visitor.get("/en/"))

    assert f"Welcome, {person.user.full_name}" in page
    assert said in page


def test_the_counts_are_those_of_the_reader(visitor):
    world.request_in("question")
    world.request_in("terms")
    world.request_in("question", country="CV")
    visitor.force_login(world.person("focal").user)

    waiting = visitor.get("/en/").context["waiting"]

    assert {item.code: item.count for item in waiting} == {
        "questions": 1,
        "shortlists": 0,
        "terms": 1,
        "evaluations": 0,
        "drafts": 0,
    }


def test_a_focal_point_without_accreditation_is_told(visitor):
    user = world.person("focal").user
    user.accreditations.all().delete()
    visitor.force_login(user)

    assert "You are not accredited for a country today" in text(visitor.get("/en/"))


def test_the_language_is_changed_on_the_same_page_and_remembered(visitor):
    answer = visitor.get("/language/fr/", {"next": "/en/?a=1"})

    assert (answer.status_code, answer["Location"]) == (303, "/fr/?a=1")
    assert 'lang="fr">' in text(visitor.get("/accounts/login/"))


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_choice_of_language_leads_nowhere_else(visitor, elsewhere):
    assert visitor.get("/language/fr/", {"next": elsewhere})["Location"] == "/fr/"


def test_an_unknown_language_and_page_are_not_found(visitor):
    for address in ("/language/xx/", "/en/nope/", "/nope"):
        answer = visitor.get(address, follow=True)
        assert (answer.status_code, "There is nothing here" in text(answer)) == (404, True)


def test_signing_in_looks_like_the_rest(visitor):
    page = text(visitor.get("/accounts/login/"))

    assert "css/desk.css" in page
    assert "sign up" not in page.lower()


INLINE = r'<script(?! src| type="module" src)|<style|\sstyle=|\son\w+='


def test_the_pages_carry_no_style_and_no_script_of_their_own():
    own = [path for path in Path(settings.BASE_DIR, "templates").rglob("*.html") if "pdf" not in path.parts]

    guilty = [path.name for path in own if re.search(INLINE, path.read_text())]

    assert guilty == []
