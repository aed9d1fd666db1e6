"""The clock of the demonstration: everything that happens, in the order in which it happened."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterable
from datetime import datetime, timedelta

Story = Generator[datetime, None, None]
"""A story runs until it has to wait, and says until when; it is woken at that moment."""

SWEEP_EVERY = timedelta(hours=3)


def play(stories: Iterable[Story], *, end: datetime, sweep: Callable[[datetime], None]) -> None:
    """Run all stories side by side until `end`; from the first event on, a sweep of what time does every three hours.

    Of two things at the same moment the story that was named first goes first. What would happen after `end` does
    not happen.
    """
    queue: list[tuple[datetime, int, Story]] = []
    for order, story in enumerate(stories):
        _wait(queue, order, story)
    tick = end - (end - queue[0][0]) // SWEEP_EVERY * SWEEP_EVERY if queue else end
    while queue and queue[0][0] < end:
        at, order, story = heapq.heappop(queue)
        tick = _sweep_until(at, tick, sweep)
        _wait(queue, order, story)
    _sweep_until(end, tick, sweep)


def _wait(queue: list[tuple[datetime, int, Story]], order: int, story: Story) -> None:
    try:
        heapq.heappush(queue, (next(story), order, story))
    except StopIteration:
        return


def _sweep_until(moment: datetime, tick: datetime, sweep: Callable[[datetime], None]) -> datetime:
    while tick <= moment:
        sweep(tick)
        tick += SWEEP_EVERY
    return tick
