"""The whole machine of a request: from where to where, and nothing else.

A move touches only fields of its own row. Who may make it, what must hold and who is told stands in
`workflows.actions`; `core.transitions.perform` is the only caller.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django_fsm import GET_STATE, FSMField, transition

from requests_app import states
from requests_app.states import RequestState as S


def _where_it_came_from(support_request: Any, *args: Any, **kwargs: Any) -> str:
    return str(support_request.returns_to)


def _once_approved(support_request: Any, *, complete: bool, **kwargs: Any) -> str:
    return S.MATCHING if complete else S.DECISION


def _once_signed(support_request: Any, *, complete: bool, **kwargs: Any) -> str:
    return S.MOBILISATION if complete else S.TERMS


class RequestLifecycle(models.Model):
    state = FSMField(default=S.DRAFT, choices=S.choices, protected=True, max_length=20)
    returns_to = models.CharField(max_length=20, blank=True, default="", choices=S.choices)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # columns of the model that moves write
        reference: Any
        as_submitted: Any
        submitted_at: Any
        closing_text: Any
        closing_text_language: Any
        closed_at: Any
        officer_id: Any
        checklist: Any
        theme_reason: Any
        theme_reason_language: Any
        themes_confirmed_by_id: Any
        approved_days: Any
        decided_at: Any
        as_agreed: Any
        closing_code: Any
        declined_by_id: Any
        review_asked_at: Any
        review_reason: Any
        review_reason_language: Any
        review_round: Any
        held_from: Any
        hold_reason: Any
        hold_reason_language: Any

    @transition(field=state, source=S.DRAFT, target=S.SUBMITTED)
    def submit(self, *, reference: str, as_submitted: dict[str, Any], now: datetime) -> None:
        self.reference, self.as_submitted, self.submitted_at = reference, as_submitted, now

    @transition(field=state, source=[*states.BEFORE_DEPLOYED, S.ON_HOLD], target=S.WITHDRAWN)
    def withdraw(self, *, reason: str, language: str, now: datetime) -> None:
        self.closing_text, self.closing_text_language, self.closed_at = reason, language, now

    @transition(field=state, source=S.SUBMITTED, target=S.TRIAGE)
    def start_triage(self, *, officer_id: int) -> None:
        self.officer_id = officer_id

    @transition(field=state, source=list(states.OPEN), target=None)
    def assign(self, *, officer_id: int) -> None:
        self.officer_id = officer_id

    @transition(field=state, source=list(states.UNDER_REVIEW), target=S.QUESTION)
    def ask(self) -> None:
        self.returns_to = self.state

    @transition(
        field=state, source=S.QUESTION, target=GET_STATE(_where_it_came_from, states=states.UNDER_REVIEW)
    )
    def answer(self) -> None:
        pass

    @transition(field=state, source=S.TRIAGE, target=S.THEME_CHECK)
    def pass_triage(self, *, checklist: dict[str, Any]) -> None:
        self.checklist = checklist

    @transition(field=state, source=S.THEME_CHECK, target=S.DECISION)
    def confirm_themes(self, *, reason: str, language: str, confirmed_by_id: int | None) -> None:
        self.theme_reason, self.theme_reason_language = reason, language
        self.themes_confirmed_by_id = confirmed_by_id

    @transition(
        field=state, source=S.DECISION, target=GET_STATE(_once_approved, states=[S.DECISION, S.MATCHING])
    )
    def approve(
        self, *, complete: bool, approved_days: int, as_agreed: dict[str, Any], now: datetime
    ) -> None:
        self.approved_days = approved_days
        if complete:
            self.decided_at, self.as_agreed = now, as_agreed

    @transition(field=state, source=list(states.UNDER_REVIEW), target=S.DECLINED)
    def decline(
        self, *, code: str, text: str, language: str, declined_by_id: int | None, now: datetime
    ) -> None:
        self.closing_code, self.closing_text, self.closing_text_language = code, text, language
        self.declined_by_id = declined_by_id
        self.decided_at = self.closed_at = now

    @transition(field=state, source=S.DECLINED, target=S.TRIAGE)
    def ask_review(self, *, reason: str, language: str, now: datetime) -> None:
        self.review_asked_at, self.review_reason, self.review_reason_language = now, reason, language
        self.officer_id = None
        self.closed_at = self.decided_at = None
        self.review_round = self.review_round + 1

    @transition(field=state, source=S.MATCHING, target=S.OFFERING)
    def send_offers(self) -> None:
        pass

    @transition(field=state, source=S.OFFERING, target=S.MATCHING)
    def exhaust_offers(self) -> None:
        pass

    @transition(field=state, source=S.OFFERING, target=S.TERMS)
    def agree_team(self) -> None:
        pass

    # An expert who had accepted drops out before leaving: the place has to be filled again.
    @transition(field=state, source=[S.TERMS, S.MOBILISATION], target=S.MATCHING)
    def reopen_matching(self) -> None:
        pass

    @transition(field=state, source=S.TERMS, target=GET_STATE(_once_signed, states=[S.TERMS, S.MOBILISATION]))
    def sign_terms(self, *, complete: bool) -> None:
        pass

    @transition(field=state, source=S.MOBILISATION, target=S.DEPLOYED)
    def deploy(self) -> None:
        pass

    @transition(field=state, source=S.DEPLOYED, target=S.REPORTING)
    def end_mission(self) -> None:
        pass

    @transition(field=state, source=S.REPORTING, target=S.CLOSED)
    def close(self, *, now: datetime) -> None:
        self.closed_at = now

    @transition(field=state, source=list(states.ACTIVE), target=S.ON_HOLD)
    def hold(self, *, reason: str, language: str) -> None:
        # A question keeps where it came from in `returns_to`, so the held state has a place of its own.
        self.held_from, self.hold_reason, self.hold_reason_language = self.state, reason, language

    @transition(
        field=state,
        source=S.ON_HOLD,
        target=GET_STATE(lambda self, **kwargs: self.held_from, states=states.ACTIVE),
    )
    def resume(self) -> None:
        pass

    @transition(field=state, source=list(states.OPEN), target=S.CANCELLED)
    def cancel(self, *, code: str, text: str, language: str, now: datetime) -> None:
        self.closing_code, self.closing_text, self.closing_text_language = code, text, language
        self.closed_at = now
