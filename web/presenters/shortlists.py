"""A shortlist for managers: who fits and why, who is out and what would bring them back, how balanced it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from experts.models import Expert
from experts.wording import CRITERION_NAMES, nobody_because, sentence
from requests_app.models import Position
from web.presenters.choices import country_name, country_names
from web.presenters.departures import Leaving, leaving_for
from workflows.models import Offer, Shortlist, ShortlistEntry
from workflows.selectors.shortlists import explanation_of, labels_of, what_would_lift

STRONG, WEAK = 0.66, 0.34  # of a criterion's points
MOST_NAMED = 3  # strengths and gaps beside a name; all criteria stand behind them
FIRST_CHOICES = 5  # as many as are looked at for balance before somebody was chosen


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a ranking in the reader's words."""

    name: str
    sentence: str
    points: float
    out_of: float
    asked: bool

    @property
    def verdict(self) -> Literal["strong", "weak", "fair", "unasked"]:
        if not self.asked or not self.out_of:
            return "unasked"
        share = self.points / self.out_of
        return "strong" if share >= STRONG else "weak" if share <= WEAK else "fair"

    @property
    def lost(self) -> float:
        return self.out_of - self.points


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on a shortlist.

    `overtaking` says what would lift them above the one before; `asked` is the last offer for this position;
    `departure` is when they could leave if they said yes today.
    """

    entry: ShortlistEntry
    home: str
    criteria: list[Criterion]
    barriers: list[str]
    overtaking: list[str]
    asked: Offer | None
    departure: Leaving

    @property
    def expert(self) -> Expert:
        return self.entry.expert

    @property
    def is_paused(self) -> bool:
        """Whether an earlier answer keeps them out, which a manager can lift."""
        return any(kept["code"].startswith("filter.cool_down") for kept in self.entry.result["filters"])

    @property
    def strengths(self) -> list[Criterion]:
        strong = [criterion for criterion in self.criteria if criterion.verdict == "strong"]
        return sorted(strong, key=lambda criterion: -criterion.points)[:MOST_NAMED]

    @property
    def gaps(self) -> list[Criterion]:
        weak = [criterion for criterion in self.criteria if criterion.verdict == "weak"]
        return sorted(weak, key=lambda criterion: -criterion.lost)[:MOST_NAMED]


@dataclass(frozen=True, slots=True)
class Share:
    """So many people of one kind."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Who is on a list together: by sex, by kind of expert, by country."""

    people: int
    sexes: list[Share]
    kinds: list[Share]
    countries: list[Share]


@dataclass(frozen=True, slots=True)
class ShortlistView:
    """A shortlist as it was made. `outdated`: the position changed since, so that it cannot be used."""

    shortlist: Shortlist
    eligible: list[Candidate]
    out: list[Candidate]
    balance: Balance | None
    outdated: bool

    @property
    def because(self) -> str:
        """Where nobody fits: what the people of the roster lack."""
        return "" if self.eligible else nobody_because(self.shortlist.failing)

    @property
    def ordered(self) -> list[Candidate]:
        chosen = [candidate for candidate in self.eligible if candidate.entry.reserve_order]
        return sorted(chosen, key=lambda candidate: candidate.entry.reserve_order or 0)


def latest_shortlist(position: Position) -> Shortlist | None:
    """The last ranking made for a position. One query."""
    return Shortlist.objects.filter(position=position).order_by("-id").first()


def shortlist_view(shortlist: Shortlist, position: Position, *, now: datetime) -> ShortlistView:
    """Gather a shortlist in twelve queries, however many are on it."""
    entries = list(shortlist.entries.select_related("expert").order_by("rank"))
    offers = Offer.objects.filter(position=shortlist.position_id).exclude(sent_at=None).order_by("id")
    asked = {offer.expert_id: offer for offer in offers}
    labels, countries = labels_of(entries), country_names()
    leaving = leaving_for(position, [entry.expert for entry in entries], now=now)
    before: Sequence[ShortlistEntry | None] = [None, *entries]
    candidates = [
        _candidate(entry, above, labels, countries, asked.get(entry.expert_id), leaving[entry.expert_id])
        for entry, above in zip(entries, before, strict=False)
    ]
    eligible = [candidate for candidate in candidates if candidate.entry.eligible]
    return ShortlistView(
        shortlist=shortlist,
        eligible=eligible,
        out=_nearest_first(candidates),
        balance=_balance(eligible),
        outdated=shortlist.created_at < position.changed_at,
    )


def _nearest_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those who are out: who lacks least before who scores best."""
    out = [candidate for candidate in candidates if not candidate.entry.eligible]
    return sorted(out, key=lambda candidate: (len(candidate.barriers), candidate.entry.rank))


def _candidate(
    entry: ShortlistEntry,
    above: ShortlistEntry | None,
    labels: Mapping[str, str],
    countries: Mapping[str, str],
    asked: Offer | None,
    departure: Leaving,
) -> Candidate:
    lift = what_would_lift(entry, above) if above and entry.eligible else ()
    return Candidate(
        entry=entry,
        home=country_name(entry.expert.home_country_code, countries),
        criteria=[_criterion(kept, labels) for kept in entry.result["criteria"]],
        barriers=[sentence(explanation_of(kept), labels=labels) for kept in entry.result["filters"]],
        overtaking=[sentence(explanation, labels=labels) for explanation in lift],
        asked=asked,
        departure=departure,
    )


def _criterion(kept: Mapping[str, object], labels: Mapping[str, str]) -> Criterion:
    reason = explanation_of(kept)
    _kind, code, finding = reason.code.split(".")
    return Criterion(
        name=str(CRITERION_NAMES[code]),
        sentence=sentence(reason, labels=labels),
        points=float(str(reason.params["points"])),
        out_of=float(str(reason.params["out_of"])),
        asked=finding != "not_asked",
    )


def _balance(eligible: Sequence[Candidate]) -> Balance | None:
    """Of those who were chosen; before anybody was, of those who lead."""
    chosen = [candidate for candidate in eligible if candidate.entry.reserve_order] or eligible[
        :FIRST_CHOICES
    ]
    if not chosen:
        return None
    experts = [candidate.expert for candidate in chosen]
    unsaid = Expert.Gender.OTHER
    return Balance(
        people=len(chosen),
        sexes=_shares(_("not said") if e.gender == unsaid else e.get_gender_display() for e in experts),
        kinds=_shares(expert.get_category_display() for expert in experts),
        countries=_shares(candidate.home for candidate in chosen),
    )


def _shares(labels: Iterable[str]) -> list[Share]:
    return [Share(label, count) for label, count in Counter(labels).most_common()]
