"""The states of what follows from a request, and the code lists of the decisions about them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.actors import Role


class OfferState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    SEEN = "seen", _("Seen")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    EXPIRED = "expired", _("Expired")
    RETRACTED = "retracted", _("Retracted")
    RELEASED = "released", _("Released")


OFFER_OPEN = (OfferState.SENT, OfferState.SEEN)


class OfferDeclineReason(models.TextChoices):
    NOT_AVAILABLE = "not_available", _("Not available on these dates")
    NOT_MY_FIELD = "not_my_field", _("Not my field")
    CONFLICT_OF_INTEREST = "conflict_of_interest", _("Conflict of interest")
    CONDITIONS = "conditions", _("The conditions do not suit me")
    SECURITY = "security", _("Security or health concerns")
    EMPLOYER = "employer", _("My employer does not release me")
    PERSONAL = "personal", _("Personal reasons")
    OTHER = "other", _("Another reason")


class Unanswered(models.TextChoices):
    """What stands beside the coded reasons where nobody answered."""

    SILENT = "silent", _("No answer in time")


SILENT = Unanswered.SILENT

# Why the desk itself ended an offer or a departure; everything else there is somebody's own words.
CLOSING_CODES = frozenset(
    {"withdrawn", "cancelled", "position_filled", "accepted_another", "country_objected", "not_by_expert"}
)


class DeploymentState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    READY = "ready", _("Ready to leave")
    DEPLOYED = "deployed", _("On mission")
    ENDED = "ended", _("Returned")
    ENDED_EARLY = "ended_early", _("Ended early")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


DEPLOYMENT_PREPARING = (DeploymentState.PLANNED, DeploymentState.READY)
DEPLOYMENT_RETURNED = (DeploymentState.ENDED, DeploymentState.ENDED_EARLY, DeploymentState.COMPLETED)
DEPLOYMENT_COMMITTED = (*DEPLOYMENT_PREPARING, DeploymentState.DEPLOYED, *DEPLOYMENT_RETURNED)


class ChecklistItem(models.TextChoices):
    """What must be in order before an expert leaves; what `ON_SITE_ONLY` names, only for work on site."""

    VISA = "visa", _("Visa or exemption")
    INSURANCE = "insurance", _("Travel and medical insurance")
    SECURITY_BRIEFING = "security_briefing", _("Security briefing")
    RELEASE_LETTER = "release_letter", _("Release letter of the employer")
    CONTRACT = "contract", _("Contract or letter of assignment signed")


ON_SITE_ONLY = (
    ChecklistItem.VISA,
    ChecklistItem.INSURANCE,
    ChecklistItem.SECURITY_BRIEFING,
    ChecklistItem.RELEASE_LETTER,
)


# Who has to see to it: the expert brings what only they can, the desk everything else.
CHECKLIST_OWNERS = {
    ChecklistItem.VISA: Role.EXPERT,
    ChecklistItem.INSURANCE: Role.MANAGER,
    ChecklistItem.SECURITY_BRIEFING: Role.MANAGER,
    ChecklistItem.RELEASE_LETTER: Role.EXPERT,
    ChecklistItem.CONTRACT: Role.MANAGER,
}


class TermsState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("terms of reference", "Draft")
    IN_REVIEW = "in_review", _("In review")
    SIGNED = "signed", _("Signed")
    SUPERSEDED = "superseded", _("Superseded")


class ConsultationState(models.TextChoices):
    SHOWN = "shown", _("Shown to the country")
    AGREED = "agreed", _("Agreed")
    SILENT = "silent", _("Agreed by silence")
    OBJECTED = "objected", _("Objection")
    SETTLED = "settled", _("Objection settled")
    SUPERSEDED = "superseded", _("Superseded")


CONSULTATION_DONE = (ConsultationState.AGREED, ConsultationState.SILENT, ConsultationState.SETTLED)


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("report", "Submitted")
    RETURNED = "returned", _("Returned for changes")
    ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")


class DocumentState(models.TextChoices):
    PENDING = "pending", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class PaperKind(models.TextChoices):
    """The papers of a request. Terms of reference have rows of their own; all others are letters of the desk."""

    TERMS = "terms", _("Terms of reference")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement of receipt")
    QUESTION = "question", _("Question to the focal point")
    APPROVAL = "approval", _("Decision: approval")
    REFUSAL = "refusal", _("Decision: refusal")
    OFFER = "offer", _("Offer of a mission")
    MISSION_LETTER = "mission_letter", _("Mission letter")
    CERTIFICATE = "certificate", _("Certificate of completed mission")
    MISSION_REPORT = "mission_report", _("Mission report")
    CLOSURE = "closure", _("Closure report")


class PaperForce(models.TextChoices):
    """Whether what a paper says holds today."""

    DRAFT = "draft", pgettext_lazy("paper", "Draft")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    REVOKED = "revoked", pgettext_lazy("paper", "Revoked")


class JointState(models.TextChoices):
    """Where one country stands with a joint mission; both sides are asked at once."""

    DRAFT = "draft", pgettext_lazy("joint mission", "Draft")
    ASKED = "asked", _("The country is asked")
    AGREED = "agreed", pgettext_lazy("joint mission", "Agreed, the other country is still asked")
    JOINED = "joined", _("Joint mission agreed by both")
    DECLINED = "declined", pgettext_lazy("joint mission", "Declined by the country")
    FALLEN = "fallen", _("Not possible with the other country")
    WITHDRAWN = "withdrawn", pgettext_lazy("joint mission", "Proposal taken back")
    EXPIRED = "expired", pgettext_lazy("joint mission", "Not answered in time")
    ENDED = "ended", pgettext_lazy("joint mission", "Ended")


class PublicationState(models.TextChoices):
    """The results of a closed request, on their way to the other countries and back."""

    DRAFT = "draft", pgettext_lazy("publication", "Draft")
    PROPOSED = "proposed", _("The country is asked")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", pgettext_lazy("publication", "Refused by the country")
    RETRACTED = "retracted", pgettext_lazy("publication", "Taken back")


PUBLICATION_LIVE = (PublicationState.PROPOSED, PublicationState.PUBLISHED)
JOINT_PENDING = (JointState.ASKED, JointState.AGREED)
JOINT_LIVE = (*JOINT_PENDING, JointState.JOINED)


class IdentityProof(models.TextChoices):
    """How somebody proved, at the moment of signing, that it was they who signed."""

    PASSWORD = "password", _("password")
    SECURITY_KEY = "security_key", _("security key")
    ONE_TIME_CODE = "one_time_code", _("one-time code")
    ACCESS_TOKEN = "access_token", _("access token of the API")


class CaseFileState(models.TextChoices):
    """How far the archive of a request's whole file is."""

    PENDING = "pending", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", pgettext_lazy("archive", "Expired")
