"""The desk in numbers, for managers and the Steering Committee: no names, nobody's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from programme.models import Country, Theme
from requests_app import states
from requests_app.models import RequestTheme, SupportRequest
from requests_app.querysets import SupportRequestQuerySet
from requests_app.states import PublicState, RequestState


@dataclass(frozen=True, slots=True)
class Period:
    """From the first moment on and until before the second, by when a request was submitted; None is open."""

    since: datetime | None = None
    until: datetime | None = None


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Share:
    """How many requests fall under a code; `label_en` and `label_fr` name the code."""

    code: str
    label_en: str
    label_fr: str
    count: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often an officer confirmed as the main theme the one that the theme check put first."""

    checked: int
    agreed: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.agreed / self.checked) if self.checked else None


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts over all requests that were submitted."""

    total: int
    open: int
    by_public_state: dict[str, int]
    by_country: tuple[Share, ...]
    by_theme: tuple[Share, ...]
    theme_check: Agreement


def overview(period: Period = ALWAYS) -> Overview:
    """Everything the overview shows, in six queries however many requests there are."""
    submitted = submitted_in(period)
    by_state = dict(submitted.values_list("state").annotate(Count("pk")))
    return Overview(
        total=sum(by_state.values()),
        open=sum(by_state.get(state, 0) for state in states.OPEN),
        by_public_state=_by_public_state(by_state),
        by_country=_by_country(submitted),
        by_theme=_by_theme(submitted),
        theme_check=_agreement(submitted),
    )


def submitted_in(period: Period) -> SupportRequestQuerySet:
    """The requests of a period, whatever became of them."""
    rows: SupportRequestQuerySet = SupportRequest.objects.exclude(state=RequestState.DRAFT).order_by()
    if period.since:
        rows = rows.filter(submitted_at__gte=period.since)
    return rows.filter(submitted_at__lt=period.until) if period.until else rows


def first_year() -> int | None:
    """The year of the first request; None where there is none yet."""
    first = SupportRequest.objects.aggregate(first=Min("submitted_at"))["first"]
    return first.year if first else None


def _by_public_state(by_state: dict[str, int]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for state, count in by_state.items():
        counts[states.PUBLIC_STATE[state].value] += count
    shown = [public.value for public in PublicState if public != PublicState.DRAFT]
    return {public: counts[public] for public in shown}


def _by_country(submitted: SupportRequestQuerySet) -> tuple[Share, ...]:
    counts = dict(submitted.values_list("country_id").annotate(Count("pk")))
    named = Country.objects.filter(pk__in=counts).values_list("pk", "name_en", "name_fr")
    return _shares(named, counts)


def _by_theme(submitted: SupportRequestQuerySet) -> tuple[Share, ...]:
    main = RequestTheme.objects.filter(is_main=True, support_request__in=submitted.values("pk")).order_by()
    counts = dict(main.values_list("theme_id").annotate(Count("pk")))
    named = Theme.objects.filter(pk__in=counts).values_list("pk", "label_en", "label_fr")
    return _shares(named, counts)


def _shares(named: Iterable[tuple[str, str, str]], counts: Mapping[str, int]) -> tuple[Share, ...]:
    shares = [Share(code, label_en, label_fr, counts[code]) for code, label_en, label_fr in named]
    return tuple(sorted(shares, key=lambda share: (-share.count, share.code)))


def _agreement(submitted: SupportRequestQuerySet) -> Agreement:
    checked = Q(theme_proposal__has_key="agreed")
    agreed = Q(theme_proposal__agreed=True)
    counts = submitted.aggregate(checked=Count("pk", filter=checked), agreed=Count("pk", filter=agreed))
    return Agreement(**counts)
