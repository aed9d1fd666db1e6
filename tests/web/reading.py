"""How tests of pages go in as somebody, and read what they are shown."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests import world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


PASSWORD = "correct horse battery"


def signed_in(name: str, *, password: str = "") -> Client:
    """A client in which one of `world.people()` has signed in; with `password`, that is theirs from now on."""
    user, client = getattr(world.people(), name).user, Client()
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    client.force_login(user, backend=BACKEND)
    return client


def text(response: Any) -> str:
    """The source of a page, with every run of white space as one space."""
    return " ".join(response.content.decode().split())
