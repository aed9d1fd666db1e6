"""Terms of reference in the office: clauses beside their sources, translations, versions, amendments, papers."""

import pytest

from programme.models import Paragraph
from programme.services.paragraphs import save_paragraph
from tests import world
from tests.web.reading import PASSWORD, signed_in, text
from workflows.models import TermsOfReference
from workflows.tor.clauses import TermsContent
from workflows.tor.edits import keyed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def test_manager_reads_every_clause_in_both_languages_beside_its_source():
    row = world.request_in("matching")

    page = signed_in("manager").get(f"/en/requests/{row.pk}/terms/")

    lines = [line for chapter in page.context["chapters"] for line in chapter.lines]
    assert lines
    assert all(set(line.blocks) == {"en", "fr"} and str(line.source) for line in lines)
    assert "Version 1" in text(page)


def test_a_new_version_is_made_once_when_two_press_for_it():
    row = world.request_in("matching")
    url = f"/en/requests/{row.pk}/terms/new/"
    seen = signed_in("manager2").get(url).context["form"].initial

    answers = [signed_in(name).post(url, seen) for name in ("manager", "manager2")]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert "Somebody was faster" in text(answers[1])
    assert list(row.terms.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_terms_before_approval_say_when_they_will_be_there():
    row = world.request_in("triage")

    page = signed_in("manager").get(f"/en/requests/{row.pk}/terms/")

    assert "as soon as the request is approved" in text(page)


def test_translations_are_kept_and_the_terms_composed_again():
    row = world.request_in("matching")
    terms = TermsOfReference.objects.get(support_request=row)
    manager = signed_in("manager")
    form = manager.get(f"/en/terms/{terms.pk}/revise/").context["form"]
    other = "fr" if row.text_language == "en" else "en"

    answered = manager.post(
        f"/en/terms/{terms.pk}/revise/", {**form.initial, f"background__{other}": "Les mots traduits."}
    )

    revised = TermsOfReference.objects.get(pk=terms.pk)
    assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/terms/")
    assert revised.translations["background"] == {other: "Les mots traduits."}
    assert revised.content_hash != terms.content_hash


def test_new_version_is_made_after_asking():
    row = world.request_in("matching")
    manager, url = signed_in("manager"), f"/en/requests/{row.pk}/terms/new/"

    asked = manager.get(url)
    before = row.terms.count()
    answered = manager.post(url)

    assert (asked.status_code, before, answered.status_code, row.terms.count()) == (200, 1, 303, 2)


def test_amendment_is_signed_by_both_sides_and_takes_force():
    row = world.request_in("mobilisation")
    manager, focal = (signed_in(name, password=PASSWORD) for name in ("manager", "focal"))
    manager.post(f"/en/requests/{row.pk}/terms/new/")
    amendment = row.terms.order_by("-number").first()
    url = f"/en/terms/{amendment.pk}/sign/"

    unticked = manager.post(url, {"content_hash": amendment.content_hash})
    first = manager.post(
        url, {"content_hash": amendment.content_hash, "confirmed": "on", "password": PASSWORD}
    )
    second = focal.post(
        url, {"content_hash": amendment.content_hash, "confirmed": "on", "password": PASSWORD}
    )

    states = dict(row.terms.values_list("number", "state"))
    assert (unticked.status_code, first.status_code, second.status_code) == (422, 303, 303)
    assert (second["Location"], states) == (
        f"/en/requests/{row.pk}/",
        {amendment.number - 1: "superseded", amendment.number: "signed"},
    )


def test_signature_under_another_content_than_was_read_is_refused():
    row = world.request_in("mobilisation")
    manager = signed_in("manager", password=PASSWORD)
    manager.post(f"/en/requests/{row.pk}/terms/new/")
    amendment = row.terms.order_by("-number").first()

    answered = manager.post(
        f"/en/terms/{amendment.pk}/sign/", {"content_hash": "0" * 64, "confirmed": "on", "password": PASSWORD}
    )

    assert answered.status_code == 422
    assert "changed since you read them" in text(answered)
    assert not amendment.signatures.exists()


@pytest.mark.parametrize(
    ("name", "status"), [("manager", 202), ("focal", 202), ("focal_cv", 404), ("steering", 403)]
)
def test_paper_is_handed_to_whoever_may_read_the_persons_it_names(name, status):
    row = world.request_in("matching")
    terms = row.terms.get()

    assert signed_in(name).get(f"/en/terms/{terms.pk}/fr.pdf").status_code == status


@pytest.mark.parametrize("name", ["focal", "steering", "expert", "admin"])
def test_office_page_of_the_terms_is_for_managers(name):
    row = world.request_in("matching")
    url = f"/en/requests/{row.pk}/terms/"

    assert signed_in("manager").get(url).status_code == 200
    assert signed_in(name).get(url).status_code in (403, 404)


def clause(row, key):
    return keyed(TermsContent.from_dict(row.terms.latest().content).clauses)[key]


TASKS = "4.2/paragraph:tasks"


def test_an_officer_edits_a_clause_and_is_warned_while_the_other_language_has_not_followed():
    row = world.request_in("matching")
    manager, terms = signed_in("manager"), row.terms.get()
    url = f"/en/terms/{terms.pk}/clause/?key={TASKS}"
    opened = manager.get(url).context["form"].initial

    manager.post(url, {**opened, "text_en": "First this.\nThen <b>that</b>.", "same": ""})
    page = manager.get(f"/en/requests/{row.pk}/terms/")
    assert clause(row, TASKS).text["en"] == ["First this.", "Then <b>that</b>."]
    assert clause(row, TASKS).edited
    assert "The French has not followed a change of the English" in text(page)
    assert "Then &lt;b&gt;that&lt;/b&gt;." in text(page)

    again = manager.get(url).context["form"].initial
    manager.post(url, {**again, "text_fr": "D'abord ceci.\nPuis cela.", "same": "on"})
    page = manager.get(f"/en/requests/{row.pk}/terms/")
    assert clause(row, TASKS).text["fr"] == ["D'abord ceci.", "Puis cela."]
    assert "has not followed" not in text(page)
    assert "Edited by an officer" in text(page)


def test_an_emptied_clause_says_what_was_composed_again():
    row = world.request_in("matching")
    manager, terms = signed_in("manager"), row.terms.get()
    url = f"/en/terms/{terms.pk}/clause/?key={TASKS}"
    opened = manager.get(url).context["form"].initial
    before = clause(row, TASKS)

    manager.post(url, {**opened, "text_en": "Something else."})
    manager.post(url, {**opened, "version": "", "text_en": "", "text_fr": ""})

    assert clause(row, TASKS) == before
    assert row.terms.get().content_hash == terms.content_hash


def test_a_changed_paragraph_shows_which_clauses_it_touches_and_leaves_an_officers_words():
    row = world.request_in("matching")
    manager, terms = signed_in("manager"), row.terms.get()
    url = f"/en/terms/{terms.pk}/clause/?key={TASKS}"
    opened = manager.get(url).context["form"].initial
    manager.post(url, {**opened, "text_en": "Ours.", "text_fr": "Le nôtre.", "same": "on"})
    for code in ("tasks", "profile"):
        paragraph = Paragraph.objects.get(code=code)
        paragraph.text_en, paragraph.text_fr = "Library's new text.", "Nouveau texte."
        save_paragraph(paragraph, now=world.NOW)

    board = manager.get(f"/en/requests/{row.pk}/terms/").context["board"]
    assert [line.number for line in board.touched] == ["6.2"]
    assert "Its source has changed since an officer edited it" in [
        str(warning) for mark in board.marks.values() for warning in mark.warnings
    ]

    manager.post(f"/en/terms/{terms.pk}/compose/")
    assert clause(row, TASKS).text["en"] == ["Ours."]
    assert clause(row, "6.2/paragraph:profile").text["fr"] == "Nouveau texte."
    assert clause(row, "6.2/paragraph:profile").source == "paragraph:profile@1.1"


@pytest.mark.parametrize(
    ("key", "sent", "status"),
    [
        ("4.4/paragraph:deliverables", {"text_en": "a | b | c\nd | e"}, 422),
        (TASKS, {"text_en": "x" * 20_001}, 422),
        ("99/paragraph:none", {"text_en": "x"}, 404),
    ],
)
def test_a_clause_that_cannot_be_is_refused_at_its_field(key, sent, status):
    row = world.request_in("matching")
    terms = row.terms.get()

    answered = signed_in("manager").post(f"/en/terms/{terms.pk}/clause/", {"key": key, "text_fr": "", **sent})

    assert answered.status_code == status
    if status == 422:
        assert list(answered.context["form"].errors) == ["text_en"]
    assert row.terms.get().content_hash == terms.content_hash


def test_readers_see_what_changed_since_the_version_before():
    row = world.request_in("mobilisation")
    first = row.terms.get()
    manager = signed_in("manager")
    manager.post(f"/en/requests/{row.pk}/terms/new/")
    second = row.terms.latest()
    manager.post(f"/en/terms/{second.pk}/clause/", {"key": TASKS, "text_en": "Only this.", "text_fr": ""})

    page = signed_in("focal").get(f"/en/terms/{second.pk}/difference/")
    paper = signed_in("focal").get(f"/en/terms/{second.pk}/difference-en.pdf")
    nothing = manager.get(f"/en/terms/{first.pk}/difference/")

    assert "<ins>[+Only this.]</ins>" in text(page)
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert "nothing to compare it with yet" in text(nothing)
    assert signed_in("focal_cv").get(f"/en/terms/{second.pk}/difference/").status_code == 404
