from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory

from accounts.models import User

PASSWORD = "sahel-harmattan-27"


def test_nobody_signs_up() -> None:
    assert get_adapter().is_open_for_signup(RequestFactory().get("/")) is False


def test_login_page_takes_the_address_in_any_spelling(awa: User) -> None:
    browser = Client()

    browser.post("/accounts/login/", {"login": "AWA@Example.org", "password": PASSWORD})

    assert browser.session.get("_auth_user_id") == str(awa.pk)


def test_login_page_refuses_a_closed_account(make_user) -> None:
    make_user("gone", is_active=False)
    browser = Client()

    browser.post("/accounts/login/", {"login": "gone@example.org", "password": PASSWORD})

    assert "_auth_user_id" not in browser.session
