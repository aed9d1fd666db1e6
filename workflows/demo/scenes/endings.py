"""How a request can end, stand still, or be looked at again."""

from __future__ import annotations

from datetime import timedelta

from requests_app.models import SupportRequest
from requests_app.services.messages import send_message
from requests_app.states import CancelReason, RequestState
from workflows.demo.case import Case
from workflows.demo.samples import sample_requests
from workflows.demo.stage import Story
from workflows.demo.words import words
from workflows.services import control, decision, intake, triage
from workflows.services.relations import mark_duplicate


def decline(case: Case, code: str) -> Story:
    yield case.after(2)
    text = words(str(case.sample["language"]))["declined"][code]
    case.request = decision.decline_request(support_request=case.request, code=code, text=text, **case.step)


def ask_review(case: Case) -> Story:
    yield case.after(4)
    case.request = decision.ask_review(
        support_request=case.request, reason=case.says("review"), **case.country_step
    )


def review_taken(case: Case) -> Story:
    """The review goes to the other officer."""
    yield case.after(1)
    case.officer_number = 1 - case.officer_number
    email = {0: "manager@demo.example", 1: "manager2@demo.example"}[case.officer_number]
    case.request = triage.assign_officer(support_request=case.request, officer=email, **case.step)
    yield case.after(0)
    send_message(support_request=case.request, text=case.says("note"), is_internal=True, **case.step)
    case.refresh()


def withdraw(case: Case) -> Story:
    yield case.after(6)
    case.request = intake.withdraw_request(
        support_request=case.request, reason=case.says("withdraw"), **case.country_step
    )


def cancel(case: Case, code: str) -> Story:
    yield case.after(2)
    text = words(str(case.sample["language"]))["cancelled"][code]
    original = _original(case) if code == CancelReason.DUPLICATE else None
    if original is None:
        case.request = control.cancel_request(support_request=case.request, code=code, text=text, **case.step)
    else:
        case.request = mark_duplicate(support_request=case.request, original=original, text=text, **case.step)


def _original(case: Case) -> int | None:
    """The request whose need this one repeats, where it was told before."""
    samples = sample_requests()
    sample = samples.get(str(case.sample.get("duplicate_of")))
    if sample is None or case.row.copy:
        return None
    told = SupportRequest.objects.exclude(state=RequestState.DRAFT).filter(title=sample["title"])
    found: int | None = told.values_list("pk", flat=True).first()
    return found


def hold(case: Case) -> Story:
    """On hold since some days; a request of long ago was held at its time."""
    recently = case.end - timedelta(days=case.rng.randrange(6, 20))
    yield case.at(max(case.now, recently))
    yield case.after(1)
    case.request = control.hold_request(support_request=case.request, reason=case.says("hold"), **case.step)
