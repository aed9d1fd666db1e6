from workflows.models.approval import Approval
from workflows.models.case_file import CaseFile
from workflows.models.consultation import Consultation
from workflows.models.cool_down import CoolDownLift
from workflows.models.deployment import Deployment, MissionReport
from workflows.models.evaluation import Evaluation
from workflows.models.joint_mission import JointMission, JointSide
from workflows.models.notification import Notification
from workflows.models.offer import Offer
from workflows.models.offer_key import OfferCode, OfferKey
from workflows.models.paper import Document, Paper
from workflows.models.publication import Publication
from workflows.models.relation import Relation
from workflows.models.shortlist import Shortlist, ShortlistEntry
from workflows.models.terms import Signature, TermsOfReference
from workflows.models.theme_reading import ThemeReading, ThemeVerdict

__all__ = [
    "Approval",
    "CaseFile",
    "Consultation",
    "CoolDownLift",
    "Deployment",
    "Document",
    "Evaluation",
    "JointMission",
    "JointSide",
    "MissionReport",
    "Notification",
    "Offer",
    "OfferCode",
    "OfferKey",
    "Paper",
    "Publication",
    "Relation",
    "Shortlist",
    "ShortlistEntry",
    "Signature",
    "TermsOfReference",
    "ThemeReading",
    "ThemeVerdict",
]
