"""What goes wrong is told in the reader's language, says what to do, and loses no word."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import translation

from support_desk.failures import bad_request, server_error
from tests import world
from tests.web.reading import text
from web.kept import WRITER, writer_mark

WORDS = "A text that took somebody an hour to write."


@pytest.fixture
def broken(settings) -> Client:
    """A browser on a desk of which some pages are broken."""
    settings.ROOT_URLCONF = "tests.web.broken_urls"
    return Client(raise_request_exception=False)


# --- A fault of the desk ------------------------------------------------------------------------------------
# These have no access to a database: the page must not need one.


@pytest.mark.parametrize(
    ("address", "cookie", "accepts", "said"),
    [
        ("/en/requests/1/", "", "fr", "Something went wrong on our side"),
        ("/fr/requests/1/", "", "en", "Une erreur s'est produite de notre côté"),
        ("/accounts/login/", "fr", "en", "Une erreur s'est produite de notre côté"),
        ("/accounts/login/", "", "fr", "Une erreur s'est produite de notre côté"),
    ],
)
def test_the_page_of_a_fault_needs_no_database_and_speaks_the_readers_language(
    address, cookie, accepts, said
):
    request = RequestFactory().get(address, headers={"Accept-Language": accepts})
    request.COOKIES = {django_settings.LANGUAGE_COOKIE_NAME: cookie} if cookie else {}

    page = server_error(request)

    assert page.status_code == 500
    assert said in text(page)


def test_a_fault_shows_what_was_typed_and_a_button_that_sends_it_again():
    request = RequestFactory().post(
        "/en/requests/7/hold/?a=1", {"reason": WORDS, "code": "x", "csrfmiddlewaretoken": "t"}
    )

    page = text(server_error(request))

    assert f"readonly>{WORDS}</textarea>" in page
    assert '<form method="post" action="/en/requests/7/hold/?a=1">' in page
    for field in (
        f'name="reason" value="{WORDS}"',
        'name="code" value="x"',
        'name="csrfmiddlewaretoken" value="t"',
    ):
        assert field in page


@pytest.mark.parametrize(
    "sent",
    [
        {"password": "a secret of some length and more"},
        {"reason": WORDS, "file": SimpleUploadedFile("letter.pdf", b"%PDF-1.7")},
    ],
)
def test_passwords_and_files_are_not_sent_again_by_a_button(sent):
    page = text(server_error(RequestFactory().post("/en/requests/7/", sent)))

    assert "<form" not in page
    assert "a secret" not in page


def test_what_was_typed_is_never_read_as_markup():
    page = text(server_error(RequestFactory().post("/en/", {"reason": "<script>alert(1)</script> and more"})))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_of_a_fault_is_there_even_where_the_body_cannot_be_read():
    request = RequestFactory().post(
        "/en/", b"--x\r\nbroken", content_type="multipart/form-data; boundary=" + "x" * 300
    )

    assert server_error(request).status_code == 500
    assert bad_request(request, ValueError()).status_code == 400


def test_a_fault_while_the_page_of_a_fault_is_drawn_still_says_so_in_both_languages(settings):
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]

    page = text(server_error(RequestFactory().get("/en/")))

    assert "Something went wrong on our side" in page
    assert "Une erreur s'est produite de notre côté" in page


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_fault_is_answered_with_its_page_through_all_layers(broken, headers):
    read = broken.get("/fr/broken/", headers=headers)
    sent = broken.post("/en/broken/", {"reason": WORDS}, headers=headers)

    assert (read.status_code, sent.status_code) == (500, 500)
    assert 'lang="fr"' in text(read)
    assert WORDS in text(sent)


@pytest.mark.django_db
def test_a_fault_under_the_api_is_a_problem_document(broken):
    answered = broken.get("/api/v1/broken/")

    assert (answered.status_code, answered["Content-Type"]) == (500, "application/problem+json")


# --- What the desk cannot read or find ----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(("language", "said"), [("en", "There is nothing here"), ("fr", "Il n'y a rien ici")])
def test_an_unknown_address_is_told_in_the_language_of_the_address(client, language, said, headers):
    page = client.get(f"/{language}/nothing/of/the/kind/", headers=headers)

    assert (page.status_code, said in text(page)) == (404, True)


@pytest.mark.django_db
def test_what_cannot_be_read_is_told_in_the_readers_language(broken):
    page = broken.get("/fr/suspicious/")

    assert page.status_code == 400
    assert "Le bureau ne parvient pas à lire ceci" in text(page)


@pytest.mark.django_db
def test_a_page_that_is_only_read_says_so_when_something_is_sent(broken):
    page = broken.post("/fr/get-only/")

    assert (page.status_code, page["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "Cette adresse n'accepte que" in text(page)


@pytest.mark.django_db
def test_a_body_that_is_too_large_is_refused_with_a_page_before_it_is_read(client):
    sent = "full_name=" + "a" * (2 * 1024 * 1024)
    page = client.post("/fr/account/profile/", sent, content_type="application/x-www-form-urlencoded")

    assert page.status_code == 413
    assert "1 Mo" in text(page)
    assert "<html" in text(page)


@pytest.mark.django_db
def test_a_text_that_is_too_large_beside_a_file_is_refused_with_the_same_page(client):
    page = client.post("/fr/account/profile/", {"full_name": "a" * (2 * 1024 * 1024)})

    assert page.status_code == 413
    assert "Ce fichier ne peut pas" in text(page)


@pytest.mark.django_db
def test_a_part_of_a_page_that_fails_takes_the_place_of_the_content_and_is_not_nested(broken):
    whole, part = broken.post("/fr/refused/"), broken.post("/fr/refused/", headers={"HX-Request": "true"})

    assert (whole.status_code, whole.get("HX-Retarget")) == (413, None)
    assert (part.status_code, part["HX-Retarget"], part["HX-Reselect"]) == (413, "#content", "#content")


@pytest.mark.django_db
def test_a_role_that_may_not_is_told_in_its_language_with_what_it_typed(client):
    client.force_login(world.person("manager").user)

    page = client.post("/fr/account/delegations/new/", {"reason": WORDS})

    assert page.status_code == 403
    assert "Votre rôle ne le permet pas" in text(page)
    assert WORDS in text(page)


# --- A form that was open for too long ----------------------------------------------------------------------


@pytest.fixture
def strict() -> Client:
    """A browser whose forms have to prove where they come from."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.django_db
def test_a_form_that_was_open_for_too_long_explains_and_keeps_what_was_typed(strict):
    user = world.person("manager").user
    strict.force_login(user)

    page = strict.post("/fr/account/profile/", {"full_name": WORDS, WRITER: writer_mark(user.pk)})
    opened_again = strict.get("/fr/account/profile/")

    assert page.status_code == 403
    assert "Rien n'est perdu" in text(page)
    assert WORDS in text(page)
    assert WORDS in text(opened_again)
    user.refresh_from_db()
    assert user.full_name != WORDS


@pytest.mark.django_db
def test_words_that_another_site_sends_are_not_kept(strict):
    strict.force_login(world.person("manager").user)

    page = strict.post("/en/account/profile/", {"full_name": WORDS, WRITER: "forged"})

    assert page.status_code == 403
    assert "Load the page again" in text(page)
    assert WORDS not in text(strict.get("/en/account/profile/"))


# --- Too many calls -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("world_time")
def test_too_many_calls_say_when_to_try_again(client):
    allowed = [client.get("/verify/").status_code for _call in range(30)]
    page = client.get("/verify/")

    assert set(allowed) == {200}
    assert (page.status_code, page["Retry-After"]) == (429, "60")
    assert "Please try again at 09:01:00 (UTC)." in text(page)


@pytest.fixture(autouse=True)
def _language():
    with translation.override("en"):
        yield
