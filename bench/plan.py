"""The plan over open positions against filling them one by one: quality, proof and time.

    python bench/plan.py [--positions 500] [--people 10000]

Every position has candidates of its own share of the roster, from one in two thousand to one in five; scores hang on
the person and on chance. Windows lie within a day, a month, four months or a year, so that they overlap all, much or
little. Nobody has more than 20, 40 or 60 days.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from experts.matching.plan import Person, Task, one_by_one, solve

SPREADS = (1, 30, 120, 365)  # days within which all positions begin
SHARES = (0.0005, 0.002, 0.01, 0.05, 0.2)  # of the roster, who could go
SCARCE = 12  # people in the hardest case, who are all that can go anywhere


def instance(
    positions: int, people: int, spread: int, *, scarce: int = 0
) -> tuple[list[Task], dict[int, Person]]:
    dice, numbers = random.Random(spread), np.random.default_rng(spread)
    quality, tasks = numbers.normal(0, 12, people), []
    for key in range(1, positions + 1):
        start = date(2026, 3, 1) + timedelta(days=dice.randrange(spread))
        days = dice.choice((5, 10, 15, 20))
        could = np.flatnonzero(numbers.random(people) < dice.choice(SHARES))
        if scarce:
            could = numbers.choice(scarce, dice.randrange(1, 4), replace=False)
        scores = np.round(np.clip(45 + quality[could] + numbers.normal(0, 12, len(could)), 1, 100), 2)
        tasks.append(
            Task(
                key=key,
                start=start,
                end=start + timedelta(days=days * 7 // 5),
                days=days,
                experts=(could + 1).tolist(),
                scores=scores.tolist(),
                group=key,
            )
        )
    limits = {number: Person(14, {2026: dice.choice((20, 40, 60))}) for number in range(1, people + 1)}
    return tasks, limits


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    return call(), time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--positions", type=int, default=500)
    parser.add_argument("--people", type=int, default=10_000)
    options = parser.parse_args()
    size = (options.positions, options.people)
    cases = [(f"begin within {days} days", instance(*size, days)) for days in SPREADS]
    cases.append((f"{SCARCE} people for all", instance(options.positions // 5, SCARCE, 365, scarce=SCARCE)))
    for name, (tasks, people) in cases:
        plan, seconds = timed(lambda tasks=tasks, people=people: solve(tasks, people))
        greedy, _seconds = timed(lambda tasks=tasks, people=people: one_by_one(tasks, people))
        proof = "proved optimal" if plan.proved else f"gap {plan.gap}"
        print(
            f"{len(tasks):>4} positions, {len(people):>6} people, {name:<22} {proof} in {seconds:5.2f} s: "
            f"{plan.filled} filled, {plan.total:.1f} points; one by one {greedy.filled} filled, {greedy.total:.1f}"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
