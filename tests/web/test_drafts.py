"""A focal point files a request: the way in, the form in steps, saving while typing, sending it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import FocalPoint
from requests_app.models import SupportRequest
from requests_app.services.drafts import create_draft, edit_answers
from tests import world
from tests.web.reading import signed_in
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]

STEPS: dict[str, dict[str, Any]] = {
    "a": {"institution": "Ministère de l'Intérieur", "unit_contact_name": "Awa Sarr"},
    "b": {
        "text_language": "fr",
        "title": "Statistiques aux postes frontières",
        "support_type": ["TS-TRN"],
        "background": "Les données ne sont pas exploitées.",
        "objective": "Former les équipes.",
        "expected_results": "Un bulletin trimestriel.",
    },
    "c": {
        "preferred_dates_start": "2026-04-15",
        "preferred_dates_end": "2026-06-30",
        "duration": "8",
        "place": "Dakar",
        "language": "fr",
    },
    "d": {},
}
CHECK = {"endorsement_name": "Ibrahima Fall", "data_consent": "on"}


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def focal() -> Client:
    return signed_in("focal")


@pytest.fixture
def draft() -> SupportRequest:
    world.people()
    return create_draft(
        country="SN", answers={"title": "Formation"}, actor=world.person("focal").actor, now=NOW
    )


def text(response: Any) -> str:
    return " ".join(response.content.decode().split()).replace("&#x27;", "'")


def step(row: SupportRequest, section: str, language: str = "en") -> str:
    return f"/{language}/requests/{row.pk}/form/{section}/"


# --- The whole way ------------------------------------------------------------------------------------------


def test_a_request_is_filed_from_an_empty_form_with_at_most_twelve_answers(focal):
    answered = focal.post("/fr/requests/new/", {"way": "form"})
    row = SupportRequest.objects.get()
    where, typed = [answered["Location"]], 0
    for section, answers in STEPS.items():
        known = shown(focal, step(row, section, "fr"))
        typed += len(answers.keys() - known.keys())
        answered = focal.post(step(row, section, "fr"), {**known, **answers})
        where.append(answered["Location"])
    check = f"/fr/requests/{row.pk}/check/"
    known = shown(focal, check)
    typed += len(CHECK.keys() - known.keys())
    answered = focal.post(check, {**known, **CHECK})

    row.refresh_from_db()
    assert where == [*(step(row, section, "fr") for section in "abcd"), check]
    assert (answered.status_code, answered["Location"]) == (303, f"/fr/requests/{row.pk}/submitted/")
    assert (row.state, row.reference) == ("submitted", "TSR-2026-00001")
    assert (row.title, row.duration, row.preferred_end) == (STEPS["b"]["title"], 8, date(2026, 6, 30))
    assert (row.text_language, row.endorsement["name"]) == ("fr", "Ibrahima Fall")
    assert typed <= 12


def shown(client: Client, address: str) -> dict[str, Any]:
    """What the fields of a page hold, as a browser would send it back."""
    form = client.get(address).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}


# --- The way in ---------------------------------------------------------------------------------------------


def test_beginning_shows_both_ways_and_drafts_begun_before(focal, draft):
    page = focal.get("/fr/requests/new/")

    assert page.status_code == 200
    assert "J'ai une lettre" in text(page)
    assert "Je remplis le formulaire" in text(page)
    assert f'href="/fr/requests/{draft.pk}/form/"' in text(page)


def test_a_draft_begins_with_what_is_known_of_the_country_and_its_writer(focal):
    world.request_in("submitted")

    focal.post("/fr/requests/new/", {"way": "form"})

    row = SupportRequest.objects.latest("pk")
    assert (row.institution, row.unit_contact["name"], row.working_language) == (
        world.ANSWERS["institution"],
        "Awa Sarr",
        "fr",
    )
    assert (row.endorsement["name"], row.text_language, row.title) == ("Focal", "fr", "")


def test_whoever_speaks_for_several_countries_says_for_which(focal):
    FocalPoint.objects.create(
        user=world.person("focal").user, country_id="CV", starts_on=date(2026, 1, 1), created_at=NOW
    )

    asked = focal.get("/en/requests/new/")
    unsaid = focal.post("/en/requests/new/", {"way": "form"})
    said = focal.post("/en/requests/new/", {"way": "form", "country": "CV"})
    letter = focal.post("/en/requests/new/", {"way": "letter", "country": "CV"})

    assert "For which country is it?" in text(asked)
    assert (unsaid.status_code, said.status_code) == (422, 303)
    assert "Choose the country for which you ask." in text(unsaid)
    assert SupportRequest.objects.get().country_id == "CV"
    assert letter["Location"] == "/en/requests/new/letter/?country=CV"


@pytest.mark.parametrize("name", ["manager", "expert", "steering", "admin"])
def test_only_focal_points_begin_a_request(name):
    for address in ("/en/requests/new/", "/en/requests/new/letter/"):
        assert signed_in("focal").get(address).status_code == 200
        assert signed_in(name).get(address).status_code == 404
        assert signed_in(name).post(address, {"way": "form"}).status_code == 404
    assert not SupportRequest.objects.exists()


def test_a_letter_and_one_line_make_a_draft_that_says_what_is_missing(focal):
    sent = focal.post(
        "/fr/requests/new/letter/",
        {"file": letter(), "title": "Statistiques", "institution": "DPAF", "contact": "Awa Sarr"},
    )
    row = SupportRequest.objects.get()
    page = focal.get(sent["Location"])

    assert (sent.status_code, sent["Location"]) == (303, f"/fr/requests/{row.pk}/form/")
    assert (row.title, row.institution, row.unit_contact["name"], row.request_channel) == (
        "Statistiques",
        "DPAF",
        "Awa Sarr",
        "letter",
    )
    assert [kept.name for kept in row.attachments.all()] == ["lettre.pdf"]
    assert "Votre lettre est enregistrée" in text(page)
    assert f'href="/fr/requests/{row.pk}/form/b/#id_background"' in text(page)


def test_a_letter_that_is_not_taken_leaves_no_draft_and_all_that_was_typed(focal):
    wrong = SimpleUploadedFile("letter.exe", b"MZ" + b"\x00" * 64)

    refused = focal.post("/en/requests/new/letter/", {"file": wrong, "title": "Statistics at the border"})

    assert refused.status_code == 415
    assert '<a href="#id_file">Files of this type cannot be accepted' in text(refused)
    assert "Statistics at the border" in text(refused)
    assert not SupportRequest.objects.exists()


def test_the_letter_page_says_which_files_are_taken_before_any_is_sent(focal):
    page = text(focal.get("/en/requests/new/letter/"))

    assert "DOCX, JPEG, JPG, ODS, ODT, PDF, PNG, PPTX, TXT, XLSX; at most 20 MB." in page
    assert 'data-max-bytes="20971520"' in page


def letter() -> SimpleUploadedFile:
    return SimpleUploadedFile("lettre.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")


# --- Steps --------------------------------------------------------------------------------------------------


def test_each_field_of_the_form_has_help_and_an_example_in_both_languages(focal, draft):
    for language in ("en", "fr"):
        for section in "abcd":
            form = focal.get(step(draft, section, language)).context["form"]
            for asked in form.all_asked:
                assert asked.question.help, asked.question.code
                assert asked.example, asked.question.code
    assert "Depuis 2024, 23 postes frontières" in text(focal.get(step(draft, "b", "fr")))


def test_a_step_is_saved_with_gaps_and_leads_on(focal, draft):
    answered = focal.post(step(draft, "c"), {"place": "Dakar", "preferred_dates_start": "2026-05-01"})

    draft.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, step(draft, "d"))
    assert (draft.place, draft.preferred_start, draft.preferred_end) == ("Dakar", date(2026, 5, 1), None)


@pytest.mark.parametrize(
    ("go", "leads_to"), [("on", "form/b/"), ("leave", "form/"), ("files", "attachments/"), ("", "form/b/")]
)
def test_saving_a_step_leads_where_it_was_asked_to(focal, draft, go, leads_to):
    answered = focal.post(step(draft, "a"), {"institution": "DPAF", "go": go})

    assert answered["Location"] == f"/en/requests/{draft.pk}/{leads_to}"


@pytest.mark.parametrize(
    ("section", "typed", "anchor", "said"),
    [
        ("c", {"duration": "61"}, "id_duration", "L'appui est de courte durée"),
        ("c", {"duration": "huit"}, "id_duration", "Indiquez un nombre de jours"),
        (
            "c",
            {"preferred_dates_start": "2026-06-01", "preferred_dates_end": "2026-05-01"},
            "id_preferred_dates_end",
            "La fin précède le début",
        ),
        (
            "c",
            {"preferred_dates_end": "2026-01-01"},
            "id_preferred_dates_end",
            "Cette période est déjà passée",
        ),
        ("a", {"unit_contact_email": "awa@"}, "id_unit_contact_email", "adresse"),
        ("b", {"title": "x" * 201}, "id_title", "200"),
        ("b", {"support_type": ["TS-XYZ"]}, "id_support_type", "TS-XYZ"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(
    focal, draft, section, typed, anchor, said
):
    other = {"a": {"institution": "DPAF"}, "b": {"background": "Un texte."}, "c": {"place": "Thiès"}}[section]

    answered = focal.post(step(draft, section, "fr"), {**typed, **other})

    assert answered.status_code == 422
    assert f'<a href="#{anchor}' in text(answered)
    assert said in text(answered)
    for value in [*typed.values(), *other.values()]:
        if isinstance(value, str):
            assert value in text(answered)


def test_the_steps_say_what_is_done_and_what_is_missing(focal, draft):
    before = focal.get(f"/en/requests/{draft.pk}/form/")
    focal.post(step(draft, "a"), STEPS["a"])
    after = focal.get(f"/en/requests/{draft.pk}/form/")

    states = [
        [(shown.code, shown.done, len(shown.missing)) for shown in page.context["steps"]]
        for page in (before, after)
    ]
    assert states[0] == [("A", False, 2), ("B", False, 4), ("C", False, 4), ("D", False, 0)]
    assert states[1] == [("A", True, 0), ("B", False, 4), ("C", False, 4), ("D", False, 0)]
    assert "8 answers are needed before you can send the request" in text(after)


def test_a_step_that_does_not_exist_is_not_found(focal, draft):
    assert focal.get(step(draft, "b")).status_code == 200
    assert [focal.get(step(draft, section)).status_code for section in ("e", "z", "title")] == [404, 404, 404]


@pytest.mark.parametrize("name", ["focal_cv", "manager", "expert", "steering", "admin"])
def test_a_draft_exists_for_its_country_alone(draft, name):
    pages = [
        "form/",
        "form/b/",
        "check/",
        "submit/",
        "delete/",
        "attachments/",
        "submitted/",
        "edit/",
        "answer/",
    ]
    addresses = [f"/en/requests/{draft.pk}/{page}" for page in pages]

    assert [signed_in("alternate").get(address).status_code for address in addresses[:6]] == [200] * 6
    assert [signed_in(name).get(address).status_code for address in addresses] == [404] * len(pages)
    assert signed_in(name).post(addresses[1], {"title": "Foreign"}).status_code == 404


def test_of_what_was_sent_the_form_leads_to_the_request(focal):
    row = world.request_in("submitted")

    for page in ("form/", "form/b/", "check/", "delete/"):
        answered = focal.get(f"/fr/requests/{row.pk}/{page}")
        assert (answered.status_code, answered["Location"]) == (302, f"/fr/requests/{row.pk}/")


def test_a_step_saved_after_the_request_was_sent_elsewhere_keeps_what_was_typed(focal):
    row = world.request_in("submitted")

    answered = focal.post(step(row, "b", "fr"), {"title": "Un autre intitulé"})

    row.refresh_from_db()
    assert (answered.status_code, row.title) == (409, world.ANSWERS["title"])
    assert "Un autre intitulé" in text(answered)


def test_pages_of_a_draft_ask_the_database_a_fixed_number_of_times(
    focal, draft, django_assert_max_num_queries
):
    for page in ("form/", "form/a/", "form/b/", "form/c/", "form/d/", "check/"):
        with django_assert_max_num_queries(23):
            focal.get(f"/en/requests/{draft.pk}/{page}")


# --- Saving while typing, two windows, two people -----------------------------------------------------------


def keep(client: Client, row: SupportRequest, section: str, **typed: Any) -> Any:
    return client.post(step(row, section), typed, headers={"HX-Request": "true"})


def seen(client: Client, row: SupportRequest, section: str) -> str:
    return client.get(step(row, section)).context["form"].initial["seen_answers"]


def test_what_is_typed_is_kept_and_said_quietly(focal, draft):
    kept = keep(focal, draft, "b", background="Les données arrivent.", seen_answers=seen(focal, draft, "b"))

    draft.refresh_from_db()
    assert kept.status_code == 200
    assert draft.background == "Les données arrivent."
    assert 'Saved at <time datetime="2026-03-02T09:00:00+00:00" data-clock>09:00 (UTC)</time>' in text(kept)
    assert "<html" not in text(kept)
    assert 'id="steps"' in text(kept)


def test_while_typing_only_what_can_be_read_is_kept(focal, draft):
    kept = keep(focal, draft, "c", duration="6x", place="Dakar", seen_answers=seen(focal, draft, "c"))

    draft.refresh_from_db()
    assert (draft.duration, draft.place) == (None, "Dakar")
    assert "An answer that cannot be read yet is not among it." in text(kept)


def test_two_windows_put_their_words_together(focal, draft):
    first = second = seen(focal, draft, "b")

    keep(focal, draft, "b", title="Formation", background="Ici.", seen_answers=first)
    keep(focal, draft, "b", title="Formation", objective="Là.", seen_answers=second)

    draft.refresh_from_db()
    assert (draft.background, draft.objective) == ("Ici.", "Là.")


def test_an_answer_taken_back_in_the_same_window_is_empty_again(focal, draft):
    first = keep(
        focal, draft, "b", title="Formation", background="Ici.", seen_answers=seen(focal, draft, "b")
    )

    keep(focal, draft, "b", title="Formation", background="", seen_answers=first.context["seen_answers"])

    draft.refresh_from_db()
    assert draft.background == ""


def test_an_answer_that_both_changed_is_shown_side_by_side_and_sent_again_insists(focal, draft):
    mine = seen(focal, draft, "b")
    colleague = world.person("alternate").actor
    edit_answers(
        support_request=draft,
        answers={"title": "Theirs", "objective": "Theirs too"},
        actor=colleague,
        now=NOW,
    )

    typed = {"title": "Mine", "background": "Mine as well"}
    quietly = keep(focal, draft, "b", **typed, seen_answers=mine)
    refused = focal.post(step(draft, "b"), {**typed, "seen_answers": quietly.context["seen_answers"]})
    told = refused.context["faster"].differences
    again = {bound.html_name: bound.value() for bound in refused.context["form"] if bound.value()}
    insisted = focal.post(step(draft, "b"), again)

    draft.refresh_from_db()
    assert "An answer was changed meanwhile" in text(quietly)
    assert (refused.status_code, insisted.status_code) == (409, 303)
    assert [(each.theirs, each.yours) for each in told] == [("Theirs", "Mine")]
    assert (draft.title, draft.background, draft.objective) == ("Mine", "Mine as well", "Theirs too")


def test_nothing_is_kept_of_a_request_that_was_sent_meanwhile(focal):
    row = world.request_in("submitted")

    kept = keep(focal, row, "b", title="Too late", seen_answers="{}")

    row.refresh_from_db()
    assert (kept.status_code, row.title) == (200, world.ANSWERS["title"])
    assert "This request was sent meanwhile" in text(kept)


@pytest.mark.parametrize(
    "marks", ["", "no marks", "[1, 2]", '{"title": 7}', pytest.param("[" * 3000, id="deep")]
)
def test_marks_that_say_nothing_do_no_harm(focal, draft, marks):
    answered = focal.post(step(draft, "b"), {"title": "Formation des cadres", "seen_answers": marks})

    draft.refresh_from_db()
    assert (answered.status_code, draft.title) == (303, "Formation des cadres")


def test_saving_while_typing_after_the_session_ended_says_so_and_changes_nothing(draft):
    answered = keep(Client(), draft, "b", title="Typed")

    assert (answered.status_code, answered["HX-Trigger"]) == (401, "desk:signed-out")


def test_a_change_of_language_keeps_what_was_typed_in_a_step(focal, draft):
    page = focal.get(step(draft, "b"))
    writer = page.content.decode().split('name="_writer" value="')[1].split('"')[0]

    switched = focal.post(
        f"/language/fr/?next={step(draft, 'b')}", {"background": "À moitié", "_writer": writer}
    )
    page = focal.get(switched["Location"])

    assert switched["Location"] == step(draft, "b", "fr")
    assert "À moitié" in text(page)


# --- Check, send, delete ------------------------------------------------------------------------------------


@pytest.fixture
def whole() -> SupportRequest:
    """A draft with everything but the endorsement."""
    world.people()
    answers = {
        code: value for code, value in world.ANSWERS.items() if code not in ("endorsement", "data_consent")
    }
    return create_draft(country="SN", answers=answers, actor=world.person("focal").actor, now=NOW)


def test_everything_is_read_again_with_a_link_to_change_it(focal, whole):
    page = focal.get(f"/fr/requests/{whole.pk}/check/")

    assert page.status_code == 200
    assert "Statistiques aux postes frontières" in text(page)
    assert "Atelier de formation" in text(page)
    assert "15 avril 2026" in text(page)
    assert f'href="/fr/requests/{whole.pk}/form/c/#id_preferred_dates_start"' in text(page)
    assert '<div class="prose" lang="fr">' in text(page)
    assert "Donner son aval et envoyer" in text(page)


def test_what_was_left_open_takes_one_line_and_leads_to_its_field(focal, whole):
    page = text(focal.get(f"/en/requests/{whole.pk}/check/"))

    assert "Not answered, and can wait:" in page
    assert f'<a class="govuk-link" href="/en/requests/{whole.pk}/form/c/#id_expertise">' in page
    assert "Still missing" not in page


def test_what_is_missing_is_listed_with_its_field_instead_of_the_endorsement(focal, draft):
    page = focal.get(f"/en/requests/{draft.pk}/check/")

    assert f'href="/en/requests/{draft.pk}/form/b/#id_support_type"' in text(page)
    assert "Endorse and send" not in text(page)


def test_an_incomplete_request_is_not_sent_and_keeps_the_endorsement_typed(focal, draft):
    answered = focal.post(f"/en/requests/{draft.pk}/check/", CHECK)

    draft.refresh_from_db()
    assert (answered.status_code, draft.state, draft.endorsement) == (409, "draft", {})
    assert "Please answer" in text(answered)
    assert "Ibrahima Fall" in text(answered)


def test_without_name_and_consent_nothing_is_sent(focal, whole):
    answered = focal.post(f"/fr/requests/{whole.pk}/check/", {"endorsement_name": " "})

    whole.refresh_from_db()
    assert (answered.status_code, whole.state) == (422, "draft")
    assert "Indiquez le nom du point focal" in text(answered)
    assert "Veuillez confirmer que vous avez lu" in text(answered)


def test_what_is_sent_is_what_was_read(focal, whole):
    opened = shown(focal, f"/en/requests/{whole.pk}/check/")
    edit_answers(
        support_request=whole, answers={"title": "Other"}, actor=world.person("alternate").actor, now=NOW
    )

    slower = focal.post(f"/en/requests/{whole.pk}/check/", {**opened, **CHECK})
    again = {bound.html_name: bound.value() for bound in slower.context["form"] if bound.value()}
    sent = focal.post(f"/en/requests/{whole.pk}/check/", again)

    assert (slower.status_code, sent.status_code) == (409, 303)
    assert "Other" in text(slower)


def test_after_sending_one_reads_the_reference_and_what_follows_by_when(focal, whole):
    sent = focal.post(f"/fr/requests/{whole.pk}/submit/", CHECK)
    page = focal.get(sent["Location"])

    whole.refresh_from_db()
    assert whole.reference in text(page)
    assert "Désignation du responsable du dossier" in text(page)
    assert "au plus tard le" in text(page)
    assert focal.post(f"/fr/requests/{whole.pk}/submit/", CHECK).status_code == 409


def test_a_request_like_an_earlier_one_of_the_country_says_so(focal, whole):
    earlier = world.request_in("matching")

    page = focal.get(f"/en/requests/{whole.pk}/check/")

    assert "Something similar was asked before" in text(page)
    assert earlier.reference in text(page)


def test_a_draft_is_deleted_after_asking(focal, draft):
    asked = focal.get(f"/en/requests/{draft.pk}/delete/")
    deleted = focal.post(f"/en/requests/{draft.pk}/delete/", asked.context["form"].initial)

    assert "This cannot be undone." in text(asked)
    assert deleted.status_code == 303
    assert not SupportRequest.objects.exists()


def test_a_draft_that_a_colleague_went_on_with_is_not_deleted_unread(focal, draft):
    opened = focal.get(f"/en/requests/{draft.pk}/delete/").context["form"].initial
    edit_answers(
        support_request=draft, answers={"title": "Other"}, actor=world.person("alternate").actor, now=NOW
    )

    assert focal.post(f"/en/requests/{draft.pk}/delete/", opened).status_code == 409
    assert SupportRequest.objects.exists()
