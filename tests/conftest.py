"""What every test may rely on: nothing it does is seen by the next one, or outside."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from core import triggers

PAGES = Path(__file__).parent / "web"


@pytest.hookimpl(trylast=True)  # after the order of the others was drawn
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a server that this run does not have, and say so; begin with what takes longest."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    on_postgres = connections["default"].vendor == "postgresql"
    for item in items:
        if "postgres" in item.keywords and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL (DATABASE_URL)"))
        if on_postgres and not asks_the_database(item):
            item.add_marker(pytest.mark.skip(reason="asks no database: tried on SQLite"))
        if on_postgres and is_about_pages(item):
            item.add_marker(
                pytest.mark.skip(reason="what pages say is tried on SQLite, what they ask on both")
            )
        if "redis" in item.keywords and not os.environ.get("REDIS_URL"):
            item.add_marker(pytest.mark.skip(reason="needs Redis (REDIS_URL)"))


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes rows, or starts a desk of its own."""
    fixtures = set(getattr(item, "fixturenames", ()))
    rows = bool(fixtures & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None
    return rows or "journeys" in item.path.parts or "postgres" in item.keywords or "redis" in item.keywords


def is_about_pages(item: pytest.Item) -> bool:
    """Whether a test looks at pages and counts no queries: one database is enough for it."""
    asks = "django_assert_num_queries" in getattr(item, "fixturenames", ())
    return PAGES in item.path.parents and not asks


@pytest.fixture(autouse=True)
def _isolation(settings: Any, tmp_path: Path) -> None:
    """Give each test its own files and counters, cheap passwords, and static files as they lie."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEAL_DIR = tmp_path / "seal"
    settings.SEAL_SELF_MADE = False  # tests about the seal ask for it
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()
    translation.activate(django_settings.LANGUAGE_CODE)  # the last request of another test left its own


@pytest.fixture(autouse=True, scope="session")
def _journal_can_be_emptied_between_tests() -> Iterator[None]:
    """Lift the journal's triggers while a transactional test's tables are emptied, and for no longer."""
    empty_tables = TransactionTestCase._fixture_teardown

    def lift_and_empty(self: TransactionTestCase) -> None:
        connection = connections["default"]
        triggers.remove(connection)
        try:
            empty_tables(self)
        finally:
            triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_and_empty)
        yield
