"""The policies of the moves of a request; `docs/architecture.md` shows them beside the machine as one table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.transitions import Action
from requests_app import rules
from requests_app.states import RequestState
from workflows.actions.parties import (
    EVERYBODY,
    FOCAL_POINT_TEXT,
    FOCAL_POINTS,
    MANAGER_TEXT,
    MANAGERS,
    MANAGERS_AND_SYSTEM,
    NOTIFY,
    OFFICE,
    OFFICER_TEXT,
    SYSTEM_ONLY,
    SYSTEM_TEXT,
)
from workflows.guards import requests as guards

SUBMIT = Action(
    name="submit",
    verb="request.submitted",
    label=_("Submit"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    guards=(guards.complete, guards.period_ahead),
    audience=EVERYBODY,
    announces=NOTIFY,
)
WITHDRAW = Action(
    name="withdraw",
    verb="request.withdrawn",
    label=_("Withdraw"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    guards=(guards.held_before_departure,),
    audience=EVERYBODY,
    announces=NOTIFY,
)
START_TRIAGE = Action(
    name="start_triage",
    verb="request.triage_started",
    label=_("Take the case and start triage"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
ASSIGN = Action(
    name="assign",
    verb="request.assigned",
    label=_("Give the case to an officer"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=OFFICE,
    announces=NOTIFY,
)
ASK = Action(
    name="ask",
    verb="request.question_asked",
    label=_("Ask the focal point"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
ANSWER = Action(
    name="answer",
    verb="request.question_answered",
    label=_("Answer the question"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
PASS_TRIAGE = Action(
    name="pass_triage",
    verb="request.triage_passed",
    label=_("Pass triage"),
    roles=MANAGERS,
    who=rules.is_officer,
    who_text=OFFICER_TEXT,
    audience=EVERYBODY,
)
CONFIRM_THEMES = Action(
    name="confirm_themes",
    verb="request.themes_confirmed",
    label=_("Confirm the themes"),
    roles=MANAGERS,
    who=rules.is_officer,
    who_text=OFFICER_TEXT,
    audience=EVERYBODY,
)
APPROVE = Action(
    name="approve",
    verb="request.approved",
    label=_("Approve"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    guards=(guards.main_theme_confirmed, guards.positions_defined, guards.not_approved_by_actor),
    # The country reads of the decision, not of the steps by which the office came to it.
    audience=lambda row: EVERYBODY if row.state == RequestState.MATCHING else OFFICE,
    announces=NOTIFY,
)
DECLINE = Action(
    name="decline",
    verb="request.declined",
    label=_("Decline"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    guards=(guards.not_declined_by_actor,),
    audience=EVERYBODY,
    announces=NOTIFY,
)
ASK_REVIEW = Action(
    name="ask_review",
    verb="request.review_asked",
    label=_("Ask for a review"),
    roles=FOCAL_POINTS,
    who=rules.is_of_the_country,
    who_text=FOCAL_POINT_TEXT,
    guards=(guards.not_reviewed_yet, guards.within_review_period),
    audience=EVERYBODY,
    announces=NOTIFY,
)
SEND_OFFERS = Action(
    name="send_offers",
    verb="request.offers_sent",
    label=_("Send the offers"),
    roles=MANAGERS,
    who=rules.is_officer,
    who_text=OFFICER_TEXT,
    guards=(guards.everybody_can_be_asked, guards.draft_terms_exist),
    audience=EVERYBODY,
    announces=NOTIFY,
)
EXHAUST_OFFERS = Action(
    name="exhaust_offers",
    verb="request.offers_exhausted",
    label=_("Return to matching"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    audience=OFFICE,
    announces=NOTIFY,
)
AGREE_TEAM = Action(
    name="agree_team",
    verb="request.team_agreed",
    label=_("Go on to the terms of reference"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    guards=(guards.every_position_accepted, guards.country_consulted),
    audience=EVERYBODY,
    announces=NOTIFY,
)
REOPEN_MATCHING = Action(
    name="reopen_matching",
    verb="request.matching_reopened",
    label=_("Look for another expert"),
    roles=SYSTEM_ONLY,
    who=rules.is_system,
    who_text=SYSTEM_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
SIGN_TERMS = Action(
    name="sign_terms",
    verb="request.terms_signed",
    label=_("Sign the terms of reference"),
    roles=FOCAL_POINTS | MANAGERS,
    who=rules.is_of_the_country | rules.is_manager,
    who_text=_("Only the focal point and a programme manager can sign."),
    guards=(guards.terms_in_review, guards.not_signed_by_side),
    audience=EVERYBODY,
    announces=NOTIFY,
)
DEPLOY = Action(
    name="deploy",
    verb="request.deployed",
    label=_("Send the experts who are ready"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.is_officer | rules.is_system,
    who_text=OFFICER_TEXT,
    guards=(guards.somebody_ready,),
    audience=EVERYBODY,
    announces=NOTIFY,
)
END_MISSION = Action(
    name="end_mission",
    verb="request.mission_ended",
    label=_("End the mission"),
    roles=MANAGERS_AND_SYSTEM,
    who=rules.is_officer | rules.is_system,
    who_text=OFFICER_TEXT,
    guards=(guards.nobody_still_to_leave,),
    audience=EVERYBODY,
    announces=NOTIFY,
)
CLOSE = Action(
    name="close",
    verb="request.closed",
    label=_("Close the case"),
    roles=MANAGERS,
    who=rules.is_officer,
    who_text=OFFICER_TEXT,
    guards=(guards.reports_accepted, guards.evaluations_in),
    audience=EVERYBODY,
    announces=NOTIFY,
)
HOLD = Action(
    name="hold",
    verb="request.held",
    label=_("Put on hold"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
RESUME = Action(
    name="resume",
    verb="request.resumed",
    label=_("Resume"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)
CANCEL = Action(
    name="cancel",
    verb="request.cancelled",
    label=_("Cancel"),
    roles=MANAGERS,
    who=rules.is_manager,
    who_text=MANAGER_TEXT,
    audience=EVERYBODY,
    announces=NOTIFY,
)

REQUEST_ACTIONS = (
    SUBMIT,
    WITHDRAW,
    START_TRIAGE,
    ASSIGN,
    ASK,
    ANSWER,
    PASS_TRIAGE,
    CONFIRM_THEMES,
    APPROVE,
    DECLINE,
    ASK_REVIEW,
    SEND_OFFERS,
    EXHAUST_OFFERS,
    AGREE_TEAM,
    REOPEN_MATCHING,
    SIGN_TERMS,
    DEPLOY,
    END_MISSION,
    CLOSE,
    HOLD,
    RESUME,
    CANCEL,
)
