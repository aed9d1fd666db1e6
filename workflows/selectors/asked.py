"""What a country is asked to do about its requests, read in the same query as the requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from core.actors import Role
from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from workflows.models import Consultation, Evaluation, TermsOfReference
from workflows.states import ConsultationState, TermsState

AT_THE_END, SIX_MONTHS_LATER = "beneficiary_end", "follow_up_6m"
HALF_A_YEAR = timedelta(days=182)
AMENDED_IN = (S.MOBILISATION, S.DEPLOYED)


class Ask(Enum):
    """One thing that waits for the focal point."""

    COMPLETE = "complete"
    ANSWER = "answer"
    SHORTLIST = "shortlist"
    SIGN = "sign"
    SIGN_AMENDMENT = "sign_amendment"
    EVALUATE = "evaluate"
    FOLLOW_UP = "follow_up"


def with_asks(rows: QuerySet[SupportRequest]) -> QuerySet[Any]:
    """The requests with what `asks_of` looks at: no query of its own for any of them."""
    shown = Consultation.objects.filter(support_request=OuterRef("pk"), state=ConsultationState.SHOWN)
    terms = TermsOfReference.objects.filter(support_request=OuterRef("pk"), state=TermsState.IN_REVIEW)
    terms = terms.exclude(signatures__role=Role.FOCAL_POINT)
    given = Evaluation.objects.filter(support_request=OuterRef("pk"), deployment=None)
    return rows.annotate(
        shortlist_due=Subquery(shown.values("due_at")[:1]),
        terms_to_sign=Subquery(terms.values("pk")[:1]),
        evaluated=Exists(given.filter(group=AT_THE_END)),
        followed_up=Exists(given.filter(group=SIX_MONTHS_LATER)),
    )


def asks_of(row: Any, *, now: datetime) -> Iterator[Ask]:
    """What waits for the focal point of a request that was read `with_asks`, the most pressing first."""
    if row.state == S.DRAFT:
        yield Ask.COMPLETE
    if row.state == S.QUESTION:
        yield Ask.ANSWER
    if row.shortlist_due and row.state == S.OFFERING:
        yield Ask.SHORTLIST
    if row.terms_to_sign and row.state == S.TERMS:
        yield Ask.SIGN
    if row.terms_to_sign and row.state in AMENDED_IN:
        yield Ask.SIGN_AMENDMENT
    if row.state == S.REPORTING and not row.evaluated:
        yield Ask.EVALUATE
    if row.state == S.CLOSED and not row.followed_up and row.closed_at + HALF_A_YEAR <= now:
        yield Ask.FOLLOW_UP
