"""'Has somebody asked this before?': requests that say nearly the same, in whatever language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from core.actors import Actor
from core.text import fold, words_of
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.querysets import SupportRequestQuerySet
from requests_app.similarity import Document, Index
from requests_app.states import RequestState
from workflows.models import Publication

# The latest requests are compared: repeats come within a year or two, and the comparison stays in memory.
COMPARED = 500
PUBLISHED = 300
RESULT = "result:"
KEPT = 4  # indexes in the memory of a process
SHARED_WORDS = 6
SHORTEST_WORD = 5
SEASON = 62  # days
# How far a country's experience lies and when it was made says nothing against it: those are taken to be the same.
ANYWHERE, ANY_MONTH = "-", "2000-01"
WORTH_READING = 0.4


@dataclass(frozen=True, slots=True)
class Likeness:
    """One thing that two requests have in common: a code, and the words that show it where there are any."""

    code: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SimilarRequest:
    """A request that resembles another; `score` runs from 0 to 1 and is no probability."""

    id: int
    reference: str
    title: str
    country: str
    score: float
    title_language: str = ""
    state: str = ""
    reasons: tuple[Likeness, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SimilarResult:
    """A published result that resembles a request."""

    publication: Publication
    score: float


def similar_to(
    support_request: SupportRequest, *, actor: Actor, top: int = 5, explain: bool = True
) -> list[SimilarRequest]:
    """The requests most like this one among those that the actor may know of, best first.

    One query, and two more where something is found and the reasons are to be told (`explain`).
    """
    corpus = {row.pk: row for row in _known_to(actor).exclude(pk=support_request.pk)[:COMPARED]}
    documents = tuple(_document(row) for row in corpus.values())
    matches = _ready(documents).similar(_document(support_request), top=top)
    found = [corpus[int(match.id)] for match in matches]
    told = explain and bool(found)
    kinds = _kinds([support_request, *found]) if told else {}
    common = _common_words(documents) if told else frozenset()
    return [
        SimilarRequest(
            id=row.pk,
            reference=row.reference or "",
            title=row.title,
            country=row.country_id,
            score=round(match.score, 3),
            title_language=row.text_language,
            state=row.state,
            reasons=tuple(_reasons(support_request, row, kinds, common)) if told else (),
        )
        for match, row in zip(matches, found, strict=True)
    ]


def results_like(support_request: SupportRequest, *, top: int = 3) -> list[SimilarResult]:
    """The published results of other countries most like a request, best first. One query.

    Compared with what is published and nothing else: a resemblance must not tell of what a country did not publish.
    """
    published = Publication.objects.published().exclude(support_request__country=support_request.country_id)
    rows = published.select_related("support_request__country", "theme").order_by("-answered_at", "-id")
    corpus = {row.pk: row for row in rows[:PUBLISHED]}
    language = "fr" if support_request.text_language == "fr" else "en"
    index = _ready(tuple(_published(row, language) for row in corpus.values()))
    query = replace(_document(support_request), country=ANYWHERE, month=ANY_MONTH)
    matches = index.similar(query, top=top, threshold=WORTH_READING)
    return [
        SimilarResult(corpus[int(match.id.removeprefix(RESULT))], round(match.score, 3)) for match in matches
    ]


@lru_cache(maxsize=KEPT)
def _ready(documents: tuple[Document, ...]) -> Index:
    """The index of these very texts: making it takes a hundred times as long as asking it."""
    return Index(documents)


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


def _published(row: Publication, language: str) -> Document:
    return Document(
        id=f"{RESULT}{row.pk}",  # not to be taken for the request of the same number
        country=ANYWHERE,
        month=ANY_MONTH,
        language=language,
        fields={
            "title": row.in_language("title", language),
            "expected_results": row.in_language("results", language),
        },
    )


# --- Why they look alike ------------------------------------------------------------------------------------

Kinds = Mapping[int, frozenset[str]]


def _kinds(rows: Sequence[SupportRequest]) -> Kinds:
    """The types of support and the fields of expertise that requests name. Two queries."""
    named: dict[int, set[str]] = {row.pk: set() for row in rows}
    for through, column in (
        (SupportRequest.support_types.through, "supporttype_id"),
        (SupportRequest.expertise.through, "expertise_id"),
    ):
        links = through._default_manager.filter(supportrequest_id__in=named)
        for request_id, code in links.values_list("supportrequest_id", column):
            named[request_id].add(code)
    return {pk: frozenset(codes) for pk, codes in named.items()}


def _reasons(
    one: SupportRequest, other: SupportRequest, kinds: Kinds, common: frozenset[str]
) -> Iterable[Likeness]:
    if one.country_id == other.country_id:
        yield Likeness("same_country")
    if one.institution and fold(one.institution) == fold(other.institution):
        yield Likeness("same_institution")
    if one.place and fold(one.place) == fold(other.place):
        yield Likeness("same_place", (other.place,))
    if _near(one.preferred_start, other.preferred_start):
        yield Likeness("same_season")
    if shared := kinds[one.pk] & kinds[other.pk]:
        yield Likeness("same_kind", tuple(sorted(shared)))
    if words := _shared_words(one, other, common):
        yield Likeness("shared_words", words)
    elif one.text_language != other.text_language:
        yield Likeness("other_language")


def _near(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= SEASON


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in words_of(text)]


@lru_cache(maxsize=KEPT)
def _common_words(documents: tuple[Document, ...]) -> frozenset[str]:
    """Words that stand in many requests and tell nothing of a resemblance."""
    texts = [set(_words(document.fields.values())) for document in documents]
    spread = Counter(word for words in texts for word in words)
    many = max(3, len(texts) // 4)
    return frozenset(word for word, count in spread.items() if count > many)


def _shared_words(one: SupportRequest, other: SupportRequest, common: frozenset[str]) -> tuple[str, ...]:
    """The longest words that both say and few others do, as they were written."""
    theirs = set(_words(form.theme_texts(other).values()))
    shared = {
        folded: word
        for text in form.theme_texts(one).values()
        for word in text.split()
        if (folded := fold(word).strip(".,;:!?()«»\"'’“”")) in theirs
        and len(folded) >= SHORTEST_WORD
        and folded not in common
    }
    longest = sorted(shared, key=lambda word: (-len(word), word))[:SHARED_WORDS]
    return tuple(shared[word].strip(".,;:!?()«»\"'’“”") for word in longest)
