from workflows.models.approval import Approval
from workflows.models.consultation import Consultation
from workflows.models.deployment import Deployment, MissionReport
from workflows.models.evaluation import Evaluation
from workflows.models.notification import Notification
from workflows.models.offer import Offer
from workflows.models.paper import Document, Paper
from workflows.models.shortlist import Shortlist, ShortlistEntry
from workflows.models.terms import Signature, TermsOfReference

__all__ = [
    "Approval",
    "Consultation",
    "Deployment",
    "Document",
    "Evaluation",
    "MissionReport",
    "Notification",
    "Offer",
    "Paper",
    "Shortlist",
    "ShortlistEntry",
    "Signature",
    "TermsOfReference",
]
