"""The states of a request, their groups, and the fewer, kinder names that a focal point reads."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    TRIAGE = "triage", _("Triage")
    QUESTION = "question", _("Question asked")
    THEME_CHECK = "theme_check", _("Priority-theme check")
    DECISION = "decision", _("Decision")
    MATCHING = "matching", _("Matching")
    OFFERING = "offering", _("Offers sent")
    TERMS = "terms", _("Terms of reference")
    MOBILISATION = "mobilisation", _("Mobilisation")
    DEPLOYED = "deployed", _("Deployed")
    REPORTING = "reporting", _("Reporting")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")
    ON_HOLD = "on_hold", _("On hold")


class PublicState(models.TextChoices):
    """What a focal point reads."""

    DRAFT = "draft", _("Draft")
    RECEIVED = "received", _("Received")
    UNDER_REVIEW = "under_review", _("Under review")
    ANSWER_NEEDED = "answer_needed", _("Your answer is needed")
    FINDING_EXPERTS = "finding_experts", _("Finding experts")
    AGREEING_TERMS = "agreeing_terms", _("Agreeing the terms of reference")
    PREPARING = "preparing", _("Preparing the mission")
    UNDER_WAY = "under_way", _("Mission under way")
    REPORTING = "reporting", _("Report and evaluation")
    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")
    ON_HOLD = "on_hold", _("On hold")


S, P = RequestState, PublicState

PUBLIC_STATE: dict[str, PublicState] = {
    S.DRAFT: P.DRAFT,
    S.SUBMITTED: P.RECEIVED,
    S.TRIAGE: P.UNDER_REVIEW,
    S.QUESTION: P.ANSWER_NEEDED,
    S.THEME_CHECK: P.UNDER_REVIEW,
    S.DECISION: P.UNDER_REVIEW,
    S.MATCHING: P.FINDING_EXPERTS,
    S.OFFERING: P.FINDING_EXPERTS,
    S.TERMS: P.AGREEING_TERMS,
    S.MOBILISATION: P.PREPARING,
    S.DEPLOYED: P.UNDER_WAY,
    S.REPORTING: P.REPORTING,
    S.CLOSED: P.COMPLETED,
    S.DECLINED: P.DECLINED,
    S.WITHDRAWN: P.WITHDRAWN,
    S.CANCELLED: P.CANCELLED,
    S.ON_HOLD: P.ON_HOLD,
}

UNDER_REVIEW = (S.TRIAGE, S.THEME_CHECK, S.DECISION)
BEFORE_DECISION = (S.SUBMITTED, S.TRIAGE, S.QUESTION, S.THEME_CHECK, S.DECISION)
BEFORE_DEPLOYED = (*BEFORE_DECISION, S.MATCHING, S.OFFERING, S.TERMS, S.MOBILISATION)
ACTIVE = (*BEFORE_DEPLOYED, S.DEPLOYED, S.REPORTING)
OPEN = (*ACTIVE, S.ON_HOLD)
ENDED = (S.CLOSED, S.DECLINED, S.WITHDRAWN, S.CANCELLED)
CLOCK_STOPPED = (S.QUESTION, S.ON_HOLD)


def public_label(state: str) -> str | Promise:
    """The name of a state for a focal point."""
    return PUBLIC_STATE[state].label


class Urgency(models.TextChoices):
    NORMAL = "normal", _("Normal")
    URGENT = "urgent", _("Urgent")
    CRISIS = "crisis", _("Crisis")


class Channel(models.TextChoices):
    ONLINE = "online", _("Online form")
    LETTER = "letter", _("Official letter")
    EMAIL = "email", _("E-mail")
    MEETING = "meeting", _("At a dialogue meeting")
    EU_DELEGATION = "eu_delegation", _("Through the EU Delegation")


class Capacity(models.TextChoices):
    HUMAN = "human", _("Human capacity")
    INSTITUTIONAL = "institutional", _("Institutional capacity")
    BOTH = "both", _("Both")


class Modality(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    REMOTE = "remote", _("At a distance")
    MIXED = "mixed", _("On site and at a distance")


class DeclineReason(models.TextChoices):
    OUTSIDE_THEMES = "outside_themes", _("Outside the priority themes of the phase")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible for support")
    NOT_CAPACITY = "not_capacity", _("Does not build national capacity")
    TOO_LONG = "too_long", _("Not short-term")
    FINANCIAL_SUPPORT = "financial_support", _("Asks for salaries, equipment or other financial support")
    OVERLAP = "overlap", _("Covered by other support")
    NOT_FEASIBLE = "not_feasible", _("Not feasible in the time or place asked")
    INCOMPLETE = "incomplete", _("Too little information, also after questions")


class CancelReason(models.TextChoices):
    UNFILLED = "unfilled", _("No suitable expert was found")
    SECURITY = "security", _("The security situation does not allow the mission")
    DUPLICATE = "duplicate", _("The same support is given under another request")
    SUPERSEDED = "superseded", _("Replaced by another request")
    BENEFICIARY = "beneficiary", _("The institution can no longer receive the support")
    FUNDING = "funding", _("The funding ended")
