"""How tests of pages go in as somebody, and read what they are shown."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests import world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(name: str) -> Client:
    """A client in which one of `world.people()` has signed in."""
    client = Client()
    client.force_login(getattr(world.people(), name).user, backend=BACKEND)
    return client


def text(response: Any) -> str:
    """The source of a page, with every run of white space as one space."""
    return " ".join(response.content.decode().split())
