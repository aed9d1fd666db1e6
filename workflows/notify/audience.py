"""Who is told of what. Pure: the verb of an event and its data in, parties out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COUNTRY = "country"  # the focal points of the requesting country
OFFICER = "officer"  # the manager who has the case; all managers while nobody has it
OFFICE = "office"  # all managers
EXPERT = "expert"  # the expert of the offer, deployment or report

PARTIES: Mapping[str, tuple[str, ...]] = {
    "request.submitted": (COUNTRY, OFFICE),
    "request.withdrawn": (COUNTRY, OFFICER),
    "request.triage_started": (COUNTRY,),
    "request.assigned": (OFFICER,),
    "request.question_asked": (COUNTRY,),
    "request.question_answered": (OFFICER,),
    "request.declined": (COUNTRY,),
    "request.review_asked": (COUNTRY, OFFICE),
    "request.offers_sent": (COUNTRY,),
    "request.offers_exhausted": (OFFICER,),
    "request.team_agreed": (COUNTRY, OFFICER),
    "request.matching_reopened": (COUNTRY, OFFICER),
    "request.terms_signed": (COUNTRY, OFFICER),
    "request.deployed": (COUNTRY, OFFICER),
    "request.mission_ended": (COUNTRY, OFFICER),
    "request.closed": (COUNTRY,),
    "request.held": (COUNTRY, OFFICER),
    "request.resumed": (COUNTRY, OFFICER),
    "request.cancelled": (COUNTRY, OFFICER),
    "consultation.agreed": (OFFICER,),
    "consultation.objected": (OFFICER,),
    "consultation.settled": (COUNTRY,),
    "offer.sent": (EXPERT,),
    "offer.accepted": (EXPERT, OFFICER),
    "offer.declined": (OFFICER,),
    "offer.expired": (EXPERT, OFFICER),
    "offer.retracted": (EXPERT,),
    "offer.released": (EXPERT, OFFICER),
    "deployment.started": (EXPERT,),
    "deployment.ended": (EXPERT,),
    "deployment.ended_early": (EXPERT, COUNTRY),
    "deployment.extended": (EXPERT, COUNTRY),
    "deployment.cancelled": (EXPERT, COUNTRY),
    "report.submitted": (OFFICER,),
    "report.returned": (EXPERT,),
    "report.accepted": (EXPERT, COUNTRY),
    "joint.proposed": (COUNTRY, OFFICER),
    "joint.agreed": (COUNTRY, OFFICER),
    "joint.joined": (COUNTRY, OFFICER),
    "joint.declined": (COUNTRY, OFFICER),
    "joint.fell_through": (COUNTRY, OFFICER),
    "joint.withdrawn": (COUNTRY, OFFICER),
    "joint.expired": (COUNTRY, OFFICER),
    "joint.ended": (COUNTRY, OFFICER),
    "publication.proposed": (COUNTRY,),
    "publication.published": (COUNTRY, OFFICER),
    "publication.refused": (OFFICER,),
    "publication.retracted": (COUNTRY, OFFICER),
    "message.sent": (COUNTRY, OFFICER),
}

# Who acts knows what they did; these are acknowledged all the same, since they want proof of receipt.
ACKNOWLEDGED = frozenset({"request.submitted", "offer.accepted", "request.terms_signed"})


def parties_told(verb: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The parties that an event is told to. An approval is told to whoever it waits for next."""
    if verb == "request.approved":
        return (COUNTRY,) if data.get("complete") else (OFFICE,)
    return PARTIES[verb]


def is_acknowledged(verb: str) -> bool:
    """Whether the person who acted is told as well."""
    return verb in ACKNOWLEDGED
