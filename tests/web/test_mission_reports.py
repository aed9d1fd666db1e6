"""The mission report as its author writes it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import world
from tests.web.reading import BACKEND, text
from workflows.services import reports

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def expert():
    return world.people().expert


@pytest.fixture
def report(expert):
    """A report to write, of the expert with an account."""
    row = world.request_in("reporting")
    row.deployments.update(expert_id=expert.actor.expert_id)
    row.reports.update(expert_id=expert.actor.expert_id)
    return row.reports.get()


@pytest.fixture
def client(expert):
    found = Client()
    found.force_login(expert.user, backend=BACKEND)
    return found


@pytest.fixture
def pages(report) -> str:
    return f"/en/assignments/{report.deployment_id}/report/"


def written(report, expert):
    """All that is needed is written."""
    return reports.write_report(
        report=report, sections=world.REPORT_SECTIONS, actor=expert.actor, now=world.NOW
    )


def test_the_sections_say_what_is_still_to_write(client, report, pages):
    draft = client.get(pages).context["draft"]

    assert [step.order for step in draft.steps if step.missing] == [1, 4, 6, 8]
    assert (draft.written, len(draft.steps)) == (0, 13)


def test_a_section_is_saved_and_leads_to_the_next_one(client, report, pages):
    answered = client.post(f"{pages}1/", {"text": "Deux équipes formées."})

    report.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, f"{pages}2/")
    assert report.sections == {"1": "Deux équipes formées."}


def test_the_last_section_leads_to_reading_everything_again(client, report, pages):
    assert client.post(f"{pages}13/", {"text": ""})["Location"] == f"{pages}check/"


def test_the_other_button_leads_back_to_the_list_of_sections(client, report, pages):
    assert client.post(f"{pages}1/", {"text": "x", "overview": "1"})["Location"] == pages


def test_typing_saves_and_says_so_in_a_line(client, report, pages):
    answered = client.post(f"{pages}1/", {"text": "Deux équ", "version": report.version}, headers=HTMX)

    report.refresh_from_db()
    assert report.sections == {"1": "Deux équ"}
    assert text(answered) == (
        'Saved at 09:00 (UTC).<input type="hidden" name="version" '
        f'value="{report.version}" id="id_version" hx-swap-oob="true">'
    )


def test_typing_what_cannot_be_kept_says_so_and_changes_nothing(client, report, pages):
    sent = {"text": "x" * 20_001, "version": report.version}

    answered = client.post(f"{pages}1/", sent, headers=HTMX)

    report.refresh_from_db()
    assert (answered.status_code, report.sections) == (422, {})
    assert "could not be saved by itself" in text(answered)


def test_the_slower_of_two_windows_reads_what_the_faster_wrote(client, report, pages):
    opened = client.get(f"{pages}1/").context["form"].initial
    client.post(f"{pages}1/", {"text": "First.", "version": opened["version"]})

    answered = client.post(f"{pages}1/", {"text": "Second.", "version": opened["version"]})

    report.refresh_from_db()
    assert (answered.status_code, report.sections) == (409, {"1": "First."})
    for said in ("Somebody was faster", "First.", "Second."):
        assert said in text(answered)


def test_an_unknown_section_does_not_exist(client, report, pages):
    assert client.get(f"{pages}99/").status_code == 404
    assert client.post(f"{pages}99/", {"text": "x"}).status_code == 404


def test_the_language_of_the_texts_is_kept_and_marked_up(client, report, pages):
    answered = client.post(pages, {"text_language": "en"})

    report.refresh_from_db()
    assert (answered.status_code, report.text_language) == (303, "en")
    assert 'lang="en"' in text(client.get(f"{pages}1/")).partition("<textarea")[2].partition(">")[0]


def test_what_stands_in_the_way_of_submitting_is_said_all_at_once(client, report, pages):
    page = text(client.get(f"{pages}check/"))

    for section in ("Summary", "Activities carried out", "Findings", "Recommendations"):
        assert f"The section &#x27;{section}&#x27; is still empty." in page
    assert "Submit the report" not in page


def test_submitting_an_incomplete_report_is_refused_with_every_reason(client, report, pages):
    answered = client.post(f"{pages}check/", {})

    report.refresh_from_db()
    assert (answered.status_code, report.state) == (409, "draft")
    assert "The section &#x27;Findings&#x27; is still empty." in text(answered)


def test_a_complete_report_is_submitted_after_reading_it_again(client, expert, report, pages):
    written(report, expert)
    page = text(client.get(f"{pages}check/"))

    answered = client.post(f"{pages}check/", {})

    report.refresh_from_db()
    assert "Recommandations." in page
    assert (answered.status_code, answered["Location"], report.state) == (303, pages, "submitted")


def test_a_submitted_report_is_read_and_no_longer_written(client, expert, report, pages):
    reports.submit_report(report=written(report, expert), actor=expert.actor, now=world.NOW)

    refused = client.post(f"{pages}1/", {"text": "Too late, and not lost."})

    report.refresh_from_db()
    assert "Submitted on 2 March 2026." in text(client.get(pages))
    assert client.get(f"{pages}1/")["Location"] == pages
    assert (refused.status_code, report.sections["1"]) == (409, "Résumé.")
    assert "Too late, and not lost." in text(refused)


def test_a_returned_report_says_why_on_top_and_can_be_written_again(client, expert, report, pages):
    handed_in = reports.submit_report(report=written(report, expert), actor=expert.actor, now=world.NOW)
    reports.return_report(
        report=handed_in, reason="Name the institutions.", actor=world.actor_of("manager"), now=world.NOW
    )

    for page in (pages, f"{pages}5/", f"{pages}check/"):
        assert "Name the institutions." in text(client.get(page))
    assert client.post(f"{pages}5/", {"text": "La PAF."}).status_code == 303


def test_a_mission_without_a_report_yet_has_no_page_for_it(client, expert):
    row = world.request_in("deployed")
    row.deployments.update(expert_id=expert.actor.expert_id)

    assert client.get(f"/en/assignments/{row.deployments.get().pk}/report/").status_code == 404
