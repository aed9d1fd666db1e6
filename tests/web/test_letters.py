"""Letters, certificates and reports: where each reader finds them, and how far their files are."""

from __future__ import annotations

import pytest

from core import storage
from tests import world
from tests.web.reading import signed_in, text
from tests.world import NOW
from workflows.links import offer_path
from workflows.models import Document, Notification
from workflows.notify.texts import paper_link_of
from workflows.services.notifications import notify_about
from workflows.services.papers import issue_papers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
PDF = b"%PDF-1.7 a letter"


@pytest.fixture
def row(db):
    """A request whose mission is being prepared, its papers written and their English files made."""
    row = world.request_in("mobilisation")
    for paper in issue_papers(row, now=NOW):
        kept = storage.keep("documents", PDF, extension=".pdf")
        Document.objects.create(
            support_request=row,
            paper=paper,
            language="en",
            content_hash=paper.content_hash,
            state="ready",
            file=kept.path,
            sha256=kept.sha256,
            size=kept.size,
            asked_at=NOW,
        )
    return row


def kinds(name, row):
    page = signed_in(name).get(f"/en/requests/{row.pk}/documents/").context["documents"]
    return [str(letter.kind) for letter in page.letters]


def paper(row, kind):
    return row.papers.filter(kind=kind).latest("number")


def test_each_reader_finds_what_is_meant_for_them_among_the_documents(row):
    mission, decision, receipt = "Mission letter", "Decision: approval", "Acknowledgement of receipt"

    assert kinds("focal", row) == [mission, decision, receipt]
    assert kinds("manager", row) == [mission, "Offer of a mission", decision, receipt]
    assert kinds("steering", row) == []


def test_a_file_is_handed_out_promised_or_said_to_have_failed(row):
    client, letter = signed_in("focal"), paper(row, "mission_letter")
    ready = client.get(f"/en/papers/{letter.pk}/en.pdf")
    pending = client.get(f"/en/papers/{letter.pk}/fr.pdf")
    letter.documents.update(state="failed", file="")
    failed = client.get(f"/fr/papers/{letter.pk}/en.pdf")
    page = text(signed_in("manager").get(f"/en/requests/{row.pk}/documents/"))

    assert b"".join(ready.streaming_content) == PDF
    assert f"{row.reference}-{letter.number}-mission-letter-en.pdf" in ready["Content-Disposition"]
    assert (pending.status_code, pending["Retry-After"]) == (202, "2")
    assert (failed.status_code, "n'a pas pu être établi" in text(failed)) == (409, True)
    assert "could not be made; the desk tries again" in page
    assert "6 files are ready" not in page
    assert f"/en/requests/{row.pk}/papers/again/" in page


def test_an_expert_finds_offer_and_mission_letter_with_and_without_an_account(row, visitor):
    offer = row.offers.get(state="accepted")
    offer.expert.user = world.people().expert.user
    type(offer.expert).objects.filter(user=offer.expert.user).update(user=None)
    offer.expert.save(update_fields=["user"])
    mission = text(signed_in("expert").get(f"/en/assignments/{offer.deployment.pk}/"))
    by_link = text(visitor.get(f"{offer_path(offer)}?lang=en"))
    number = paper(row, "mission_letter").number
    letter = visitor.get(f"{offer_path(offer)}paper.pdf?lang=en&number={number}")

    assert all(
        kind in page for page in (mission, by_link) for kind in ("Offer of a mission", "Mission letter")
    )
    assert b"".join(letter.streaming_content) == PDF
    assert (
        visitor.get(f"{offer_path(offer)}paper.pdf?number={paper(row, 'approval').number}").status_code == 404
    )
    assert visitor.get(f"{offer_path(offer)}paper.pdf?number=x").status_code == 404


def test_a_mail_leads_to_the_paper_that_goes_with_it(row):
    from core.models import JournalEvent

    told = JournalEvent.objects.of(row.chain).filter(verb__in=("request.submitted", "offer.sent"))
    for event in told:
        notify_about(event, row, now=NOW)
    links = {paper_link_of(notice) for notice in Notification.objects.exclude(data__party="office")}

    offer = offer_path(row.offers.first())
    assert {link.removeprefix("http://127.0.0.1:8000") for link in links} == {
        f"/fr/requests/{row.pk}/documents/",
        f"/en/requests/{row.pk}/documents/",
        f"{offer}paper.pdf?lang=en",
    }
