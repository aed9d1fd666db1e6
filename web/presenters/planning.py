"""The plan over all open positions as managers read it, with the addresses that try a choice or take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from experts.matching import explain_failed_filters
from experts.models import Expert
from experts.wording import nobody_because, sentence
from requests_app.models import Position
from web.presenters.choices import language_names
from workflows.selectors.planning import Option, Pair, Planned, Planning
from workflows.selectors.shortlists import labels_in


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who could go, with the addresses that keep them for the position or leave them out."""

    option: Option
    is_planned: bool
    keep_url: str
    leave_out_url: str


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody who misses least where nobody can go, and what is missing."""

    expert: Expert
    score: float
    barriers: list[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A position of the plan."""

    planned: Planned
    language: str
    url: str
    choices: list[Choice]
    near: list[Near]
    because: str

    @property
    def position(self) -> Position:
        return self.planned.position

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.is_planned), None)

    @property
    def others(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.is_planned]

    @property
    def is_asked(self) -> bool:
        """Whether whoever is planned has the offer already."""
        return self.planned.chosen is not None and self.planned.chosen.expert.pk in self.planned.asked


@dataclass(frozen=True, slots=True)
class Made:
    """A choice in the address, and the address without it."""

    position: Position
    expert: Expert | None
    is_pin: bool
    undo_url: str


@dataclass(frozen=True, slots=True)
class PlanView:
    planning: Planning
    lines: list[Line]
    made: list[Made]
    refused: int
    nobody_fits: int
    no_depth: int


class _Addresses:
    def __init__(self, pinned: Sequence[Pair], excluded: Sequence[Pair]) -> None:
        self.pinned, self.excluded = list(pinned), list(excluded)

    def _to(self, pinned: Sequence[Pair], excluded: Sequence[Pair]) -> str:
        asked = [("pin", f"{p}-{e}") for p, e in pinned] + [("not", f"{p}-{e}") for p, e in excluded]
        return reverse("plan") + (f"?{urlencode(asked)}" if asked else "")

    def keep(self, pair: Pair) -> str:
        others = [one for one in self.pinned if one[0] != pair[0]]
        return self._to([*others, pair], [one for one in self.excluded if one != pair])

    def leave_out(self, pair: Pair) -> str:
        return self._to([one for one in self.pinned if one != pair], [*self.excluded, pair])

    def without(self, pair: Pair) -> str:
        return self._to(
            [one for one in self.pinned if one != pair], [one for one in self.excluded if one != pair]
        )


def plan_view(found: Planning, *, pinned: Sequence[Pair], excluded: Sequence[Pair]) -> PlanView:
    """Gather the page; choices that were refused are left out of the addresses that it offers. Five queries."""
    refused = {
        *found.refused,
        *(pair for pair in pinned if 0 in pair),
        *(pair for pair in excluded if 0 in pair),
    }
    standing = [pair for pair in pinned if pair not in refused]
    left_out = [pair for pair in excluded if pair not in refused and pair in found.excluded]
    refused |= {pair for pair in excluded if pair not in found.excluded}
    addresses, languages = _Addresses(standing, left_out), language_names()
    labels = labels_in(
        reason.params
        for row in found.rows
        for _expert, assessment in row.nearest
        for reason in explain_failed_filters(assessment)
    )
    lines = [_line(row, addresses, languages, labels) for row in found.rows]
    return PlanView(
        planning=found,
        lines=lines,
        made=_made(found, standing, left_out, addresses),
        refused=len(refused),
        nobody_fits=sum(not row.eligible for row in found.rows),
        no_depth=sum(row.has_no_depth for row in found.rows),
    )


def _line(row: Planned, addresses: _Addresses, languages: dict[str, str], labels: dict[str, str]) -> Line:
    position = row.position
    chosen = row.chosen.expert.pk if row.chosen else None
    return Line(
        planned=row,
        language=languages.get(position.language, position.language),
        url=reverse("shortlist", args=[position.support_request_id, position.pk]),
        choices=[
            Choice(
                option=option,
                is_planned=option.expert.pk == chosen,
                keep_url=addresses.keep((position.pk, option.expert.pk)),
                leave_out_url=addresses.leave_out((position.pk, option.expert.pk)),
            )
            for option in row.options
        ],
        near=[
            Near(
                expert=expert,
                score=assessment.score,
                barriers=[sentence(one, labels=labels) for one in explain_failed_filters(assessment)],
            )
            for expert, assessment in row.nearest
        ],
        because=nobody_because(row.failing) if not row.eligible else "",
    )


def _made(
    found: Planning, standing: Sequence[Pair], left_out: Sequence[Pair], addresses: _Addresses
) -> list[Made]:
    rows = {row.position.pk: row for row in found.rows}
    people = {option.expert.pk: option.expert for row in found.rows for option in row.options}
    people |= {expert.pk: expert for row in found.rows for expert in row.excluded}
    return [
        Made(rows[position].position, people.get(expert), is_pin, addresses.without((position, expert)))
        for pairs, is_pin in ((standing, True), (left_out, False))
        for position, expert in pairs
    ]
