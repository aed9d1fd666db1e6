"""Where a notification leads: the page on which its reader does what is asked, or sees what it is about.

Addresses are those of `web.urls`, which this floor cannot ask; a test walks every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experts.models import Expert
from workflows.links import offer_path, profile_path
from workflows.models import Deployment, MissionReport, Notification, Offer
from workflows.notify.audience import COUNTRY, EXPERT, OFFICER

ALARM = "desk.alarm"

# Below `/requests/<id>/`, where something is asked of the reader or has a page of its own.
OF_REQUEST: Mapping[tuple[str, str], str] = {
    ("request.question_asked", COUNTRY): "answer/",
    ("request.offers_sent", COUNTRY): "shortlist/",
    ("consultation.settled", COUNTRY): "shortlist/",
    ("request.team_agreed", COUNTRY): "sign-terms/",
    ("request.team_agreed", OFFICER): "sign-terms/",
    ("request.mission_ended", COUNTRY): "evaluation/beneficiary_end/",
    ("message.sent", COUNTRY): "messages/",
    ("message.sent", OFFICER): "messages/",
}
# What an officer goes on with where experts are looked for.
AT_MATCHING = frozenset(
    {
        "request.offers_exhausted",
        "consultation.agreed",
        "consultation.objected",
        "offer.accepted",
        "offer.declined",
        "offer.expired",
        "offer.released",
    }
)

# What the country also gets as a letter, on the page of all papers.
WITH_PAPER = frozenset(
    {
        "request.submitted",
        "request.question_asked",
        "request.approved",
        "request.declined",
        "request.terms_signed",
        "request.closed",
        "deployment.extended",
        "report.accepted",
    }
)


def paper_path_of(notification: Notification, *, language: str) -> str:
    """The path of the paper that goes with a notification, empty where none does: a link, as lines may be slow.

    The paper may still be in the making when the mail arrives; the page behind the link waits for it.
    """
    party = notification.data.get("party")
    if party == COUNTRY and notification.notice in WITH_PAPER:
        return f"/{language}/requests/{notification.support_request_id}/documents/"
    if party == EXPERT and notification.notice == "offer.sent":
        return f"{offer_path(Offer.objects.get(pk=notification.data['offer']))}paper.pdf?lang={language}"
    return ""


def path_of(notification: Notification, *, language: str, signed_in: bool = False) -> str:
    """The path of the page in this language; the link of an offer has none and needs no account.

    Whoever is `signed_in` reads offers among their own pages. At most two queries, for what an expert is told and
    for reports.
    """
    if notification.notice == ALARM:
        return f"/{language}/work/"
    if notification.notice.startswith("expert."):
        return _of_roster(notification, language)
    if notification.data.get("party") == EXPERT:
        return _of_expert(notification, language, signed_in=signed_in)
    if notification.notice.startswith(("deployment.", "report.")):
        return _of_mission(notification, language)
    return _of_request(notification, language)


def _of_request(notification: Notification, language: str) -> str:
    """The page of the request on which its reader does what is asked, or sees what it is about."""
    request_id = notification.support_request_id
    if request_id is None:
        return f"/{language}/"
    party = notification.data.get("party", "")
    if notification.notice.startswith("publication."):
        return f"/{language}/requests/{request_id}/publication/"
    if notification.notice.startswith("joint."):
        return f"/{language}/requests/{request_id}/joint-mission/"
    if party != COUNTRY and notification.notice in AT_MATCHING:
        return f"/{language}/matching/{request_id}/"
    return f"/{language}/requests/{request_id}/{OF_REQUEST.get((notification.notice, party), '')}"


def _of_roster(notification: Notification, language: str) -> str:
    """The person's own profile; whoever has no account confirms it by a link of its own."""
    if notification.user_id is None:
        return profile_path(Expert.objects.get(pk=notification.data["expert"]))
    page = "documents/" if notification.notice == "expert.document_expires" else ""
    return f"/{language}/profile/{page}"


def _of_expert(notification: Notification, language: str, *, signed_in: bool) -> str:
    """The offer by its link; the mission where the expert has an account, else the offer that it came from."""
    said = _said(notification)
    if offer_id := notification.data.get("offer") or said.get("offer"):
        own = f"/{language}/assignments/offers/{offer_id}/"
        return own if signed_in else offer_path(Offer.objects.get(pk=offer_id))
    mission = _mission(said)
    if mission is None:
        return f"/{language}/"
    if mission.expert.user_id is None:
        return offer_path(mission.offer)
    page = "report/" if notification.notice.startswith("report.") else ""
    return f"/{language}/assignments/{mission.pk}/{page}"


def _of_mission(notification: Notification, language: str) -> str:
    mission = _mission(_said(notification))
    if mission is None:
        return f"/{language}/requests/{notification.support_request_id}/"
    page = "report/" if notification.notice.startswith("report.") else ""
    return f"/{language}/deployments/{mission.pk}/{page}"


def _said(notification: Notification) -> Mapping[str, Any]:
    said: Mapping[str, Any] = notification.data.get("said") or {}
    return said


def _mission(said: Mapping[str, Any]) -> Deployment | None:
    deployment_id = said.get("deployment")
    if deployment_id is None and "missionreport" in said:
        reports = MissionReport.objects.filter(pk=said["missionreport"])
        deployment_id = reports.values_list("deployment_id", flat=True).first()
    missions = Deployment.objects.select_related("expert", "offer")
    found: Deployment | None = missions.filter(pk=deployment_id or 0).first()
    return found
