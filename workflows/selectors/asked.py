"""What a country is asked to do about its requests, read in the same query as the requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from core.actors import Role
from requests_app.models import SupportRequest
from requests_app.states import BEFORE_DEPLOYED
from requests_app.states import RequestState as S
from workflows.models import Consultation, Evaluation, JointSide, Publication, TermsOfReference
from workflows.states import ConsultationState, JointState, PublicationState, TermsState

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
    JOIN = "join"
    PUBLISH = "publish"


def with_asks(rows: QuerySet[SupportRequest]) -> QuerySet[Any]:
    """The requests with what `asks_of` looks at: no query of its own for any of them."""
    shown = Consultation.objects.filter(support_request=OuterRef("pk"), state=ConsultationState.SHOWN)
    terms = TermsOfReference.objects.filter(support_request=OuterRef("pk"), state=TermsState.IN_REVIEW)
    terms = terms.exclude(signatures__role=Role.FOCAL_POINT)
    joint = JointSide.objects.filter(support_request=OuterRef("pk"), state=JointState.ASKED)
    words = Publication.objects.filter(support_request=OuterRef("pk"), state=PublicationState.PROPOSED)
    given = Evaluation.objects.filter(support_request=OuterRef("pk"), deployment=None)
    return rows.annotate(
        shortlist_due=Subquery(shown.values("due_at")[:1]),
        terms_to_sign=Subquery(terms.values("pk")[:1]),
        joint_due=Subquery(joint.values("due_at")[:1]),
        to_publish=Exists(words),
        evaluated=Exists(given.filter(group=AT_THE_END)),
        followed_up=Exists(given.filter(group=SIX_MONTHS_LATER)),
    )


# What waits, the most pressing first, and when it does.
WAITS: Mapping[Ask, Callable[[Any, datetime], bool]] = {
    Ask.COMPLETE: lambda row, now: row.state == S.DRAFT,
    Ask.ANSWER: lambda row, now: row.state == S.QUESTION,
    Ask.SHORTLIST: lambda row, now: row.shortlist_due and row.state == S.OFFERING,
    Ask.SIGN: lambda row, now: row.terms_to_sign and row.state == S.TERMS,
    Ask.SIGN_AMENDMENT: lambda row, now: row.terms_to_sign and row.state in AMENDED_IN,
    Ask.JOIN: lambda row, now: row.joint_due and row.state in BEFORE_DEPLOYED,
    Ask.EVALUATE: lambda row, now: row.state == S.REPORTING and not row.evaluated,
    Ask.PUBLISH: lambda row, now: row.to_publish,
    Ask.FOLLOW_UP: lambda row, now: (
        row.state == S.CLOSED and not row.followed_up and row.closed_at + HALF_A_YEAR <= now
    ),
}


def asks_of(row: Any, *, now: datetime) -> Iterator[Ask]:
    """What waits for the focal point of a request that was read `with_asks`, the most pressing first."""
    return (ask for ask, waits in WAITS.items() if waits(row, now))
