"""What follows from what happened: a handler for each topic of the outbox.

A handler can run twice without harm: everything it writes is found again by a key, and what it sends or makes is
looked for first. Those that send or make something are marked `slow` and hold no lock meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import Invitation
from core import outbox
from core.models import JournalEvent
from core.outbox import Handlers, slow
from requests_app.models import SupportRequest
from workflows.models import CaseFile, Notification, OfferCode
from workflows.notify.mailer import send_invitation, send_notification, send_offer_code
from workflows.selectors.letters import FOLLOWED
from workflows.services.accounts_for_experts import ACCOUNT_NEEDED, invite_expert
from workflows.services.case_files import make_case_file
from workflows.services.documents import make_documents
from workflows.services.engaged import stand_down_elsewhere
from workflows.services.link_keys import CODE_ASKED, code_of
from workflows.services.notifications import notify_about
from workflows.services.offers import ENGAGED_ELSEWHERE
from workflows.services.triage import propose_themes

Payload = Mapping[str, Any]
NEW_TEXT = frozenset({"request.submitted", "request.question_answered"})


def tell_people(payload: Payload, now: datetime) -> None:
    """Notify whoever an event concerns; a new text is read for its themes, and papers that follow are asked for."""
    event = JournalEvent.objects.get(pk=payload["event"])
    support_request = SupportRequest.objects.get(pk=payload["id"])
    if event.verb in NEW_TEXT:
        propose_themes(support_request)
    notify_about(event, support_request, now=now)
    if event.verb in FOLLOWED:
        outbox.publish("documents", {"id": support_request.pk}, now=now, dedup_key=f"documents:{event.pk}")


@slow
def send_mail(payload: Payload, now: datetime) -> None:
    """Send one notification by e-mail, unless it has been sent or its person is gone."""
    notification = Notification.objects.filter(pk=payload["notification"], sent_at=None).first()
    if notification is not None:
        send_notification(notification)
        Notification.objects.filter(pk=notification.pk).update(sent_at=now)


@slow
def invite(payload: Payload, now: datetime) -> None:
    """Send the link of a confirmed invitation."""
    invitation = Invitation.objects.filter(pk=payload["id"]).first()
    if invitation is not None and invitation.state_at(now) == "confirmed":
        send_invitation(invitation)


@slow
def make_papers(payload: Payload, now: datetime) -> None:
    """Write the papers that follow from what happened to a request, and make what files are missing."""
    make_documents(SupportRequest.objects.get(pk=payload["id"]), now=now)


@slow
def make_archive(payload: Payload, now: datetime) -> None:
    """Make the whole file of a request, unless it has been made."""
    make_case_file(CaseFile.objects.get(pk=payload["id"]), now=now)


def nothing_follows(payload: Payload, now: datetime) -> None:
    """A topic that others may listen to later and that asks nothing of the desk today."""


@slow
def send_code(payload: Payload, now: datetime) -> None:
    """Send the code that was asked for last; an older one is of no use to anybody."""
    code = OfferCode.objects.select_related("offer__expert").filter(offer=payload["offer"]).first()
    if code is not None and code.number == payload["number"]:
        send_offer_code(code.offer, code_of(code.offer, code.number), number=code.number)


def open_account(payload: Payload, now: datetime) -> None:
    """Invite an expert who has left on mission and has no account to write the report with."""
    invite_expert(deployment_id=payload["deployment"], now=now)


def stand_down(payload: Payload, now: datetime) -> None:
    """Take an offer back whose expert has accepted another mission in the same period."""
    stand_down_elsewhere(offer_id=payload["offer"], now=now)


HANDLERS: Handlers = {
    "notify": tell_people,
    "message.sent": tell_people,
    "mail": send_mail,
    "invitation.confirmed": invite,
    "documents": make_papers,
    "case_file": make_archive,
    "expert.vetting_changed": nothing_follows,
    ACCOUNT_NEEDED: open_account,
    CODE_ASKED: send_code,
    ENGAGED_ELSEWHERE: stand_down,
}

PAPERS = frozenset({"documents", "case_file"})
"""Topics whose handling takes seconds; they have a lane of their own."""
