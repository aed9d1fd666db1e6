"""What happened, as a sentence in the reader's language, made from an event's verb and data when it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from requests_app.states import CancelReason, DeclineReason
from workflows.states import OfferDeclineReason, PaperKind

SENTENCES: Mapping[str, Promise | str] = {
    "request.submitted": _("%(who)s submitted the request."),
    "request.withdrawn": _("%(who)s withdrew the request: %(reason)s"),
    "request.triage_started": _("%(who)s took the case and began the review."),
    "request.assigned": _("%(who)s gave the case to another officer."),
    "request.question_asked": _("%(who)s asked: %(text)s"),
    "request.question_answered": _("%(who)s answered: %(text)s"),
    "request.triage_passed": _("%(who)s completed the first checks."),
    "request.themes_confirmed": _("%(who)s confirmed the main theme %(main)s."),
    "request.approved": _("%(who)s approved the request (approval %(given)s of %(needed)s)."),
    "request.declined": _("%(who)s declined the request: %(code)s. %(text)s"),
    "request.review_asked": _("%(who)s asked for a review of the decision: %(reason)s"),
    "request.offers_sent": _("%(who)s began to ask experts; the country was shown the anonymous shortlist."),
    "request.offers_exhausted": _("Nobody is left to ask: the request went back to matching."),
    "request.team_agreed": _("The team is complete. The terms of reference can be agreed."),
    "request.matching_reopened": _("An expert who had accepted cannot go: another one is looked for."),
    "request.terms_signed": _("%(who)s signed the terms of reference."),
    "request.deployed": _("The mission has begun."),
    "request.mission_ended": _("The mission is over. Report and evaluation follow."),
    "request.closed": _("%(who)s closed the case."),
    "request.held": _("%(who)s put the request on hold: %(reason)s"),
    "request.resumed": _("%(who)s resumed the request."),
    "request.cancelled": _("%(who)s cancelled the request: %(code)s. %(text)s"),
    "request.edited": _("%(who)s completed the answers: %(fields)s."),
    "message.sent": _("%(who)s sent a message."),
    "note.written": _("%(who)s wrote an internal note."),
    "attachment.added": _("%(who)s added the file %(name)s."),
    "attachment.removed": _("%(who)s removed the file %(name)s."),
    "position.added": _("%(who)s added position %(number)s: %(title)s (working days: %(days)s)."),
    "position.changed": _("%(who)s changed position %(number)s: %(title)s (working days: %(days)s)."),
    "position.removed": _("%(who)s removed position %(number)s."),
    "shortlist.made": _("%(who)s had the roster ranked for position %(number)s: %(eligible)s eligible."),
    "reserve.ordered": _("%(who)s ordered the reserve of position %(number)s. %(reason)s"),
    "consultation.agreed": _("%(who)s agreed with the shortlist."),
    "consultation.objected": _("%(who)s objected to %(candidates)s: %(reason)s"),
    "consultation.lapsed": _("The time to object to the shortlist is over: silence is consent."),
    "consultation.settled": _("%(who)s settled the objection: %(reason)s"),
    "consultation.superseded": _("A new shortlist replaced the one that was shown."),
    "offer.sent": _(
        "An offer for position %(number)s was sent; it can be answered until %(deadline)s (UTC)."
    ),
    "offer.seen": _("The expert opened the offer."),
    "offer.accepted": _("%(who)s accepted the offer."),
    "offer.declined": _("%(who)s declined the offer: %(code)s."),
    "offer.expired": _("The offer was not answered in time."),
    "offer.retracted": _("The offer was taken back."),
    "offer.released": _("%(who)s released the expert."),
    "terms.drafted": _("Version %(number)s of the terms of reference was drafted."),
    "terms.revised": _("Version %(number)s of the terms of reference was brought up to date."),
    "terms.put_to_review": _("Version %(number)s of the terms of reference is ready to be signed."),
    "terms.signed": _("A signature was recorded under version %(number)s of the terms of reference."),
    "terms.superseded": _("Version %(number)s of the terms of reference was replaced."),
    "deployment.checklist_updated": _("%(who)s updated the checklist of deployment."),
    "deployment.started": _("The expert has left on mission."),
    "deployment.ended": _("The expert has returned from mission."),
    "deployment.ended_early": _("The mission of the expert ended early: %(reason)s"),
    "deployment.extended": _("The mission of the expert now ends on %(end)s. %(reason)s"),
    "deployment.completed": _("The mission of the expert is completed."),
    "deployment.cancelled": _("The departure of the expert was called off."),
    "report.submitted": _("%(who)s submitted the mission report."),
    "report.returned": _("%(who)s returned the mission report for changes: %(reason)s"),
    "report.accepted": _("%(who)s accepted the mission report."),
    "joint.proposed": _("%(who)s proposed a joint mission with %(country)s: %(subject)s"),
    "joint.agreed": _("%(who)s agreed with the joint mission with %(country)s."),
    "joint.joined": _("Both countries agreed: this is a joint mission with %(country)s. %(subject)s"),
    "joint.declined": _("%(who)s declined the joint mission with %(country)s: %(reason)s"),
    "joint.fell_through": _("A joint mission with %(country)s is not possible."),
    "joint.withdrawn": _("%(who)s took back the proposal of a joint mission with %(country)s: %(reason)s"),
    "joint.expired": _("The proposal of a joint mission with %(country)s was not answered in time."),
    "joint.ended": _("The joint mission with %(country)s has ended. %(code)s%(reason)s"),
    "relation.linked": _("%(who)s linked this request with %(reference)s. %(reason)s"),
    "relation.unlinked": _("%(who)s took off the link with %(reference)s."),
    "relation.duplicate": _("%(who)s found that this request and %(reference)s ask for the same."),
    "file.asked": _("%(who)s asked for the whole file as an archive."),
    "file.made": _("The archive of the whole file was made."),
    "file.taken": _("%(who)s downloaded the archive of the whole file."),
    "paper.issued": _("Paper %(number)s was issued: %(kind)s."),
    "paper.ended": _("Paper %(number)s no longer holds: %(kind)s."),
    "publication.proposed": _("%(who)s proposed to publish the results: %(title)s"),
    "publication.published": _("%(who)s agreed: the results are published. %(title)s"),
    "publication.refused": _("%(who)s does not want the results to be published: %(reason)s"),
    "publication.retracted": _("%(who)s took the published results back: %(reason)s"),
    "evaluation.given": _("%(who)s handed in an evaluation."),
    "evaluation.waived": _("%(who)s waived an evaluation: %(reason)s"),
}

# What of an event's data are people's own words, in the event's `text_language`; `QUOTE` is in no text that is kept.
QUOTED = ("reason", "text", "title")
QUOTE = "\x00"

# By event: the same code stands for different reasons in different lists (`security`).
REASONS: Mapping[str, Mapping[str, Promise | str]] = {
    "request.declined": dict(DeclineReason.choices),
    "request.cancelled": dict(CancelReason.choices),
    "offer.declined": dict(OfferDeclineReason.choices),
    "joint.ended": {"request_ended": _("One of the two requests has ended.")},
}


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence; `language` is that of somebody's own words, empty for the desk's wording."""

    text: str
    language: str = ""


def sentence(verb: str, data: Mapping[str, Any], *, who: str, labels: Mapping[str, str] | None = None) -> str:
    """The event as a sentence; `who` is whom the reader may know to have acted, `labels` name codes."""
    return "".join(words.text for words in told(verb, data, who=who, labels=labels))


def told(
    verb: str, data: Mapping[str, Any], *, who: str, labels: Mapping[str, str] | None = None
) -> tuple[Words, ...]:
    """The sentence in pieces, so that what it quotes can be marked up in its own language."""
    said = defaultdict(str, {name: _say(name, value, verb) for name, value in data.items()})
    said.update({name: labels[value] for name, value in said.items() if labels and value in labels})
    said.update({name: f"{QUOTE}{said[name]}{QUOTE}" for name in QUOTED if said[name]}, who=who)
    pieces = (str(SENTENCES[verb]) % said).strip().split(QUOTE)
    language = str(data.get("text_language", ""))
    return tuple(Words(piece, language if place % 2 else "") for place, piece in enumerate(pieces) if piece)


def _say(name: str, value: Any, verb: str) -> str:
    if name == "code":
        return str(REASONS.get(verb, {}).get(value, value))
    if name == "kind" and verb.startswith("paper."):
        return str(PaperKind(value).label)
    if name == "deadline":
        return date_format(datetime.fromisoformat(value), "DATETIME_FORMAT")
    if name == "end":
        return date_format(datetime.fromisoformat(value), "DATE_FORMAT")
    if isinstance(value, Mapping):  # what is kept in both languages
        return str(value.get((get_language() or "en")[:2]) or value.get("en", ""))
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)
