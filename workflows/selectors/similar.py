"""'Has somebody asked this before?': requests that say nearly the same, in whatever language."""

from __future__ import annotations

from dataclasses import dataclass

from core.actors import Actor
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.querysets import SupportRequestQuerySet
from requests_app.similarity import Document, Index
from requests_app.states import RequestState

# The latest requests are compared: repeats come within a year or two, and the comparison stays in memory.
COMPARED = 500


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """A request that resembles another; `score` runs from 0 to 1 and is no probability."""

    id: int
    reference: str
    title: str
    country: str
    score: float


def similar_to(support_request: SupportRequest, *, actor: Actor, top: int = 5) -> list[SimilarRequest]:
    """The requests most like this one among those that the actor may know of, best first."""
    corpus = {row.pk: row for row in _known_to(actor).exclude(pk=support_request.pk)[:COMPARED]}
    matches = Index([_document(row) for row in corpus.values()]).similar(_document(support_request), top=top)
    return [
        SimilarRequest(
            id=row.pk,
            reference=row.reference or "",
            title=row.title,
            country=row.country_id,
            score=round(match.score, 3),
        )
        for match in matches
        for row in (corpus[int(match.id)],)
    ]


def _known_to(actor: Actor) -> SupportRequestQuerySet:
    """What the actor may read anyway: a resemblance must not tell a country of another one's request."""
    seen: SupportRequestQuerySet = SupportRequest.objects.visible_to(actor).exclude(state=RequestState.DRAFT)
    return seen.defer(*SupportRequest.seldom_read).order_by("-id")


def _document(row: SupportRequest) -> Document:
    return Document(
        id=str(row.pk),
        country=row.country_id,
        language=row.text_language,
        fields=form.theme_texts(row),
        institution=row.institution,
        month=row.preferred_start.strftime("%Y-%m") if row.preferred_start else "",
    )
