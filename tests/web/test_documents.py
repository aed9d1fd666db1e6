"""The documents and the timeline of a request: what each reader is shown of them."""

from __future__ import annotations

import pytest

from tests import world
from tests.web.reading import signed_in, text
from tests.world import NOW
from workflows.models import Document
from workflows.selectors.papers import PAPER_LANGUAGES
from workflows.services.terms import new_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def papers_in(row, **states: str) -> None:
    """The papers of the latest terms, each as far as it is said."""
    terms = row.terms.order_by("-number").first()
    Document.objects.filter(terms=terms).delete()
    for language, state in states.items():
        Document.objects.create(
            support_request=row,
            terms=terms,
            language=language,
            content_hash=terms.content_hash,
            signatures=terms.signatures.count(),
            state=state,
            file=f"papers/{terms.pk}-{language}.pdf" if state == "ready" else "",
            asked_at=NOW,
        )


def test_each_paper_says_how_far_it_is():
    row = world.request_in("terms")
    papers_in(row, en="ready", fr="failed")

    versions = signed_in("focal").get(f"/en/requests/{row.pk}/documents/").context["documents"].versions

    papers = [(paper.language, str(paper.label), bool(paper.url)) for paper in versions[0].papers]
    assert papers == [("en", "Ready", True), ("fr", "Failed", False)]


def test_a_paper_that_is_being_made_is_looked_for_again_by_itself():
    row = world.request_in("terms")
    papers_in(row, en="ready", fr="pending")

    assert 'hx-trigger="every 4s"' in text(signed_in("focal").get(f"/en/requests/{row.pk}/documents/"))

    papers_in(row, en="ready", fr="ready")

    assert "hx-trigger" not in text(signed_in("focal").get(f"/en/requests/{row.pk}/documents/"))


def test_a_request_without_documents_says_when_there_will_be_some():
    row = world.request_in("triage")

    assert "There are no documents yet" in text(signed_in("focal").get(f"/en/requests/{row.pk}/documents/"))


@pytest.mark.parametrize("page", ["documents", "timeline"])
def test_documents_and_timeline_do_not_exist_for_other_countries(page):
    row = world.request_in("terms")
    address = f"/en/requests/{row.pk}/{page}/"

    assert [signed_in(name).get(address).status_code for name in ("focal", "manager", "steering")] == [
        200
    ] * 3
    assert signed_in("focal_cv").get(address).status_code == 404
    assert [signed_in(name).get(address).status_code for name in ("expert", "admin")] == [403] * 2


def test_terms_are_read_on_a_page_in_both_languages_the_readers_first():
    row = world.request_in("terms")
    terms = row.terms.get(state="in_review")

    readings = signed_in("focal").get(f"/fr/terms/{terms.pk}/").context["readings"]

    assert [reading.language for reading in readings] == ["fr", "en"]
    assert set(PAPER_LANGUAGES) == {"fr", "en"}


def test_the_committee_reads_the_terms_without_the_persons_in_them():
    row = world.request_in("mobilisation")
    address = f"/en/terms/{row.terms.get(state='signed').pk}/"

    assert "Awa Sarr" in text(signed_in("focal").get(address))
    page = signed_in("steering").get(address)
    assert page.status_code == 200
    assert "Awa Sarr" not in text(page)


@pytest.mark.parametrize(("name", "status"), [("focal_cv", 404), ("expert", 404), ("admin", 403)])
def test_terms_do_not_exist_for_those_who_may_not_know_of_them(name, status):
    address = f"/en/terms/{world.request_in('terms').terms.get(state='in_review').pk}/"

    assert signed_in("focal").get(address).status_code == 200
    assert signed_in(name).get(address).status_code == status


def test_a_long_timeline_is_shown_whole_on_demand_with_and_without_javascript():
    row, focal = world.request_in("closed"), signed_in("focal")
    address = f"/en/requests/{row.pk}/timeline/"

    page, whole = focal.get(f"/en/requests/{row.pk}/"), focal.get(address)
    part = focal.get(address, headers={"HX-Request": "true"})

    assert page.context["happened"].more is True
    assert "submitted the request." not in text(page)
    assert "submitted the request." in text(whole)
    assert text(part).startswith('<div id="timeline-entries">')
    assert text(part) in text(whole)


def test_a_timeline_names_no_assessor_to_a_country_and_nobody_to_the_committee():
    row = world.request_in("closed")
    address = f"/fr/requests/{row.pk}/timeline/"
    officer, focal = world.people().manager.user.full_name, "Focal a "

    pages = {name: text(signed_in(name).get(address)) for name in ("focal", "steering", "manager2")}

    assert {name: officer in page for name, page in pages.items()} == {
        "focal": False,
        "steering": False,
        "manager2": True,
    }
    assert {name: focal in page for name, page in pages.items()} == {
        "focal": True,
        "steering": False,
        "manager2": True,
    }


def test_the_documents_cost_the_same_with_one_version_and_with_several(django_assert_max_num_queries):
    row, client = world.request_in("terms"), signed_in("focal")
    for _number in range(3):
        with django_assert_max_num_queries(10):
            client.get(f"/en/requests/{row.pk}/documents/")
        new_version(support_request=row, actor=world.people().manager.actor, now=NOW)
