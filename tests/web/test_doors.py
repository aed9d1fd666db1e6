"""Every door of the desk, as the real table of addresses lists them: who comes in, who does not, and how it is said.

A new page is in these tests the moment it has an address.
"""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponseBase
from django.test import Client

from core.models import JournalEvent, OutboxMessage
from tests.web.addresses import KINDS, MISSING, ROLES, THINGS, WORDS, Estate, addresses, pages

ROOT = Path(settings.BASE_DIR)

# What somebody may open who has not signed in, and why. Everything else leads to the sign-in page.
PUBLIC = {
    "healthz": "asked by the machine next door",
    "readyz": "asked by the machine next door",
    "offer": "an expert answers by a link, without an account",
    "offer_terms": "the terms of such an offer",
    "offer_paper": "a letter of such an offer",
    "roster_check": "somebody on the roster confirms their profile by a link, without an account",
    "verify_ask": "anybody may check a paper",
    "verify": "anybody may check a paper",
    "choose_language": "a cookie of this browser, and nothing else",
    "home": "says what the desk is",
    "accept_invitation": "whoever is invited has no account yet",
}
# The pages of allauth for those who are not signed in yet.
WAYS_IN = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_reauthenticate_webauthn",
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture
def estate() -> Estate:
    return Estate()


def both(client: Client, path: str) -> dict[str, HttpResponseBase]:
    """The answers to reading the page and to sending it a form with nothing in it."""
    return {"GET": client.get(path), "POST": client.post(path)}


def in_lines(found: list[Any]) -> str:
    return "\n".join(str(each) for each in found)


def traces() -> tuple[int, int]:
    """How much happened so far."""
    return JournalEvent.objects.count(), OutboxMessage.objects.count()


# --- Nobody -------------------------------------------------------------------------------------------------


def test_every_parameter_of_an_address_is_known():
    unknown = {
        (each.route, name)
        for each in pages()
        for name in each.parameters
        if name not in THINGS | WORDS.keys() and each.name not in PUBLIC
    }

    assert unknown == set(), "tell tests.web.addresses what it names: KINDS, PERSONAL, COMMON, WORDS"


def test_pages_that_are_open_to_all_exist():
    assert PUBLIC.keys() - {each.name for each in addresses()} == set()


def test_every_page_but_the_public_ones_asks_to_sign_in(estate: Estate):
    before, client, open_doors = traces(), Client(), []

    for address in pages():
        if address.name in PUBLIC:
            continue
        path = address.path(estate.values(address, estate.own))
        for method, answer in both(client, path).items():
            if (answer.status_code, answer.get("Location")) != (302, f"/accounts/login/?next={path}"):
                open_doors.append((method, path, answer.status_code))

    assert not open_doors, in_lines(open_doors)
    assert traces() == before


def test_every_call_of_the_api_asks_for_a_token(estate: Estate):
    client, open_doors = Client(), []

    for address in addresses():
        if address.route.startswith("api/") and address.is_plain:
            values = {name: KINDS["request_id"](estate.own)[0].pk for name in address.parameters}
            answer = client.get(address.path(values))
            if answer.status_code not in (401, 405):
                open_doors.append((address.route, answer.status_code))

    assert not open_doors, in_lines(open_doors)


def test_administration_and_own_account_ask_to_sign_in():
    client, open_doors = Client(), []

    for address in addresses():
        if (
            address.route.startswith(("admin/", "accounts/"))
            and address.is_plain
            and address.name not in WAYS_IN
        ):
            answer = client.get(address.path(dict.fromkeys(address.parameters, 1)))
            way_in = answer.status_code == 302 and "login" in answer["Location"]
            if not (way_in or answer.status_code in (404, 405)):
                open_doors.append((address.route, answer.status_code))

    assert not open_doors, in_lines(open_doors)


# --- Somebody else ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ROLES)
def test_what_one_may_not_know_of_is_answered_as_what_does_not_exist(estate: Estate, who: str):
    client, before, told = estate.client(who), traces(), []
    ask = functools.cache(lambda path: both(client, path))

    for address in pages():
        for values, missing in estate.strangers(address, who):
            refused, unknown = ask(address.path(values)), ask(address.path(missing))
            for method, answer in refused.items():
                statuses = (answer.status_code, unknown[method].status_code)
                if statuses not in {(404, 404), (405, 405), (403, 403)}:
                    told.append((method, address.path(values), *statuses))

    assert not told, in_lines(told)
    assert traces() == before


def test_unknown_word_in_an_address_leads_nowhere(estate: Estate):
    clients, answered = {who: estate.client(who) for who in ROLES}, []

    for address in pages():
        for name in set(address.parameters) & WORDS.keys():
            for who, client in clients.items():
                values = estate.values(address, estate.own, who)
                values[name] = MISSING if WORDS[name].isdigit() else "nothing"
                for method, answer in both(client, address.path(values)).items():
                    if answer.status_code not in (403, 404, 405):
                        answered.append((who, method, address.path(values), answer.status_code))

    assert not answered, in_lines(answered)


OPENED = {200, 202, 302, 303, 405}


def test_every_page_opens_for_somebody(estate: Estate):
    clients, closed = {who: estate.client(who) for who in ROLES}, []
    cases = estate.cases()

    for address in pages():
        if address.name in PUBLIC:
            continue
        ways = ((who, address.path(estate.values(address, row, who))) for row in cases for who in ROLES)
        if not any(clients[who].get(path).status_code in OPENED for who, path in dict.fromkeys(ways)):
            closed.append(address.route)

    assert not closed, in_lines(closed)


# --- What every answer says to browsers ---------------------------------------------------------------------


def answers_to_all(estate: Estate) -> Iterator[tuple[str, str, Any]]:
    """Every page as everybody and nobody gets it: who, path, answer."""
    for who in ("", *ROLES):
        client = estate.client(who) if who else Client()
        for address in pages():
            path = address.path(estate.values(address, estate.own, who or "focal"))
            yield who, path, client.get(path)


def test_every_answer_carries_the_headers_that_keep_browsers_safe(estate: Estate):
    lacking = []

    for who, path, answer in answers_to_all(estate):
        policy = answer.get("Content-Security-Policy", "")
        found = {
            "answers": answer.status_code < 500,
            "policy": "default-src 'self'" in policy and "frame-ancestors 'none'" in policy,
            "no inline code": "unsafe-inline" not in policy and "unsafe-eval" not in policy,
            "no frames": answer.get("X-Frame-Options") == "DENY",
            "no sniffing": answer.get("X-Content-Type-Options") == "nosniff",
            "referrer": answer.get("Referrer-Policy") == "same-origin",
            "not kept": not is_private(who, path, answer) or "no-store" in answer.get("Cache-Control", ""),
        }
        lacking += [(who or "nobody", path, name) for name, is_there in found.items() if not is_there]

    assert not lacking, in_lines(lacking)


def is_private(who: str, path: str, answer: Any) -> bool:
    """Whether the answer is somebody's own page, which no browser may keep after they left."""
    page = answer.get("Content-Type", "").startswith("text/html")
    return bool(who) and answer.status_code == 200 and page


# --- What the sources may not hold --------------------------------------------------------------------------

INLINE = {
    "style of its own": re.compile(r"<style\b|\sstyle\s*="),
    "code of its own": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", re.DOTALL),
    "handler in an attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "address that is code": re.compile(r"javascript:", re.IGNORECASE),
    "htmx that evaluates": re.compile(r"hx-on|hx-vals\s*=\s*[\"']js:|hx-vars"),
}
NOT_FOR_BROWSERS = {"pdf"}  # drawn by WeasyPrint, which needs styles of its own


def test_templates_hold_no_inline_style_or_code():
    folder = ROOT / "templates"
    found = [
        (path.relative_to(folder).as_posix(), what)
        for path in sorted(folder.rglob("*.html"))
        if path.relative_to(folder).parts[0] not in NOT_FOR_BROWSERS
        for what, pattern in INLINE.items()
        if pattern.search(path.read_text())
    ]

    assert found == []


def test_pictures_hold_no_style_or_code():
    pictures = list((ROOT / "static").rglob("*.svg"))
    found = [
        (path.name, what) for path in pictures for what, has in INLINE.items() if has.search(path.read_text())
    ]

    assert found == []


def test_scripts_of_the_desk_evaluate_nothing_and_write_no_markup():
    own = [path for path in (ROOT / "static").rglob("*.js") if "vendor" not in path.parts]
    forbidden = re.compile(r"\beval\(|new Function\(|\.innerHTML\s*=|document\.write|insertAdjacentHTML")

    assert [path.name for path in own if forbidden.search(path.read_text())] == []


def test_static_files_of_every_page_are_there():
    named = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", path.read_text())
    }

    assert {name for name in named if finders.find(name) is None} == set()


# --- In production ------------------------------------------------------------------------------------------

PRODUCTION = {
    "DEBUG": "0",
    "DATABASE_URL": "sqlite:///:memory:",
    "SECRET_KEY": "kTq0v3mB8xZ1dR6yW9sLc4HnPf7uJgEa2iOoXtVbN5hQ-_kTq0v3mB8xZ1dR6",
    "ALLOWED_HOSTS": "desk.example",
    "PUBLIC_URL": "https://desk.example",
}
VISIT = """
import django
django.setup()
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
from django.test import Client
client = Client(headers={"host": "desk.example"})
plain = client.get("/accounts/login/")
page = client.get("/accounts/login/", headers={"x-forwarded-proto": "https"})
print(plain.status_code, plain["Location"])
print(page.status_code, page["Strict-Transport-Security"])
for cookie in page.cookies.values():
    print(cookie.key, bool(cookie["secure"]), cookie["samesite"])
print(settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE)
"""


def test_production_insists_on_tls_and_keeps_cookies_to_it():
    environment = {"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "support_desk.settings", **PRODUCTION}

    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", VISIT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert said.stdout.splitlines() == [
        "301 https://desk.example/accounts/login/",
        "200 max-age=31536000; includeSubDomains; preload",
        "csrftoken True Lax",
        "True True Lax",
    ], said.stderr
