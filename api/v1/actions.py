"""The actions on a request: what the caller may do now, and doing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import actions as inputs
from api.v1.base import ShowsRequest
from api.views import ActionCall, ActionView, OfRequest
from core.errors import InvalidInput
from core.transitions import available_actions
from requests_app.models import SupportRequest
from workflows.actions import REQUEST_ACTIONS
from workflows.services import closing, control, decision, deployments, intake, offers, terms, triage


def answer_question(
    *, support_request: SupportRequest, answers: Mapping[str, Any] | None, **given: Any
) -> SupportRequest:
    """Answer the open question, changing the fields it opened in the same step; the clocks go on."""
    try:
        return triage.answer_question(support_request=support_request, answers=answers, **given)
    except InvalidInput as wrong:
        errors = {f"changes.{code}": problems for code, problems in wrong.errors.items()}
        raise InvalidInput(errors=errors) from wrong


def sign_terms(
    *, support_request: SupportRequest, content_hash: str | None = None, **given: Any
) -> SupportRequest:
    """Sign for one's side the content that was read, named by its hash; both signatures begin mobilisation."""
    if content_hash is None:
        in_review = support_request.terms.in_work().order_by("number")
        content_hash = in_review.values_list("content_hash", flat=True).last() or ""
    return terms.sign_terms(support_request=support_request, content_hash=content_hash, **given)


REQUEST_CALLS: Mapping[str, ActionCall] = {
    "submit": ActionCall(intake.submit_request),
    "withdraw": ActionCall(intake.withdraw_request, inputs.InputReason),
    "start_triage": ActionCall(triage.start_triage),
    "assign": ActionCall(triage.assign_officer, inputs.InputOfficer),
    "ask": ActionCall(triage.ask_question, inputs.InputAsk),
    "answer": ActionCall(answer_question, inputs.InputAnswer),
    "pass_triage": ActionCall(triage.pass_triage, inputs.InputTriage),
    "confirm_themes": ActionCall(triage.confirm_themes, inputs.InputThemes),
    "approve": ActionCall(decision.approve_request, inputs.InputNote),
    "decline": ActionCall(decision.decline_request, inputs.InputDecline),
    "ask_review": ActionCall(decision.ask_review, inputs.InputReason),
    "send_offers": ActionCall(offers.send_offers),
    "sign_terms": ActionCall(sign_terms, inputs.InputSignature),
    "deploy": ActionCall(deployments.deploy_request),
    "end_mission": ActionCall(deployments.end_request_mission),
    "close": ActionCall(closing.close_request),
    "hold": ActionCall(control.hold_request, inputs.InputReason),
    "resume": ActionCall(control.resume_request),
    "cancel": ActionCall(control.cancel_request, inputs.InputCancel),
}


class RequestActionsView(OfRequest):
    @extend_schema(operation_id="requests_actions_list", responses=inputs.OutputAction(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """What the caller may do now, and for what is blocked: everything that stands in the way."""
        found: Sequence[Any] = available_actions(
            self.support_request, REQUEST_ACTIONS, actor=self.actor, now=self.now
        )
        return Response(inputs.OutputAction(found, many=True).data)


class RequestActionView(ShowsRequest, ActionView):
    subject_name = "support_request"

    def subject(self) -> SupportRequest:
        return self.support_request
