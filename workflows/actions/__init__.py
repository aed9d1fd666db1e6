"""The policies of every move: who may make it, what must hold, who reads of it, what follows.

The moves themselves, from where to where, stand in `requests_app.lifecycle` and `workflows.lifecycle`.
"""

from workflows.actions.consultations import CONSULTATION_ACTIONS
from workflows.actions.deployments import DEPLOYMENT_ACTIONS
from workflows.actions.joint_missions import JOINT_ACTIONS
from workflows.actions.offers import OFFER_ACTIONS
from workflows.actions.publications import PUBLICATION_ACTIONS
from workflows.actions.reports import REPORT_ACTIONS
from workflows.actions.requests import REQUEST_ACTIONS
from workflows.actions.terms import TERMS_ACTIONS

ALL_ACTIONS = (
    *REQUEST_ACTIONS,
    *OFFER_ACTIONS,
    *CONSULTATION_ACTIONS,
    *TERMS_ACTIONS,
    *DEPLOYMENT_ACTIONS,
    *REPORT_ACTIONS,
    *JOINT_ACTIONS,
    *PUBLICATION_ACTIONS,
)

__all__ = [
    "ALL_ACTIONS",
    "CONSULTATION_ACTIONS",
    "DEPLOYMENT_ACTIONS",
    "JOINT_ACTIONS",
    "OFFER_ACTIONS",
    "PUBLICATION_ACTIONS",
    "REPORT_ACTIONS",
    "REQUEST_ACTIONS",
    "TERMS_ACTIONS",
]
