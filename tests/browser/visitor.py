"""Somebody in front of the desk: opens pages, presses what has a name, and looks at each page on the way."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.faults import Faults

QUIET = 40  # milliseconds without a request after which a page has settled
WRONG_INPUT = {400, 409, 422}

Words = str | re.Pattern[str]


class Visitor:
    """One page of one person's browser.

    Whatever leads to another page or changes this one looks at the outcome: axe, the width, the console, the
    Content-Security-Policy. `clicks` counts what was pressed since the beginning.
    """

    def __init__(self, page: Page, home: str, language: str, reader: Page | None = None) -> None:
        self.page, self.home, self.language = page, home, language
        self.reader = reader  # looks at the pages of a browser that runs no scripts, where axe cannot run
        self.faults = Faults(page, home)
        self.clicks = 0
        self._pending: set[Request] = set()
        page.on("request", lambda request: self._pending.add(request))
        page.on("requestfinished", lambda request: self._pending.discard(request))
        page.on("requestfailed", lambda request: self._pending.discard(request))

    # --- Going somewhere ------------------------------------------------------------------------------------

    def open(self, address: str = "", *, status: int = 200) -> None:
        """Go to a page of one's language (`requests/`), to a path (`/offer/…/`) or to an address from a mail."""
        self.faults.expected = {status} if status >= 400 else set()
        answer = self.page.goto(urljoin(f"{self.home}/{self.language}/", address))
        self.look()
        assert answer is not None
        assert answer.status == status, f"{address} answers {answer.status}:\n{self.words()[:500]}"

    def press(self, name: Words, *, within: Locator | None = None, refused: bool = False) -> None:
        """Press the button or follow the link of this name; `refused` where the desk is to say no."""
        self._click(self._named(name, within or self.page.locator("body")), refused)

    def send(self, value: str = "", *, refused: bool = False) -> None:
        """Press the button that sends the form of the page, or the one of this value."""
        buttons = self.page.locator("main form#words button").filter(visible=True)
        chosen = self.page.locator(f"[value='{value}']" if value else ":not(.govuk-button--secondary)")
        self._click(buttons.and_(chosen).last, refused)

    def _click(self, button: Locator, refused: bool) -> None:
        self.faults.expected = WRONG_INPUT if refused else set()
        self.clicks += 1
        button.click()
        self.look()

    def _named(self, name: Words, place: Locator) -> Locator:
        exact = isinstance(name, str)
        either = place.get_by_role("button", name=name, exact=exact).or_(
            place.get_by_role("link", name=name, exact=exact)
        )
        return either.filter(visible=True).first

    # --- Filling in -----------------------------------------------------------------------------------------

    def fill(self, label: Words, value: str) -> None:
        """Write into the field of this label."""
        self.field(label).fill(value)

    def pick(self, label: Words, option: str) -> None:
        """Pick an option of a list by its words."""
        self.field(label).select_option(label=option)

    def tick(self, *labels: Words) -> None:
        """Tick boxes or choose radio buttons by their labels."""
        for label in labels:
            self.clicks += 1
            self.page.get_by_label(label, exact=isinstance(label, str)).first.check()

    def answer(self, **values: str) -> None:
        """Write into fields, or choose from them, by their names."""
        for name, value in values.items():
            field = self.page.locator(f"main form [name='{name}']")
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                self.clicks += 1
                field.and_(self.page.locator(f"[value='{value}']")).check()
            else:
                field.first.fill(value)

    def field(self, label: Words) -> Locator:
        """The field of this label."""
        return self.page.get_by_label(label, exact=isinstance(label, str)).first

    # --- Reading --------------------------------------------------------------------------------------------

    def sees(self, *words: Words) -> None:
        """Wait until each of these words stands on the page."""
        for each in words:
            expect(self.page.get_by_text(each).filter(visible=True).first).to_be_visible()

    def misses(self, *words: Words) -> None:
        """None of these words stands on the page."""
        for each in words:
            expect(self.page.get_by_text(each)).to_have_count(0)

    def words(self) -> str:
        """What stands in the main part of the page, on one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    def look(self) -> None:
        """Wait until the page stands still, then look for faults."""
        self.settle()
        if self.reader is None:
            self.faults.look()
        elif self.page.url.startswith(self.home):
            self.faults.look(self._read_by_other())

    def settle(self) -> None:
        """Wait until the document is there and nothing more is being fetched."""
        self.page.wait_for_load_state()
        quiet = 0
        while quiet < QUIET:
            self.page.wait_for_timeout(10)
            quiet = 0 if self._pending else quiet + 10

    def _read_by_other(self) -> Page:
        """The page as it stands, shown to a reader that can run axe, without the scripts of the page itself."""
        assert self.reader is not None
        still = re.sub(r"<script\b.*?</script>", "", self.page.content(), flags=re.DOTALL)
        self.reader.route(
            lambda url: url == self.page.url,
            lambda route: route.fulfill(body=still, content_type="text/html; charset=utf-8"),
            times=1,
        )
        self.reader.goto(self.page.url)
        return self.reader
