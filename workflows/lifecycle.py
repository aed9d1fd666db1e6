"""The machines of what follows from a request: offers, deployments, terms of reference, consultations, reports.

A move touches only fields of its own row. Who may make it and what must hold stands in `workflows.actions`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django_fsm import GET_STATE, FSMField, transition

from workflows import states
from workflows.states import (
    ConsultationState,
    DeploymentState,
    JointState,
    OfferState,
    PublicationState,
    ReportState,
    TermsState,
)


class OfferLifecycle(models.Model):
    state = FSMField(default=OfferState.DRAFT, choices=OfferState.choices, protected=True, max_length=12)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # columns of the model that moves write
        deadline: Any
        sent_at: Any
        seen_at: Any
        declaration: Any
        answer_language: Any
        answered_at: Any
        decline_code: Any
        decline_text: Any
        closing_reason: Any
        closing_reason_language: Any

    @transition(field=state, source=OfferState.DRAFT, target=OfferState.SENT)
    def send(self, *, deadline: datetime, now: datetime) -> None:
        self.deadline, self.sent_at = deadline, now

    @transition(field=state, source=OfferState.SENT, target=OfferState.SEEN)
    def see(self, *, now: datetime) -> None:
        self.seen_at = now

    @transition(field=state, source=list(states.OFFER_OPEN), target=OfferState.ACCEPTED)
    def accept(self, *, declaration: str, language: str, now: datetime) -> None:
        self.declaration, self.answer_language, self.answered_at = declaration, language, now

    @transition(field=state, source=list(states.OFFER_OPEN), target=OfferState.DECLINED)
    def decline(self, *, code: str, text: str, language: str, now: datetime) -> None:
        self.decline_code, self.decline_text, self.answer_language = code, text, language
        self.answered_at = now

    @transition(field=state, source=list(states.OFFER_OPEN), target=OfferState.EXPIRED)
    def expire(self) -> None:
        pass

    @transition(field=state, source=[OfferState.DRAFT, *states.OFFER_OPEN], target=OfferState.RETRACTED)
    def retract(self, *, reason: str, language: str = "") -> None:
        self.closing_reason, self.closing_reason_language = reason, language

    @transition(field=state, source=OfferState.ACCEPTED, target=OfferState.RELEASED)
    def release(self, *, reason: str, language: str = "") -> None:
        self.closing_reason, self.closing_reason_language = reason, language


def _ready_once_complete(deployment: Any, *, complete: bool, **kwargs: Any) -> str:
    return DeploymentState.READY if complete else DeploymentState.PLANNED


class DeploymentLifecycle(models.Model):
    state = FSMField(
        default=DeploymentState.PLANNED, choices=DeploymentState.choices, protected=True, max_length=12
    )

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # columns of the model that moves write
        checklist: Any
        actual_start: Any
        actual_end: Any
        closing_reason: Any
        closing_reason_language: Any
        planned_end: Any
        extensions: Any

    @transition(
        field=state,
        source=list(states.DEPLOYMENT_PREPARING),
        target=GET_STATE(_ready_once_complete, states=states.DEPLOYMENT_PREPARING),
    )
    def tick(self, *, checklist: dict[str, Any], complete: bool) -> None:
        self.checklist = checklist

    @transition(field=state, source=DeploymentState.READY, target=DeploymentState.DEPLOYED)
    def deploy(self, *, on: date) -> None:
        self.actual_start = on

    @transition(field=state, source=DeploymentState.DEPLOYED, target=DeploymentState.ENDED)
    def end(self, *, on: date) -> None:
        self.actual_end = on

    @transition(field=state, source=DeploymentState.DEPLOYED, target=DeploymentState.ENDED_EARLY)
    def end_early(self, *, on: date, reason: str, language: str) -> None:
        self.actual_end, self.closing_reason, self.closing_reason_language = on, reason, language

    @transition(field=state, source=[*states.DEPLOYMENT_PREPARING, DeploymentState.DEPLOYED], target=None)
    def extend(self, *, end: date, history: list[dict[str, Any]]) -> None:
        self.planned_end, self.extensions = end, history

    @transition(
        field=state,
        source=[DeploymentState.ENDED, DeploymentState.ENDED_EARLY],
        target=DeploymentState.COMPLETED,
    )
    def complete(self) -> None:
        pass

    @transition(field=state, source=list(states.DEPLOYMENT_PREPARING), target=DeploymentState.CANCELLED)
    def cancel(self, *, reason: str, language: str = "") -> None:
        self.closing_reason, self.closing_reason_language = reason, language


def _signed_once_complete(terms: Any, *, complete: bool, **kwargs: Any) -> str:
    return TermsState.SIGNED if complete else TermsState.IN_REVIEW


class TermsLifecycle(models.Model):
    state = FSMField(default=TermsState.DRAFT, choices=TermsState.choices, protected=True, max_length=12)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # columns of the model that moves write
        content: Any
        content_hash: Any
        translations: Any
        translated_from: Any
        edits: Any
        signed_at: Any

    @transition(field=state, source=[TermsState.DRAFT, TermsState.IN_REVIEW], target=None)
    def revise(
        self: Any,
        *,
        content: dict[str, Any],
        content_hash: str,
        translations: dict[str, Any],
        translated_from: dict[str, Any],
        edits: dict[str, Any],
    ) -> None:
        self.content, self.content_hash = content, content_hash
        self.translations, self.translated_from, self.edits = translations, translated_from, edits

    @transition(field=state, source=TermsState.DRAFT, target=TermsState.IN_REVIEW)
    def review(self) -> None:
        pass

    @transition(
        field=state,
        source=TermsState.IN_REVIEW,
        target=GET_STATE(_signed_once_complete, states=[TermsState.IN_REVIEW, TermsState.SIGNED]),
    )
    def sign(self, *, complete: bool, now: datetime) -> None:
        if complete:
            self.signed_at = now

    @transition(
        field=state,
        source=[TermsState.DRAFT, TermsState.IN_REVIEW, TermsState.SIGNED],
        target=TermsState.SUPERSEDED,
    )
    def supersede(self) -> None:
        pass


class ConsultationLifecycle(models.Model):
    state = FSMField(
        default=ConsultationState.SHOWN, choices=ConsultationState.choices, protected=True, max_length=12
    )

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # columns of the model that moves write
        answered_at: Any
        objected_labels: Any
        objection: Any
        objection_language: Any
        upheld: Any
        settlement: Any
        settlement_language: Any

    @transition(field=state, source=ConsultationState.SHOWN, target=ConsultationState.AGREED)
    def agree(self, *, now: datetime) -> None:
        self.answered_at = now

    @transition(field=state, source=ConsultationState.SHOWN, target=ConsultationState.OBJECTED)
    def object(self, *, labels: list[str], reason: str, language: str, now: datetime) -> None:
        self.objected_labels, self.answered_at = labels, now
        self.objection, self.objection_language = reason, language

    @transition(field=state, source=ConsultationState.SHOWN, target=ConsultationState.SILENT)
    def lapse(self) -> None:
        pass

    @transition(field=state, source=ConsultationState.OBJECTED, target=ConsultationState.SETTLED)
    def settle(self, *, upheld: bool, reason: str, language: str) -> None:
        self.upheld, self.settlement, self.settlement_language = upheld, reason, language

    @transition(
        field=state,
        source=[ConsultationState.SHOWN, ConsultationState.OBJECTED],
        target=ConsultationState.SUPERSEDED,
    )
    def supersede(self) -> None:
        pass


class ReportLifecycle(models.Model):
    state = FSMField(default=ReportState.DRAFT, choices=ReportState.choices, protected=True, max_length=12)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # columns of the model that moves write
        submitted_at: Any
        return_reason: Any
        return_reason_language: Any
        accepted_at: Any

    @transition(field=state, source=[ReportState.DRAFT, ReportState.RETURNED], target=ReportState.SUBMITTED)
    def submit(self, *, now: datetime) -> None:
        self.submitted_at = now

    @transition(field=state, source=ReportState.SUBMITTED, target=ReportState.RETURNED)
    def send_back(self, *, reason: str, language: str) -> None:
        self.return_reason, self.return_reason_language = reason, language

    @transition(field=state, source=ReportState.SUBMITTED, target=ReportState.ACCEPTED)
    def accept(self, *, now: datetime) -> None:
        self.accepted_at = now


class JointSideLifecycle(models.Model):
    state = FSMField(default=JointState.DRAFT, choices=JointState.choices, protected=True, max_length=12)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # columns of the model that moves write
        due_at: Any
        answered_at: Any
        reason: Any
        reason_language: Any

    @transition(field=state, source=JointState.DRAFT, target=JointState.ASKED)
    def propose(self, *, due_at: datetime) -> None:
        self.due_at = due_at

    @transition(field=state, source=JointState.ASKED, target=JointState.AGREED)
    def agree(self, *, now: datetime) -> None:
        self.answered_at = now

    @transition(field=state, source=JointState.AGREED, target=JointState.JOINED)
    def join(self) -> None:
        pass

    @transition(field=state, source=list(states.JOINT_PENDING), target=JointState.DECLINED)
    def decline(self, *, reason: str, language: str, now: datetime) -> None:
        self.reason, self.reason_language, self.answered_at = reason, language, now

    @transition(field=state, source=list(states.JOINT_PENDING), target=JointState.FALLEN)
    def fall_through(self) -> None:
        pass

    @transition(field=state, source=list(states.JOINT_PENDING), target=JointState.WITHDRAWN)
    def withdraw(self, *, reason: str, language: str) -> None:
        self.reason, self.reason_language = reason, language

    @transition(field=state, source=list(states.JOINT_PENDING), target=JointState.EXPIRED)
    def expire(self) -> None:
        pass

    @transition(field=state, source=JointState.JOINED, target=JointState.ENDED)
    def end(self, *, reason: str, language: str = "") -> None:
        self.reason, self.reason_language = reason, language


class PublicationLifecycle(models.Model):
    state = FSMField(
        default=PublicationState.DRAFT, choices=PublicationState.choices, protected=True, max_length=12
    )

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # columns of the model that moves write
        answered_at: Any
        reason: Any
        reason_language: Any

    @transition(field=state, source=PublicationState.DRAFT, target=PublicationState.PROPOSED)
    def propose(self) -> None:
        pass

    @transition(field=state, source=PublicationState.PROPOSED, target=PublicationState.PUBLISHED)
    def consent(self, *, now: datetime) -> None:
        self.answered_at = now

    @transition(field=state, source=PublicationState.PROPOSED, target=PublicationState.REFUSED)
    def refuse(self, *, reason: str, language: str, now: datetime) -> None:
        self.reason, self.reason_language, self.answered_at = reason, language, now

    @transition(field=state, source=list(states.PUBLICATION_LIVE), target=PublicationState.RETRACTED)
    def retract(self, *, reason: str, language: str) -> None:
        self.reason, self.reason_language = reason, language
