"""Signing in: the pages, their limits, and the way on."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client

from support_desk import settings as real_settings
from tests import world
from tests.web.reading import text

pytestmark = pytest.mark.django_db
PASSWORD = "a-few-words-of-mine"


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def manager():
    user = world.person("manager").user
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, password: str = PASSWORD, **more):
    return client.post("/accounts/login/", {"login": "manager@desk.example", "password": password, **more})


def in_french(client: Client) -> Client:
    client.cookies["django_language"] = "fr"
    return client


@pytest.mark.parametrize(
    ("address", "english", "french"),
    [
        ("/accounts/login/", "Sign in", "Se connecter"),
        ("/accounts/password/reset/", "A new password", "Un nouveau mot de passe"),
        ("/accounts/password/reset/done/", "Look at your e-mail", "Consultez votre messagerie"),
        (
            "/accounts/password/reset/key/1-abc/",
            "This link does not work any more",
            "Ce lien ne fonctionne plus",
        ),
        (
            "/accounts/password/reset/key/done/",
            "Your new password is set",
            "Votre nouveau mot de passe est enregistré",
        ),
        ("/accounts/inactive/", "This account is closed", "Ce compte est fermé"),
        ("/accounts/signup/", "Accounts are given by invitation", "Les comptes sont donnés sur invitation"),
    ],
)
def test_the_pages_before_signing_in_speak_both_languages(client, address, english, french):
    assert f'<h1 class="govuk-heading-l">{english}</h1>' in text(client.get(address))
    assert f'<h1 class="govuk-heading-l">{french}</h1>' in text(in_french(client).get(address))


@pytest.mark.parametrize(
    ("address", "french"),
    [
        ("/accounts/password/change/", "Changer le mot de passe"),
        ("/accounts/2fa/", "Authentification à deux facteurs"),
        ("/accounts/2fa/totp/activate/", "Activer l'application d'authentification"),
        ("/accounts/2fa/webauthn/", "Clés de sécurité"),
        ("/accounts/2fa/webauthn/add/", "Nom de la clé"),
        ("/accounts/sessions/", "Où vous êtes connecté(e)"),
        ("/accounts/logout/", "Se déconnecter"),
    ],
)
def test_the_pages_of_ones_own_safety_speak_french(client, manager, address, french):
    sign_in(in_french(client))
    asked = client.get(address)
    if asked.status_code == 302:  # what weakens or changes the second factor asks for the password once more
        assert "Est-ce bien vous" in text(client.get(asked["Location"]))
        client.post(asked["Location"], {"password": PASSWORD})

    page = client.get(address)

    assert page.status_code == 200
    assert french in text(page).replace("&#x27;", "'").replace("’", "'")


def test_the_address_is_the_offices_to_change(client, manager):
    sign_in(client)

    assert client.get("/accounts/email/")["Location"] == "/en/account/"


def test_after_signing_in_one_goes_on_where_one_wanted_to_go(client, manager):
    asked = client.get("/en/account/?a=1")
    form = client.get(asked["Location"])

    went_on = sign_in(client, next="/en/account/?a=1")

    assert '<input type="hidden" name="next" value="/en/account/?a=1">' in text(form).replace(" />", ">")
    assert went_on["Location"] == "/en/account/?a=1"


def test_the_way_on_never_leads_to_another_site(client, manager):
    assert urlsplit(sign_in(client, next="https://evil.example/")["Location"]).netloc == ""


def test_a_wrong_password_is_told_on_top_and_the_address_stays(client, manager):
    page = sign_in(in_french(client), "not the right one")

    assert page.status_code == 200
    assert "L’adresse e-mail ou le mot de passe sont incorrects." in text(page)
    assert 'value="manager@desk.example"' in text(page)
    assert "not the right one" not in text(page)


def test_wrong_passwords_are_counted_over_all_browsers_and_the_limit_says_how_long_it_lasts(manager):
    for _attempt in range(5):
        sign_in(Client(), "not the right one")

    page = sign_in(Client())

    assert "Too many attempts with a wrong password. Wait five minutes, or choose a new password." in text(
        page
    )


def test_many_calls_from_one_address_are_told_to_wait_with_a_time(manager):
    for _attempt in range(30):
        Client().post("/accounts/login/", {})

    page = Client().post("/accounts/login/", {})

    assert (page.status_code, page["Retry-After"]) == (429, "60")
    assert "Please try again at" in text(page)


def test_the_limits_are_counted_where_all_processes_see_them():
    backend = real_settings.CACHES["default"]["BACKEND"]

    assert backend.rpartition(".")[2] in ("RedisCache", "FileBasedCache")


def test_a_forgotten_password_is_replaced_by_a_link_in_a_letter_in_the_readers_language(client, manager):
    sent = in_french(client).post("/accounts/password/reset/", {"email": manager.email})
    letter = mail.outbox[0]
    link = urlsplit(re.search(r"https?://\S+", letter.body).group()).path
    form = client.get(link, follow=True)
    client.post(
        form.request["PATH_INFO"], {"password1": "another-set-of-words", "password2": "another-set-of-words"}
    )

    manager.refresh_from_db()
    assert sent["Location"] == "/accounts/password/reset/done/"
    assert letter.subject.endswith("Choisissez un nouveau mot de passe pour le bureau d'appui")
    assert "Processus de Rabat" in letter.body
    assert manager.check_password("another-set-of-words")


def test_an_address_without_an_account_is_not_invited_to_sign_up(client):
    client.post("/accounts/password/reset/", {"email": "nobody@desk.example"})

    assert "There is no account with the address nobody@desk.example." in mail.outbox[0].body
    assert "http" not in mail.outbox[0].body


def test_a_second_factor_is_asked_for_once_it_is_switched_on(client, manager):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(manager, secret)

    first = sign_in(in_french(client), next="/fr/account/")
    page = client.get(first["Location"])
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    second = client.post(first["Location"], {"code": code})

    assert "/2fa/authenticate/" in first["Location"]
    assert "Authentification à deux facteurs" in text(page)
    assert second["Location"] == "/fr/account/"


def test_one_sees_where_one_is_signed_in_and_signs_out_elsewhere(manager):
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)

    page = here.get("/accounts/sessions/")
    here.post("/accounts/sessions/")

    assert "Sign out everywhere else" in text(page)
    assert elsewhere.get("/en/account/").status_code == 302
    assert here.get("/en/account/").status_code == 200


def test_words_typed_before_the_session_ended_are_there_after_the_password_was_typed(client, manager):
    sign_in(client)
    form = client.get("/en/account/profile/")
    writer = form.content.decode().split('name="_writer" value="')[1].split('"')[0]
    client.logout()

    sent = client.post("/en/account/profile/", {"organisation": "Half a sent", "_writer": writer})
    on = sign_in(client, next="/en/account/profile/")

    assert sent["Location"] == "/accounts/login/?next=/en/account/profile/"
    assert "Half a sent" in text(client.get(on["Location"]))
