"""Requests that look alike, with the reasons in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.actors import Actor
from core.errors import Text
from programme.models import Country, Expertise, SupportType
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows.selectors.similar import (
    Likeness,
    SimilarRequest,
    SimilarResult,
    results_like,
    similar_to,
)

REASONS: Mapping[str, Text] = {
    "same_country": _("the same country"),
    "same_institution": _("the same institution"),
    "same_place": _("the same place: %(words)s"),
    "same_season": _("wanted at nearly the same time"),
    "same_kind": _("the same kind of support: %(words)s"),
    "shared_words": _("words that few others use: %(words)s"),
    "other_language": _("the same subjects, in another language"),
}
MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """A similar request as a manager reads of it."""

    found: SimilarRequest
    country: str
    foreign: bool
    state: Text
    percent: int
    reasons: tuple[str, ...]


def similar_lines(support_request: SupportRequest, *, actor: Actor) -> list[SimilarLine]:
    found = similar_to(support_request, actor=actor)
    countries = {row.pk: row.label for row in Country.objects.filter(pk__in=[one.country for one in found])}
    labels = _labels(found)
    return [
        SimilarLine(
            found=one,
            country=countries.get(one.country, one.country),
            foreign=one.country != support_request.country_id,
            state=RequestState(one.state).label,
            percent=round(one.score * 100),
            reasons=tuple(_told(reason, labels) for reason in one.reasons),
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Alike:
    """What a focal point is shown while they write: requests of the own country, and results of others."""

    own: tuple[SimilarRequest, ...]
    results: tuple[SimilarResult, ...]

    @property
    def any(self) -> bool:
        return bool(self.own or self.results)


def alike_for(support_request: SupportRequest, *, actor: Actor) -> Alike:
    own = similar_to(support_request, actor=actor, top=MOST_ALIKE, explain=False)
    return Alike(
        own=tuple(own),
        results=tuple(results_like(support_request, top=MOST_ALIKE)),
    )


def _labels(found: Iterable[SimilarRequest]) -> dict[str, str]:
    codes = {
        code for one in found for reason in one.reasons if reason.code == "same_kind" for code in reason.words
    }
    if not codes:
        return {}
    rows = [*SupportType.objects.filter(pk__in=codes), *Expertise.objects.filter(pk__in=codes)]
    return {row.pk: row.label for row in rows}


def _told(reason: Likeness, labels: Mapping[str, str]) -> str:
    words = ", ".join(labels.get(word, word) for word in reason.words)
    return str(REASONS[reason.code]) % {"words": words}
