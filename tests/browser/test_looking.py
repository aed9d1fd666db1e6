"""The journeys see what is wrong with a page: shown to them on purpose."""

from __future__ import annotations

import pytest

from tests.browser.desk import Desk

HEADERS = {"Content-Security-Policy": "default-src 'self'", "Content-Type": "text/html"}


INLINE_SCRIPT = "console: Executing inline script violates"
FAULTS = (
    ("<img src='/static/img/desk.svg'>", "axe image-alt"),
    ("<p style='color: red'>Red</p>", "console: Applying inline style violates"),
    ("<script>document.title = ''</script>", INLINE_SCRIPT),
    ("<img alt='' src='/static/nowhere.png'>", "GET /static/nowhere.png answers 404"),
    ("<table><tr><td><pre>" + 300 * "wide" + "</pre></table>", "px wide on a screen of 390 px"),
)
# Where scripts are off, none can break a rule.
CASES = [
    pytest.param(body, fault, scripts, id=f"{fault[:30]}-{'with' if scripts else 'without'} scripts")
    for body, fault in FAULTS
    for scripts in (True, False)
    if scripts or fault != INLINE_SCRIPT
]


@pytest.mark.parametrize(("body", "fault", "scripts"), CASES)
def test_fault_of_a_page_is_found(desk: Desk, body: str, fault: str, scripts: bool):
    visitor = desk.enter(width=390, scripts=scripts)
    whole = f"<!doctype html><html lang='en'><title>Page</title><main><h1>Page</h1>{body}</main></html>"
    for page in (visitor.page, visitor.reader):
        if page is not None:
            page.route("**/en/page/", lambda route: route.fulfill(body=whole, headers=HEADERS))

    visitor.open("page/")
    found = desk.faults()

    assert [each for each in found if fault in each], found
    visitor.faults.found.clear()


def test_page_that_was_left_without_a_look_is_a_fault(desk: Desk):
    visitor = desk.enter()

    visitor.page.goto(f"{desk.url}/en/")
    visitor.open("/accounts/login/")

    assert visitor.faults.left() == ["/en/: was left, and nobody looked at it"]
    visitor.faults.found.clear()
