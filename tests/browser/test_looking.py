"""The journeys see what is wrong with a page: shown to them on purpose."""

from __future__ import annotations

import pytest

from tests.browser.desk import Desk

HEADERS = {"Content-Security-Policy": "default-src 'self'", "Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<img src='/static/img/desk.svg'>", "axe image-alt"),
        (
            "<p style='color: red'>Red</p>",
            "console: Applying inline style violates",
        ),
        (
            "<script>document.title = ''</script>",
            "console: Executing inline script violates",
        ),
        ("<img alt='' src='/static/nowhere.png'>", "GET /static/nowhere.png answers 404"),
        ("<table><tr><td><pre>" + 300 * "wide" + "</pre></table>", "px wide on a screen of 390 px"),
    ],
)
@pytest.mark.parametrize("scripts", [True, False])
def test_fault_of_a_page_is_found(desk: Desk, body: str, fault: str, scripts: bool):
    if not scripts and "inline script" in fault:
        pytest.skip("nothing runs there")
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
