"""The clock of the demonstration: one order of events, whoever causes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workflows.demo.stage import SWEEP_EVERY, Story, play

END = datetime(2026, 3, 16, tzinfo=UTC)


def test_stories_run_in_the_order_of_their_moments() -> None:
    heard: list[str] = []

    def story(name: str, *hours: int) -> Story:
        for number, hour in enumerate(hours):
            yield END - timedelta(hours=hour)
            heard.append(f"{name}{number}")

    play([story("a", 40, 10), story("b", 50, 20, 5)], end=END, sweep=lambda at: None)

    assert heard == ["b0", "a0", "b1", "a1", "b2"]


def test_the_story_named_first_goes_first_at_the_same_moment() -> None:
    heard: list[str] = []

    def story(name: str) -> Story:
        yield END - timedelta(hours=1)
        heard.append(name)

    play([story("first"), story("second")], end=END, sweep=lambda at: None)

    assert heard == ["first", "second"]


def test_nothing_happens_after_the_end() -> None:
    heard: list[str] = []

    def story() -> Story:
        yield END
        heard.append("too late")

    play([story()], end=END, sweep=lambda at: None)

    assert heard == []


def test_time_is_swept_between_events_and_up_to_the_end() -> None:
    heard: list[datetime] = []

    def story() -> Story:
        yield END - timedelta(hours=7)

    play([story()], end=END, sweep=heard.append)

    assert heard == [END - 2 * SWEEP_EVERY, END - SWEEP_EVERY, END]
