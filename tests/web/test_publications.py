"""Publishing results on pages: the office proposes, the country reads and answers, the others find it."""

from __future__ import annotations

import pytest

from requests_app.states import RequestState as S
from tests import world
from tests.web.reading import text
from workflows.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


def signed_in(visitor, name):
    visitor.force_login(world.person(name).user)
    return visitor


def test_the_results_go_from_the_officer_to_the_country_to_the_others(visitor):
    row = world.request_in(S.CLOSED)
    page = f"/en/requests/{row.pk}/publication/"
    asked = signed_in(visitor, "manager").post(page, {**world.RESULTS, "results_en": ""})
    assert asked.status_code == 422
    assert signed_in(visitor, "manager").post(page, world.RESULTS).status_code == 303

    home = signed_in(visitor, "focal").get(f"/en/requests/{row.pk}/")
    assert page in text(home)
    assert visitor.post(page, {"answer": "refuse"}).status_code == 422
    assert visitor.post(page, {"answer": "agree"}).status_code == 303
    assert visitor.post(page, {"answer": "agree"}).status_code == 409

    publication = Publication.objects.get()
    others = signed_in(visitor, "focal_cv")
    listed = text(others.get("/en/results/?q=bulletin"))
    assert world.RESULTS["title_en"] in listed
    read = text(others.get(f"/en/results/{publication.pk}/"))
    assert world.RESULTS["results_en"] in read
    assert str(row.reference) not in read
    assert row.institution not in read
    assert others.get(page).status_code == 404


def test_what_is_not_published_is_nowhere_to_be_read(visitor):
    publication = world.proposed_publication()

    others = signed_in(visitor, "focal_cv")
    assert others.get(f"/en/results/{publication.pk}/").status_code == 404
    assert "No results are published yet" in text(others.get("/en/results/"))
    assert signed_in(visitor, "steering").get(f"/en/results/{publication.pk}/").status_code == 404


def test_a_draft_is_compared_as_it_is_typed_and_without_a_script(visitor):
    for _each in range(2):
        world.request_in(S.TRIAGE)
    draft = world.request_in(S.DRAFT)
    address = f"/en/requests/{draft.pk}/alike/"

    whole = text(signed_in(visitor, "focal").get(address))
    part = text(visitor.get(address, headers={"HX-Request": "true"}))

    assert "Something similar was asked before" in part
    assert "<html" in whole
    assert "<html" not in part
    assert visitor.get(f"/en/requests/{draft.pk}/form/b/").content.decode().count("/alike/") >= 1
    assert signed_in(visitor, "focal_cv").get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_results_asks_the_same_number_of_questions(
    visitor, number, django_assert_max_num_queries
):
    from workflows.services.publications import consent_to_publication

    for _each in range(number):
        row = world.proposed_publication()
        consent_to_publication(publication=row, actor=world.actor_of("focal_point"), now=world.NOW)
    signed_in(visitor, "steering")

    with django_assert_max_num_queries(10):
        visitor.get("/en/results/")
