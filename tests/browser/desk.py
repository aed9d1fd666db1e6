"""The desk as a journey meets it: a real server in threads of this process, with a database of its own.

In this process, because then a journey can let two days pass in a moment (`later`), run the background work between
two steps (`work`), read the mails, and see the traceback of what failed on the server. The threads are real, each with
its own connection, as under gunicorn.
"""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import time_machine
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core import mail
from django.core.mail import EmailMessage
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import got_request_exception
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import BrowserContext

from tests.browser.visitor import Visitor
from tests.world import Person, person
from workflows.tasks import relay_outbox, relay_papers, run_sweeps

HEIGHTS = {390: 844, 1280: 900}


class Desk:
    """A running desk, whoever visits it, and the time of day."""

    def __init__(
        self, url: str, clock: time_machine.Coordinates, browse: Callable[..., BrowserContext]
    ) -> None:
        self.url, self.clock, self._browse = url, clock, browse
        self.visitors: list[Visitor] = []
        self.failures: list[str] = []

    def enter(
        self, who: str = "", *, width: int = 1280, language: str = "en", scripts: bool = True
    ) -> Visitor:
        """Somebody (a name of `tests.world.People`) who is signed in, in a browser of their own; '' is a stranger."""
        context = self._context(width, language, scripts)
        reader = None if scripts else self._context(width, language, True).new_page()
        visitor = Visitor(context.new_page(), self.url, language, reader)
        self.visitors.append(visitor)
        if who:
            self.sign_in(visitor, person(who))
        return visitor

    def sign_in(self, visitor: Visitor, who: Person) -> None:
        """Give a browser the session of somebody, as the sign-in page would."""
        client = Client()
        client.force_login(who.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        visitor.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.url}]
        )

    def work(self) -> None:
        """Do what waits in the background until nothing is left to do."""
        run_sweeps()
        while relay_outbox() or relay_papers():
            pass

    def later(self, **duration: float) -> None:
        """Let time pass (`hours=49`), then do what is due."""
        self.clock.shift(timedelta(**duration))
        self.work()

    def mails_to(self, address: str) -> list[EmailMessage]:
        """The mails that somebody got so far, the oldest first."""
        return [message for message in mail.outbox if address in message.to]

    def link_in_mail(self, address: str, path: str) -> str:
        """The address of a page of this desk in the latest mail to somebody that has one."""
        for message in reversed(self.mails_to(address)):
            if found := re.search(rf"{re.escape(self.url)}{path}\S*", str(message.body)):
                return found.group()
        raise AssertionError(f"no mail to {address} leads to {path}: {[m.subject for m in mail.outbox]}")

    def faults(self) -> list[str]:
        """What was wrong with any page of any visitor, and what failed behind it."""
        return [*self.failures, *(fault for visitor in self.visitors for fault in visitor.faults.left())]

    def _context(self, width: int, language: str, scripts: bool) -> BrowserContext:
        context = self._browse(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            locale=language,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            has_touch=width < 600,
        )
        context.set_default_timeout(10_000)
        return context


@contextmanager
def serving() -> Iterator[str]:
    """Serve the desk and its static files on a free port; yields the address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def listening_to_failures(desk: Desk) -> Iterator[None]:
    """Keep the traceback of every request that ends in an exception."""

    def keep(**kwargs: Any) -> None:
        desk.failures.append(traceback.format_exc())

    got_request_exception.connect(keep, weak=False)
    try:
        yield
    finally:
        got_request_exception.disconnect(keep)
