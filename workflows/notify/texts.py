"""The words of a notification: what happened, what is asked of the reader, and where to do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.languages import interface_language
from core.actors import Role
from experts.models import ExpertDocument
from workflows.models import Notification
from workflows.notify.audience import COUNTRY, EXPERT, OFFICER
from workflows.notify.destinations import ALARM, paper_path_of, path_of
from workflows.wording import sentence

# What the reader is asked to do next; where nothing is asked, nothing is said.
NEXT_STEPS: Mapping[tuple[str, str], Promise | str] = {
    ("request.submitted", COUNTRY): gettext_lazy(
        "You need not do anything now: an officer takes the case within one working day."
    ),
    ("request.submitted", "office"): gettext_lazy("It waits for an officer: please take the case."),
    ("request.question_asked", COUNTRY): gettext_lazy("The clock stands still until you answer."),
    ("request.approved", "office"): gettext_lazy("It waits for a second approval by a colleague."),
    ("request.declined", COUNTRY): gettext_lazy("You can ask for a review within 30 days, once."),
    ("request.offers_sent", COUNTRY): gettext_lazy(
        "Please look at the anonymous shortlist: you can object within two working days. Silence is consent."
    ),
    ("request.offers_exhausted", OFFICER): gettext_lazy("Please order a new list of experts."),
    ("request.team_agreed", COUNTRY): gettext_lazy("Please read and sign the terms of reference."),
    ("request.team_agreed", OFFICER): gettext_lazy("Please read and sign the terms of reference."),
    ("request.mission_ended", COUNTRY): gettext_lazy("Please evaluate the support."),
    ("consultation.objected", OFFICER): gettext_lazy("Please settle the objection."),
    ("joint.proposed", COUNTRY): gettext_lazy(
        "Please say whether your country agrees. Nothing changes unless both countries do."
    ),
    ("joint.joined", COUNTRY): gettext_lazy(
        "You need not do anything: your request keeps its own file, terms of reference and signatures."
    ),
    ("joint.joined", OFFICER): gettext_lazy(
        "In matching, the experts of the other request are shown first and count as free for this one."
    ),
    ("joint.fell_through", COUNTRY): gettext_lazy("Your request goes on by itself; nothing is lost."),
    ("offer.accepted", EXPERT): gettext_lazy(
        "The page of the offer says what happens next. If it was not you who accepted, say so there."
    ),
    ("offer.retracted", EXPERT): gettext_lazy("The page of the offer says why."),
    ("publication.proposed", COUNTRY): gettext_lazy(
        "Please read what the other countries would read, and say whether your country agrees."
    ),
    ("deployment.ended", EXPERT): gettext_lazy("Please write your report and evaluate the mission."),
    ("report.submitted", OFFICER): gettext_lazy("Please accept the report or return it for changes."),
    ("report.returned", EXPERT): gettext_lazy("Please complete your report."),
}

# What the reader did themself, confirmed to them in their own person.
OWN: Mapping[tuple[str, str], Promise | str] = {
    ("offer.accepted", EXPERT): gettext_lazy("You accepted the offer. Thank you."),
}

# What people on the roster are told beside any request: what there is, and what is asked of them.
ROSTER: Mapping[str, tuple[Promise | str, Promise | str]] = {
    "expert.confirm_due": (
        gettext_lazy("Is your profile on the roster still right?"),
        gettext_lazy("Please look it through: one press confirms it for another year."),
    ),
    "expert.consent_ends": (
        gettext_lazy("We may keep your profile on the roster until %(until)s only."),
        gettext_lazy("Confirm it to stay; otherwise you leave the roster on that day."),
    ),
    "expert.consent_ended": (
        gettext_lazy("You have left the roster: your consent to be kept on it has ended."),
        gettext_lazy("In half a year your profile is made anonymous. Write to us if you want to come back."),
    ),
    "expert.document_expires": (
        gettext_lazy("A paper of yours (%(kind)s) is valid until %(until)s only."),
        gettext_lazy("Please bring the new one when you have it: departures wait for it."),
    ),
}

ROLES: Mapping[str, Promise | str] = {
    Role.MANAGER: gettext_lazy("The Support Project"),
    Role.FOCAL_POINT: gettext_lazy("The focal point"),
    Role.EXPERT: gettext_lazy("The expert"),
    Role.SYSTEM: gettext_lazy("The desk"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one message, in the reader's language."""

    subject: str
    sentence: str
    next_step: str


def letter_of(notification: Notification, *, language: str = "") -> Letter:
    """The words of a notification in the language of the person it is for, or in that of the page they read."""
    with translation.override(language or interface_language(notification.language)):
        if notification.notice in ROSTER:
            return _of_roster(notification)
        return _alarm(notification) if notification.notice == ALARM else _letter(notification)


def notice_text(notification: Notification) -> tuple[str, str]:
    """Subject and body of a notification, for lists on the desk."""
    letter = letter_of(notification)
    return letter.subject, f"{letter.sentence} {letter.next_step}".strip()


def link_of(notification: Notification) -> str:
    """Where the reader of a mail goes on."""
    return f"{settings.PUBLIC_URL}{path_of(notification, language=interface_language(notification.language))}"


def paper_link_of(notification: Notification) -> str:
    """Where the reader of a mail finds the paper that goes with it; empty where there is none."""
    path = paper_path_of(notification, language=interface_language(notification.language))
    return f"{settings.PUBLIC_URL}{path}" if path else ""


def _letter(notification: Notification) -> Letter:
    said, data = notification.data.get("said", {}), notification.data
    who = str(ROLES.get(data.get("role", ""), ""))
    own = OWN.get((notification.notice, data.get("party", "")))
    happened = str(own) if own else sentence(notification.notice, said, who=who)
    reference = data.get("reference", "")
    step = str(NEXT_STEPS.get((notification.notice, data.get("party", "")), ""))
    return Letter(
        subject=f"[{reference}] {happened.splitlines()[0][:150]}" if reference else happened[:150],
        sentence=happened,
        next_step=step,
    )


def _of_roster(notification: Notification) -> Letter:
    """What somebody on the roster is told beside any request."""
    said = notification.data.get("said", {})
    until = said.get("until", "")
    told = {
        "until": date_format(date.fromisoformat(until)) if until else "",
        "kind": ExpertDocument.Kind(said["kind"]).label if "kind" in said else "",
    }
    happened, step = ROSTER[notification.notice]
    return Letter(subject=str(happened) % told, sentence=str(happened) % told, next_step=str(step))


def _alarm(notification: Notification) -> Letter:
    minutes, stuck = notification.data["minutes"], notification.data["stuck"]
    waited = ngettext(
        "The oldest message has been waiting for %(minutes)s minute.",
        "The oldest message has been waiting for %(minutes)s minutes.",
        minutes,
    )
    given_up = ngettext("%(stuck)s message is stuck.", "%(stuck)s messages are stuck.", stuck)
    return Letter(
        subject=_("The desk's background work needs a look"),
        sentence=f"{waited} {given_up}" % {"minutes": minutes, "stuck": stuck},
        next_step=_("Please look at the list of stuck work and try again."),
    )
