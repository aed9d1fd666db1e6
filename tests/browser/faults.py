"""What no page may do, collected while somebody walks through the desk.

A document counts as looked at when axe has read it as it stands. axe comes in through the debugger and not as a script
of the page, so that the Content-Security-Policy stays in force for the page's own code; `page.add_script_tag` would be
refused, and a context that bypasses the policy would hide the breaches that are to be found.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}

WHAT_CHANGES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|hx-headers=\'[^\']*\'')
REFUSED_ON_PURPOSE = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429}

_known_good: set[str] = set()  # documents that axe has read in this process, by their hash


class Faults:
    """The faults of one page: what the console says, answers that failed, and what axe finds."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.found: list[str] = []
        self.expected: set[int] = set()
        self.unread = ""  # the address of a document that nobody has looked at yet
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.add(f"script failed: {error}"))
        page.on("response", self._response)
        page.on("requestfailed", self._failed)
        page.on("domcontentloaded", self._document)

    def add(self, fault: str) -> None:
        """Remember a fault of the page as it stands."""
        self.found.append(f"{self.page.url.removeprefix(self.home)}: {fault}")

    def look(self, reader: Page | None = None) -> None:
        """Let axe read the document, here or in the page of a `reader`, and measure whether it fits the screen."""
        self.unread = ""
        page = reader or self.page
        content = WHAT_CHANGES.sub("", page.content())
        width = page.viewport_size["width"] if page.viewport_size else 0
        key = hashlib.sha256(f"{width} {content}".encode()).hexdigest()
        if key in _known_good:
            return
        before = len(self.found)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            self.add(f"is {wide} px wide on a screen of {width} px")
        self._read_with_axe(page)
        if len(self.found) == before:
            _known_good.add(key)

    def left(self) -> list[str]:
        """All faults of the page, at its end."""
        if self.unread:
            self.add("was the last page, and nobody looked at it")
        return list(dict.fromkeys(self.found))

    def _read_with_axe(self, page: Page) -> None:
        page.evaluate(AXE_SCRIPT)
        results: dict[str, Any] = page.evaluate(f"axe.run({json.dumps(AXE_OPTIONS)})")
        for violation in results["violations"]:
            for node in violation["nodes"]:
                said = " ".join(node.get("failureSummary", "").split())
                self.add(f"axe {violation['id']} at {node['target']}: {said}")

    def _document(self, _page: Page) -> None:
        if self.unread and self.page.url.startswith(self.home):
            self.found.append(f"{self.unread}: was left, and nobody looked at it")
        self.unread = self.page.url.removeprefix(self.home) if self.page.url.startswith(self.home) else ""

    def _console(self, message: ConsoleMessage) -> None:
        # Breaches of the policy are told here too. Answers that failed are judged by their status.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.add(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        words_or_data = response.request.resource_type in ("document", "xhr", "fetch")
        allowed = REFUSED_ON_PURPOSE & self.expected if words_or_data else set()
        if response.status >= 400 and response.status not in allowed:
            self.add(
                f"{response.request.method} {response.url.removeprefix(self.home)} answers {response.status}"
            )

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a file to keep, or the reader went on
            self.add(f"{request.url.removeprefix(self.home)} failed: {request.failure}")
