"""The values of the plan: positions to be filled, the people who may go, and what excludes what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A position to be filled. `experts` are those who may go, `scores` what each fits, from 0 to 100.

    `group` is the request it belongs to; missions of the groups `beside` it are the same mission (joint ones).
    """

    key: int
    start: date
    end: date
    days: int
    experts: Sequence[int]
    scores: Sequence[float]
    group: int = 0
    beside: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """Rest in days around a mission, and working days left by year; a year that is not named has no limit."""

    rest_days: int = 0
    days_left: Mapping[int, int] = field(default_factory=dict)


ANYBODY = Person()


def clash(one: Task, other: Task, person: Person) -> bool:
    """Whether two tasks overlap or leave too little rest; the two sides of a joint mission do not."""
    if one.group != other.group and other.group in one.beside:
        return False
    rest = timedelta(days=person.rest_days)
    return one.start <= other.end + rest and other.start <= one.end + rest


def fits_beside(task: Task, others: Sequence[Task], person: Person) -> bool:
    """Whether somebody who has the other tasks can take this one as well."""
    if any(clash(task, other, person) for other in others):
        return False
    left = person.days_left.get(task.start.year)
    same_year = sum(other.days for other in others if other.start.year == task.start.year)
    return left is None or same_year + task.days <= left


def best_first(task: Task) -> list[tuple[int, float]]:
    """Who may go, the best first, equal ones by id."""
    pairs = zip(map(int, task.experts), map(float, task.scores), strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
