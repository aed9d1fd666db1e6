"""What people do at the desk, step by step, as they do it: on pages, with the keyboard and the mouse.

Each step begins at an address that its person reaches from their first page, and ends where the desk leads them.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from requests_app.models import SupportRequest
from tests.browser.conftest import PASSWORD
from tests.browser.visitor import Visitor
from workflows.models import Deployment

REPORT_SECTIONS = (1, 4, 6, 8)

# The form of a request, step by step: every answer without which it is not sent, and no other.
FORM = (
    {
        "institution": "Ministry of the Interior",
        "unit_contact_name": "Awa Sarr",
    },
    {
        "title": "Statistics at border posts",
        "support_type": "TS-TRN",
        "background": "Census data and migration data of the border posts are collected and not used.",
        "objective": "Train the teams in collecting and analysing statistics.",
        "expected_results": "A quarterly bulletin.",
    },
    {
        "preferred_dates_start": "2026-04-15",
        "preferred_dates_end": "2026-06-30",
        "duration": "8",
        "place": "Dakar",
        "language": "fr",
    },
    {},
)
ENDORSEMENT = {"endorsement_name": "Ibrahima Fall", "endorsement_function": "Director"}


def the_request() -> SupportRequest:
    """The request that was touched last."""
    return SupportRequest.objects.latest("updated_at")


# --- The focal point ----------------------------------------------------------------------------------------


def file_request(focal: Visitor) -> SupportRequest:
    """From an empty form to a submitted request."""
    focal.open("requests/new/")
    focal.press("Begin with the form")
    for answers in FORM:
        focal.answer(**answers)
        focal.press("Save and continue")
    focal.answer(**ENDORSEMENT)
    focal.page.locator("main [name=data_consent]").check()
    focal.press("Send the request")
    row = the_request()
    focal.sees(row.reference)
    return row


def answer_question(focal: Visitor, row: SupportRequest, text: str, **answers: str) -> None:
    """Answer what the desk asked, and change what it opened."""
    focal.open(f"requests/{row.pk}/answer/")
    focal.answer(text=text, **answers)
    focal.press("Answer the question")


def agree_with_shortlist(focal: Visitor, row: SupportRequest) -> None:
    """Agree with the experts, whose names the country does not read."""
    focal.open(f"requests/{row.pk}/shortlist/")
    focal.answer(answer="agree")
    focal.press("Send the answer")


def evaluate(visitor: Visitor, address: str) -> None:
    """Fill in a questionnaire, content with everything."""
    visitor.open(address)
    form = visitor.page.locator("main form#words")
    for scale in form.locator("fieldset").all():
        scale.locator("input[type=radio][value='4']").check()
    for field in form.locator("textarea").all():
        field.fill("Yes.")
    visitor.send()


# --- The office ---------------------------------------------------------------------------------------------


def take_case(manager: Visitor, row: SupportRequest) -> None:
    """Take a case from the queue."""
    manager.open("triage/")
    line = manager.page.locator("main tr, main li").filter(has_text=row.reference)
    manager.press(re.compile("^Take the case"), within=line)


def pass_triage(manager: Visitor, row: SupportRequest) -> None:
    """Answer the first checks with yes."""
    manager.open(f"requests/{row.pk}/pass-triage/")
    manager.press("Answer the rest with yes")
    manager.press("Pass triage")


def confirm_themes(manager: Visitor, row: SupportRequest) -> None:
    manager.open(f"requests/{row.pk}/confirm-themes/")
    manager.answer(main="PH3-T1")
    manager.press("Confirm the themes")


def add_position(manager: Visitor, row: SupportRequest) -> None:
    manager.open(f"matching/{row.pk}/positions/add/")
    manager.answer(title="Statistician", days="8", start="2026-05-04", end="2026-05-29", place="Dakar")
    manager.press("Save")


def approve(manager: Visitor, row: SupportRequest) -> None:
    manager.open(f"requests/{row.pk}/approve/")
    manager.press("Approve")


def order_reserve(manager: Visitor, row: SupportRequest) -> None:
    """Rank the roster for the only position and keep the order of the ranking."""
    manager.open(f"matching/{row.pk}/positions/{row.positions.get().pk}/")
    manager.press("Rank the roster")
    manager.press("Keep this order")


def send_offers(manager: Visitor, row: SupportRequest) -> None:
    manager.open(f"requests/{row.pk}/send-offers/")
    manager.press("Send the offers")


def decline(manager: Visitor, row: SupportRequest, text: str) -> None:
    manager.open(f"requests/{row.pk}/decline/")
    manager.answer(code="too_long", text=text)
    manager.press("Decline")


def prepare_and_send(manager: Visitor, row: SupportRequest) -> Deployment:
    """See to everything that an expert needs before leaving, and let them leave."""
    deployment = row.deployments.get()
    manager.open(f"deployments/{deployment.pk}/checklist/")
    for box in manager.page.locator("main form#words input[type=checkbox]").all():
        box.check()
    manager.press("Update the checklist")
    manager.open(f"requests/{row.pk}/deploy/")
    manager.send()
    return deployment


def end_mission(manager: Visitor, row: SupportRequest) -> None:
    manager.open(f"requests/{row.pk}/end-mission/")
    manager.send()


def close(manager: Visitor, row: SupportRequest) -> None:
    manager.open(f"requests/{row.pk}/close/")
    manager.send()


def sign_terms(signatory: Visitor, row: SupportRequest) -> None:
    """Read the terms and sign them for one's side."""
    signatory.open(f"requests/{row.pk}/sign-terms/")
    signatory.page.locator("main [name=confirmed]").check()
    signatory.page.locator("main [name=password]").fill(PASSWORD)
    signatory.press("Sign the terms of reference")


# --- The expert ---------------------------------------------------------------------------------------------


def accept(expert: Visitor, link: str) -> None:
    """Read what is asked by the link of the mail, and say yes."""
    expert.open(link)
    expert.press(re.compile("I declare this and accept"))
    expect(expert.page.get_by_text("You have accepted").first).to_be_visible()


def turn_down(expert: Visitor, link: str) -> None:
    """Read what is asked by the link of the mail, and say no."""
    expert.open(link)
    expert.answer(reason="not_available")
    expert.press("Decline")
    expect(expert.page.get_by_text("You have declined").first).to_be_visible()


def write_report(expert: Visitor, deployment: Deployment) -> None:
    """Write the sections that no report is without, read it again and hand it in."""
    for section in REPORT_SECTIONS:
        expert.open(f"assignments/{deployment.pk}/report/{section}/")
        expert.answer(text="What was done and found.")
        expert.press("Save and go on")
    expert.open(f"assignments/{deployment.pk}/report/check/")
    expert.send()


def accept_report(manager: Visitor, deployment: Deployment) -> None:
    manager.open(f"deployments/{deployment.pk}/report/accept/")
    manager.send()
