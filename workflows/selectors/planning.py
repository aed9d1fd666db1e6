"""All open positions planned together: who would go where, what a choice costs, and where there is no depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from core.actors import Actor
from experts import roster
from experts.matching import Assessment
from experts.matching.columns import Columns, Known
from experts.matching.plan import Impossible, Person, Plan, Task, one_by_one, solve
from experts.matching.scan import Scan, scan
from experts.matching.seen import seen
from experts.models import Expert
from experts.selectors import weights_in_force
from requests_app.models import Position, SupportRequest
from workflows.models import Offer
from workflows.selectors.known import beside_each, known_for_all
from workflows.selectors.needs import need_of, positions_sought

Pair = tuple[int, int]  # position, expert

DEPTH = 2  # people, below which a position has no depth
NEAREST = 3  # people named where nobody can go
CHOICES = 4  # people named for a position, the planned one among them
MOST_PINS = 30  # choices in one plan


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who could go: place and score for this position, and where the plan needs them instead."""

    expert: Expert
    place: int
    score: float
    needed_at: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A position in the plan. `eligible` could go; `nearest` are named where nobody could, with what is missing.

    `instead_of` is whom the plan without choices would send.
    """

    position: Position
    eligible: int
    chosen: Option | None
    options: tuple[Option, ...]
    nearest: tuple[tuple[Expert, Assessment], ...]
    failing: Mapping[str, int]
    asked: tuple[int, ...]
    pinned: bool
    excluded: tuple[Expert, ...]
    instead_of: Expert | None

    @property
    def has_no_depth(self) -> bool:
        return self.eligible < DEPTH


@dataclass(frozen=True, slots=True)
class Planning:
    """The plan with the choices made, the best one without them, and what filling one by one would reach.

    `refused` are choices that cannot be made, or not together with the others.
    """

    rows: tuple[Planned, ...]
    people: int
    plan: Plan
    free: Plan
    greedy: Plan
    pinned: Mapping[int, int]
    excluded: frozenset[Pair]
    refused: tuple[Pair, ...]

    @property
    def gain_filled(self) -> int:
        return self.free.filled - self.greedy.filled

    @property
    def gain_points(self) -> float:
        return round(self.free.total - self.greedy.total, 2)

    @property
    def cost_filled(self) -> int:
        return self.free.filled - self.plan.filled

    @property
    def cost_points(self) -> float:
        return round(self.free.total - self.plan.total, 2)

    @property
    def moved(self) -> int:
        """Positions, beside those chosen for, that somebody else fills because of the choices, or nobody."""
        chosen_for = {*self.pinned, *(position for position, _expert in self.excluded)}
        keys = {row.position.pk for row in self.rows} - chosen_for
        return sum(self.plan.chosen.get(key) != self.free.chosen.get(key) for key in keys)


def planning(
    actor: Actor,
    *,
    now: datetime,
    pinned: Sequence[Pair] = (),
    excluded: Sequence[Pair] = (),
) -> Planning:
    """Plan every open position that the actor may see, as things stand. The number of queries is constant."""
    visible = SupportRequest.objects.visible_to(actor).values("pk")
    positions = list(positions_sought().filter(support_request__in=visible))
    desk = _Desk(positions, now)
    tasks = [desk.task(position) for position in positions]
    allowed, barred, refused = desk.checked(pinned[:MOST_PINS], excluded[:MOST_PINS])
    people = desk.people(tasks)
    free = solve(tasks, people)
    plan, allowed, more = _with_choices(tasks, people, allowed, barred, free)
    return Planning(
        rows=desk.rows(plan, free, allowed, barred),
        people=len(desk.columns.ids[desk.columns.alive]),
        plan=plan,
        free=free,
        greedy=one_by_one(tasks, people),
        pinned=allowed,
        excluded=barred,
        refused=(*refused, *more),
    )


def _with_choices(
    tasks: Sequence[Task],
    people: Mapping[int, Person],
    pinned: dict[int, int],
    barred: frozenset[Pair],
    free: Plan,
) -> tuple[Plan, dict[int, int], tuple[Pair, ...]]:
    """The plan with the choices; those that exclude each other are taken back, and told."""
    refused: tuple[Pair, ...] = ()
    if not pinned and not barred:
        return free, pinned, refused
    while True:
        try:
            return solve(tasks, people, pinned=pinned, forbidden=barred), pinned, refused
        except Impossible as impossible:
            refused = (*refused, *impossible.pairs)
            pinned = {key: expert for key, expert in pinned.items() if (key, expert) not in impossible.pairs}


class _Desk:
    """Everything that a plan is made from, read once."""

    def __init__(self, positions: Sequence[Position], now: datetime) -> None:
        self.positions, self.now, self.today = positions, now, now.date()
        self.columns: Columns = roster.in_memory()
        self.known: dict[int, Known] = known_for_all(positions, now=now)
        self.needs = {position.pk: need_of(position) for position in positions}
        self.weights = weights_in_force(now)
        self.beside = beside_each({position.support_request_id for position in positions})
        self.scans: dict[int, Scan] = {
            pk: scan(need, self.columns, self.known[pk], self.weights, at=self.today)
            for pk, need in self.needs.items()
        }

    def task(self, position: Position) -> Task:
        found = self.scans[position.pk]
        rows = np.flatnonzero(found.eligible)
        return Task(
            key=position.pk,
            start=position.start,
            end=position.end,
            days=position.days,
            experts=found.ids[rows],  # type: ignore[arg-type]  # an array is all that the plan needs of a sequence
            scores=found.scores[rows],  # type: ignore[arg-type]
            group=position.support_request_id,
            beside=self.beside.get(position.support_request_id, frozenset()),
        )

    def people(self, tasks: Sequence[Task]) -> dict[int, Person]:
        """Rest and days left of everybody who could go somewhere."""
        could = np.zeros(len(self.columns), bool)
        for found in self.scans.values():
            could |= found.eligible
        used = {position.start.year: self.known[position.pk].days_used for position in self.positions}
        columns = self.columns
        return {
            pk: Person(rest, {year: days - worked.get(pk, 0) for year, worked in used.items()})
            for pk, rest, days in zip(
                columns.ids[could].tolist(),
                columns.rest_days[could].tolist(),
                columns.days_per_year[could].tolist(),
                strict=True,
            )
        }

    def checked(
        self, pinned: Sequence[Pair], excluded: Sequence[Pair]
    ) -> tuple[dict[int, int], frozenset[Pair], tuple[Pair, ...]]:
        """The choices that can be made one by one, and those that cannot."""
        barred = frozenset(pair for pair in excluded if pair[0] in self.scans)
        allowed: dict[int, int] = {}
        refused = []
        for pair in dict.fromkeys(pinned):
            position, expert = pair
            if position in allowed or pair in barred or not self.may_go(position, expert):
                refused.append(pair)
            else:
                allowed[position] = expert
        return allowed, barred, tuple(refused)

    def may_go(self, position: int, expert: int) -> bool:
        found = self.scans.get(position)
        return found is not None and bool((found.eligible & (found.ids == expert)).any())

    def rows(
        self, plan: Plan, free: Plan, pinned: Mapping[int, int], barred: frozenset[Pair]
    ) -> tuple[Planned, ...]:
        near = {pk: self._near(pk) for pk in self.scans}
        best = {pk: self._best(found, plan.chosen.get(pk)) for pk, found in self.scans.items()}
        named = {expert for one in best.values() for expert in one}
        named |= {int(one.expert_id) for found in near.values() for one in found}
        named |= {*free.chosen.values(), *(expert for _position, expert in barred)}
        names = Expert.objects.in_bulk(named)
        asked = _asked(self.positions)
        at = {position.pk: position for position in self.positions}
        goes: dict[int, list[Position]] = {}
        for key, expert in plan.chosen.items():
            goes.setdefault(expert, []).append(at[key])

        def option(pk: int, expert: int) -> Option:
            found = self.scans[pk]
            score = float(found.scores[(found.ids == expert) & found.alive][0])
            ahead = found.eligible & (
                (found.scores > score) | ((found.scores == score) & (found.ids < expert))
            )
            elsewhere = tuple(place for place in goes.get(expert, ()) if place.pk != pk)
            return Option(names[expert], int(ahead.sum()) + 1, score, elsewhere)

        def row(position: Position) -> Planned:
            pk = position.pk
            options = tuple(option(pk, expert) for expert in best[pk] if expert in names)
            chosen = next((one for one in options if one.expert.pk == plan.chosen.get(pk)), None)
            before = free.chosen.get(pk)
            return Planned(
                position=position,
                eligible=int(self.scans[pk].eligible.sum()),
                chosen=chosen,
                options=options,
                nearest=tuple((names[int(one.expert_id)], one) for one in near[pk]),
                failing=self.scans[pk].failing,
                asked=asked.get(pk, ()),
                pinned=pk in pinned,
                excluded=tuple(names[e] for p, e in sorted(barred) if p == pk and e in names),
                instead_of=names[before] if before and before != plan.chosen.get(pk) else None,
            )

        return tuple(row(position) for position in self.positions)

    def _near(self, pk: int) -> list[Assessment]:
        """Where nobody can go: who lacks least, with the reasons."""
        need, rows = self.needs[pk], self.scans[pk].nearest(NEAREST)
        people = seen(need, self.columns, self.known[pk], list(rows), at=self.today)
        return [one.assessed(need, self.weights) for one in people]

    def _best(self, found: Scan, chosen: int | None) -> list[int]:
        """The first few who may go, and the one who is planned."""
        first = [int(found.ids[row]) for row in found.order(CHOICES, among=found.eligible)]
        if chosen is not None and chosen not in first:
            first = [*first[: CHOICES - 1], chosen]
        return first


def _asked(positions: Sequence[Position]) -> dict[int, tuple[int, ...]]:
    """The experts who have an open offer, by position. One query."""
    rows = Offer.objects.open().filter(position__in=[position.pk for position in positions])
    found: dict[int, tuple[int, ...]] = {}
    for position, expert in rows.order_by("pk").values_list("position_id", "expert_id"):
        found[position] = (*found.get(position, ()), expert)
    return found
