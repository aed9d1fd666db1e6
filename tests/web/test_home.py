"""The first page, the choice of language, and the pages for what went wrong."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.services.invitations import invite_user
from tests import world
from tests.web.reading import text
from workflows.models import Deployment, MissionReport, Offer
from workflows.services.decision import approve_request

NEXT_WORKING_DAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
WORKING_WEEK_LATER = datetime(2026, 3, 9, 9, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_visitor_reads_what_this_is_and_where_to_sign_in(visitor, language):
    page = visitor.get(f"/{language}/")

    assert page.status_code == 200
    assert f'lang="{language}">' in text(page)
    assert reverse("account_login") in text(page)


def waiting_of(visitor, name: str) -> dict[str, list[tuple]]:
    """What the first page shows to somebody, by kind: reference, when, and where it leads."""
    visitor.force_login(world.person(name).user)
    kinds = visitor.get("/en/").context["kinds"]
    return {
        kind.waiting.code: [(line.item.reference, line.item.at, line.url) for line in kind.lines]
        for kind in kinds
    }


@pytest.mark.parametrize("name", ["focal", "manager", "expert", "steering", "admin"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_somebody_for_whom_nothing_waits_reads_so_with_a_sensible_next_thing(visitor, name, language):
    person = world.person(name)
    visitor.force_login(person.user)

    page = visitor.get(f"/{language}/")

    assert page.status_code == 200
    assert person.user.full_name in text(page)
    assert page.context["kinds"] == []
    step = page.context["next_step"] or page.context["begin"]
    assert f'href="{step.url}"' in text(page)


@pytest.mark.parametrize("name", ["focal", "manager"])
def test_a_focal_point_can_ask_for_support_from_the_first_page_whatever_waits(visitor, name):
    world.request_in("question")
    visitor.force_login(world.person(name).user)

    page = visitor.get("/en/")

    assert page.context["kinds"]
    assert ('href="/en/requests/new/"' in text(page)) == (name == "focal")


def test_a_focal_point_reads_what_waits_with_its_date_and_goes_to_the_very_thing(visitor):
    asked, shown, to_sign, back = (
        world.request_in(state) for state in ("question", "offering", "terms", "reporting")
    )
    world.request_in("question", country="CV")

    found = waiting_of(visitor, "focal")

    due, returned = shown.consultations.get().due_at, back.deployments.get().actual_end
    assert found == {
        "questions": [(asked.reference, world.NOW, f"/en/requests/{asked.pk}/answer/")],
        "shortlists": [(shown.reference, due, f"/en/requests/{shown.pk}/shortlist/")],
        "terms": [(to_sign.reference, WORKING_WEEK_LATER, f"/en/requests/{to_sign.pk}/sign-terms/")],
        "evaluations": [(back.reference, returned, f"/en/requests/{back.pk}/evaluation/beneficiary_end/")],
    }


def test_terms_that_the_country_has_signed_wait_for_it_no_more(visitor):
    row = world.request_in("terms")
    world.sign(row, world.actor_of("focal_point"))

    assert waiting_of(visitor, "focal") == {}


def test_a_manager_reads_new_requests_decisions_and_cases_with_the_promise_that_runs_out(visitor):
    new, undecided = world.request_in("submitted"), world.request_in("decision")

    found = waiting_of(visitor, "manager")

    assert found["new"] == [(new.reference, NEXT_WORKING_DAY, f"/en/requests/{new.pk}/")]
    assert [line[0] for line in found["decisions"]] == [undecided.reference]
    assert [line[0] for line in found["cases"]] == [undecided.reference]


def test_a_promise_that_ran_out_is_marked_and_stands_first(visitor, world_time):
    row, later = world.request_in("submitted"), None
    world_time.shift(timedelta(days=14))
    later = world.request_in("submitted", now=world.NOW + timedelta(days=14))

    found = waiting_of(visitor, "manager")

    assert [line[0] for line in found["new"]] == [row.reference, later.reference]
    assert text(visitor.get("/en/")).count("Overdue") == 1


def test_what_one_approved_already_waits_for_the_other_manager_only(visitor):
    row = world.request_in("decision", position={"days": 20})
    approve_request(support_request=row, note="", actor=world.person("manager2").actor, now=world.NOW)

    assert "decisions" not in waiting_of(visitor, "manager2")
    assert [line[0] for line in waiting_of(visitor, "manager")["decisions"]] == [row.reference]


def test_an_expert_reads_their_offers_missions_and_reports(visitor):
    expert = world.person("expert").user.expert
    offered = world.request_and_offer()[1]
    Offer.objects.filter(pk=offered.pk).update(expert=expert)
    row = world.request_in("reporting")
    mission = row.deployments.get()
    row.deployments.update(expert=expert)
    row.reports.update(expert=expert, state="draft")

    found = waiting_of(visitor, "expert")

    assert found["offers"] == [
        (offered.support_request.reference, offered.deadline, f"/en/assignments/offers/{offered.pk}/")
    ]
    assert [line[2] for line in found["reports"]] == [f"/en/assignments/{mission.pk}/report/"]
    assert [line[2] for line in found["evaluations"]] == [f"/en/assignments/{mission.pk}/evaluation/"]


def test_the_office_reads_the_invitations_that_others_proposed(visitor):
    proposed = invite_user(
        email="new@desk.example",
        full_name="New Person",
        role="manager",
        actor=world.person("manager").actor,
        now=world.NOW,
    )

    theirs, own = waiting_of(visitor, "admin"), waiting_of(visitor, "manager")

    assert theirs["invitations"] == [("", world.NOW, f"/en/people/invitations/{proposed.pk}/confirm/")]
    assert "invitations" not in own


def test_the_committee_reads_what_is_under_review_and_what_is_open(visitor):
    review, on = world.request_in("triage"), world.request_in("matching")

    found = waiting_of(visitor, "steering")

    assert {code: [line[0] for line in lines] for code, lines in found.items()} == {
        "review": [review.reference],
        "open": [on.reference],
    }


def test_ten_of_a_kind_are_shown_and_the_rest_is_a_number_that_leads_on(visitor):
    for _number in range(12):
        world.request_in("submitted")
    visitor.force_login(world.person("manager").user)

    kind = next(kind for kind in visitor.get("/en/").context["kinds"] if kind.waiting.code == "new")

    assert (len(kind.lines), kind.waiting.count, kind.all_url) == (10, 12, "/en/triage/")


def _give_everything_to(expert):
    Offer.objects.update(expert=expert)
    Deployment.objects.update(expert=expert)
    MissionReport.objects.update(expert=expert, state="draft")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("focal", 14), ("manager", 13), ("expert", 12), ("steering", 5), ("admin", 5)]
)
def test_the_first_page_costs_the_same_queries_however_much_waits(
    visitor, name, queries, number, django_assert_num_queries
):
    for state in ("question", "offering", "terms", "reporting", "submitted", "decision"):
        for _one in range(number):
            world.request_in(state)
    _give_everything_to(world.person("expert").user.expert)
    visitor.force_login(world.person(name).user)

    with django_assert_num_queries(queries):
        visitor.get("/en/")


def test_a_focal_point_without_accreditation_is_told(visitor):
    user = world.person("focal").user
    user.accreditations.all().delete()
    visitor.force_login(user)

    page = text(visitor.get("/en/"))

    assert "You are not accredited for a country today" in page
    assert 'href="/en/requests/new/"' not in page


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


INLINE = r'<script(?! src| type="module" src)|<style|\sstyle=|\son[a-z]+='


def test_the_pages_carry_no_style_and_no_script_of_their_own():
    own = [path for path in Path(settings.BASE_DIR, "templates").rglob("*.html") if "pdf" not in path.parts]

    guilty = [path.name for path in own if re.search(INLINE, path.read_text())]

    assert guilty == []
