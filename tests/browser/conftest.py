"""Journeys through the desk in Debian's Chromium: they run when they are asked for, `bin/test tests/browser`.

`bin/test` asks for them once, on SQLite, which is what `bin/serve` runs on by default and the stricter of the two about
who writes when; with DATABASE_URL they run on PostgreSQL. `desk` is a running desk with the reference data and the
people of `tests.world`, on a Monday morning (`tests.world.NOW`) from which time goes on. After each test the faults of
all pages that were visited on the way fail it, whatever it asserted itself: violations found by axe, breaches of the
Content-Security-Policy, errors in the console, answers that failed, pages wider than their screen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext

from tests import world
from tests.browser import databases
from tests.browser.databases import Template, connected_to
from tests.browser.desk import Desk, listening_to_failures, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HERE = Path(__file__).parent
PASSWORD = "une-traversee-tranquille"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here, and say loudly what does not run without a browser."""
    missing = "CHROMIUM IS MISSING, the journeys did NOT run: apt-get install -y chromium"
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=missing))


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[Any]:
    """Fail a test with the faults of the pages it went through, or show them beside its own failure."""
    desk = pyfuncitem.funcargs.get("desk")
    try:
        outcome = yield
    except BaseException:
        if desk is not None:
            pyfuncitem.add_report_section("call", "faults of the pages", "\n".join(desk.faults()))
        raise
    faults = desk.faults() if desk is not None else []
    assert not faults, "\n".join(["the pages of this journey have faults:", *faults])
    return outcome


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium; root has no sandbox."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": CHROMIUM, "args": [*arguments, "--disable-dev-shm-usage", "--disable-gpu"]}


@pytest.fixture(scope="session")
def _beside_the_loop(browser: Browser) -> Iterator[None]:
    """Playwright keeps an event loop in this thread; Django would refuse to touch a database beside one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def _template(_beside_the_loop: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Template]:
    """The database from which each journey gets its copy."""
    cheap = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), cheap:
        template = databases.template(tmp_path_factory.mktemp("journeys"))
        with connected_to(template.name):
            call_command("migrate", verbosity=0)
            world.load_light_reference()
            world.people(password=PASSWORD)
        yield template
        template.drop(template.name)


@pytest.fixture
def desk(
    _template: Template,
    _isolation: None,
    django_db_blocker: Any,
    settings: Any,
    tmp_path: Path,
    new_context: Callable[..., BrowserContext],
) -> Iterator[Desk]:
    """A running desk with a database of its own."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    name = _template.copy(tmp_path)
    with (
        django_db_blocker.unblock(),
        connected_to(name),
        time_machine.travel(world.NOW, tick=True) as clock,
        serving() as url,
    ):
        settings.PUBLIC_URL = url
        desk = Desk(url, clock, new_context)
        with listening_to_failures(desk):
            yield desk
        for visitor in desk.visitors:
            visitor.page.context.close()
            if visitor.reader is not None:
                visitor.reader.context.close()
    with django_db_blocker.unblock():
        _template.drop(name)
