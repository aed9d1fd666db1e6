"""The office's queue: which open requests wait, for whom, and which promise runs out next.

The order by promise needs the journal of every request that could come first, so that one is made of at most
`COMPARED` of them, those that were submitted first; the other orders are the database's and have no such limit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast, overload

from django.db.models import CharField, Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from core.actors import Actor
from programme.models import Theme
from requests_app import states
from requests_app.models import SupportRequest
from requests_app.querysets import LIST_FIELDS
from requests_app.states import RequestState as S
from workflows.clocks import LATE, Promise, next_promise, promises_of
from workflows.selectors.latest import Latest, latest_of

COMPARED = 300
OFFICE = (*states.UNDER_REVIEW, S.SUBMITTED, S.MATCHING, S.TERMS, S.MOBILISATION, S.REPORTING)
STAGES: Mapping[str, tuple[str, ...]] = {
    "office": OFFICE,
    "review": (S.SUBMITTED, *states.UNDER_REVIEW),
    "team": (S.MATCHING, S.OFFERING),
    "departure": (S.TERMS, S.MOBILISATION),
    "mission": (S.DEPLOYED, S.REPORTING),
    "elsewhere": states.CLOCK_STOPPED,
    "open": states.OPEN,
}
MINE, NOBODY = "mine", "nobody"
BY_PROMISE = "promise"
ORDERS: Mapping[str, tuple[str, ...]] = {
    BY_PROMISE: ("submitted_at", "id"),
    "oldest": ("submitted_at", "id"),
    "newest": ("-submitted_at", "-id"),
    "changed": ("-updated_at", "-id"),
    "country": ("country_label", "submitted_at", "id"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the queue is narrowed to; `stage` is one of `STAGES` or a state, empty means no condition."""

    words: str = ""
    stage: str = "office"
    officer: str = ""
    country: str = ""
    theme: str = ""
    urgency: str = ""
    overdue: bool = False
    order: str = BY_PROMISE

    @property
    def in_states(self) -> tuple[str, ...]:
        return STAGES.get(self.stage, (self.stage,))


@dataclass(frozen=True, slots=True)
class Heap:
    """Requests that are alike in everything one can filter by, and how many they are."""

    state: str
    officer: int | None
    officer_name: str
    country: str
    country_label: str
    theme: str
    theme_label: str
    urgency: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One request of the queue with all that its line shows."""

    row: Any
    promise: Promise | None
    latest: Latest | None

    @property
    def theme_comes_from(self) -> str:
        """`office` once it is confirmed, `country` where that named it, `text` where the theme check proposes it."""
        if self.row.confirmed_theme is not None:
            return "office"
        return "country" if self.row.priority_theme_id is not None else "text"


def heaps(actor: Actor, words: str) -> list[Heap]:
    """How many open requests there are of each kind among those found by these words. One query."""
    found = _labelled(SupportRequest.objects.visible_to(actor).open().search(words, actor=actor))
    kinds = found.values_list(
        "state",
        "officer_id",
        "officer__full_name",
        "country_id",
        "country_label",
        "theme_code",
        "theme_label",
        "urgency",
    )
    return [
        Heap(state, officer, name or "", country, label, theme or "", theme_label or "", urgency, count)
        for state, officer, name, country, label, theme, theme_label, urgency, count in kinds.annotate(
            count=Count("pk")
        ).order_by()
    ]


def counted(found: Iterable[Heap], asked: Asked, actor: Actor) -> Counter[str]:
    """How many requests of each state meet every condition but the stage and the promise."""
    totals: Counter[str] = Counter()
    for heap in found:
        if _fits(heap, asked, actor):
            totals[heap.state] += heap.count
    return totals


class Lines(Sequence[Line]):
    """The lines of the queue in order; only those that are looked at are made. Five queries for a page.

    `left_out` is how many requests were not compared for the order by promise.
    """

    def __init__(self, asked: Asked, *, total: int, actor: Actor, now: datetime) -> None:
        self._rows, self._now, self.left_out = _narrowed(asked, actor), now, 0
        self._compared: list[tuple[SupportRequest, Promise | None]] | None = None
        if asked.order == BY_PROMISE or asked.overdue:
            self._compared = self._compare(asked)
            self.left_out = max(0, total - COMPARED)
        self._total = total if self._compared is None else len(self._compared)

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, wanted: int) -> Line: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Line]: ...
    def __getitem__(self, wanted: int | slice) -> Line | list[Line]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        chosen = self._with_promise(self._rows[wanted]) if self._compared is None else self._compared[wanted]
        latest = latest_of([row for row, _promise in chosen], themes=self._themes(chosen))
        return [Line(row, promise, latest.get(row.chain)) for row, promise in chosen]

    @staticmethod
    def _themes(chosen: Iterable[tuple[Any, Promise | None]]) -> dict[str, str]:
        return {row.theme_code: row.theme_label for row, _promise in chosen if row.theme_code}

    def _compare(self, asked: Asked) -> list[tuple[SupportRequest, Promise | None]]:
        found = self._with_promise(self._rows[:COMPARED])
        if asked.overdue:
            found = [(row, promise) for row, promise in found if promise and promise.overdue]
        if asked.order == BY_PROMISE:
            found.sort(key=lambda pair: (pair[1].due_at if pair[1] else None) or LATE)
        return found

    def _with_promise(self, rows: QuerySet[SupportRequest]) -> list[tuple[SupportRequest, Promise | None]]:
        found = list(rows)
        promised = promises_of(found, now=self._now, open_only=True)
        return [(row, next_promise(promised[row.pk])) for row in found]


def _labelled(rows: QuerySet[SupportRequest]) -> QuerySet[Any]:
    """Each row with its main theme, else the one that its country named, else the one that its text speaks for."""
    language = "fr" if (get_language() or "en").startswith("fr") else "en"
    main = FilteredRelation("request_themes", condition=Q(request_themes__is_main=True))
    proposed = KeyTextTransform(0, KeyTransform("proposed", "theme_proposal"))
    labels = Theme.objects.filter(pk=OuterRef("theme_code")).values(f"label_{language}")
    return rows.annotate(main=main).annotate(
        confirmed_theme=F("main__theme_id"),
        theme_code=Coalesce("main__theme_id", "priority_theme_id", proposed, output_field=CharField()),
        theme_label=Subquery(labels),
        country_label=F(f"country__name_{language}"),
    )


def _narrowed(asked: Asked, actor: Actor) -> QuerySet[SupportRequest]:
    rows = _labelled(SupportRequest.objects.visible_to(actor).search(asked.words, actor=actor))
    rows = rows.filter(state__in=asked.in_states)
    for name, condition in CONDITIONS.items():
        if value := getattr(asked, name):
            rows = rows.filter(condition(value, actor))
    shown = rows.select_related("officer").only(
        *LIST_FIELDS, "journal_sequence", "priority_theme_id", "officer__full_name"
    )
    return cast("QuerySet[SupportRequest]", shown.order_by(*ORDERS[asked.order]))


CONDITIONS: Mapping[str, Callable[[str, Actor], Q]] = {
    "officer": lambda wanted, actor: Q(officer_id=_officer(wanted, actor)),
    "country": lambda wanted, _actor: Q(country_id=wanted),
    "theme": lambda wanted, _actor: Q(theme_code=wanted),
    "urgency": lambda wanted, _actor: Q(urgency=wanted),
}


def _fits(heap: Heap, asked: Asked, actor: Actor) -> bool:
    return (
        (not asked.officer or heap.officer == _officer(asked.officer, actor))
        and asked.country in ("", heap.country)
        and asked.theme in ("", heap.theme)
        and asked.urgency in ("", heap.urgency)
    )


def _officer(wanted: str, actor: Actor) -> int | None:
    if wanted == NOBODY:
        return None
    return actor.user_id if wanted == MINE else int(wanted)
