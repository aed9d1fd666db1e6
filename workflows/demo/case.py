"""One request on its way: what its scenes share, and its own calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from core.actors import Actor
from programme.calendars import is_working_day
from requests_app.models import SupportRequest
from workflows.calendar import desk_countries
from workflows.demo.cast import Cast
from workflows.demo.plan import Row
from workflows.demo.samples import Sample
from workflows.demo.words import words

OFFICE_OPENS, OFFICE_HOURS = 8, 9


@dataclass
class Case:
    """A request, who acts on it, and its moment."""

    row: Row
    sample: Sample
    cast: Cast
    rng: Random
    officer_number: int
    now: datetime
    end: datetime
    mission: date
    _request: SupportRequest | None = None
    counters: dict[str, int] = field(default_factory=dict)

    @property
    def request(self) -> SupportRequest:
        assert self._request is not None, "the request is written in the first scene"  # noqa: S101
        return self._request

    @request.setter
    def request(self, support_request: SupportRequest) -> None:
        self._request = support_request

    @property
    def country(self) -> str:
        return str(self.sample["country"])

    @property
    def officer(self) -> Actor:
        return self.cast.managers[self.officer_number]

    @property
    def colleague(self) -> Actor:
        return self.cast.managers[1 - self.officer_number]

    @property
    def focal_point(self) -> Actor:
        return self.cast.focal_point(self.country, now=self.now)

    @property
    def step(self) -> dict[str, Any]:
        """Who the officer is and when it is: what most services ask for."""
        return {"actor": self.officer, "now": self.now}

    @property
    def country_step(self) -> dict[str, Any]:
        return {"actor": self.focal_point, "now": self.now}

    def has(self, trait: str) -> bool:
        return trait in self.row.traits

    def says(self, what: str) -> str:
        """The next phrase for an occasion, in the language of the request."""
        phrases = words(str(self.sample["language"]))[what]
        if isinstance(phrases, str):
            return phrases
        turn = self.counters.setdefault(what, self.rng.randrange(len(phrases)))
        self.counters[what] += 1
        return str(phrases[turn % len(phrases)])

    def refresh(self) -> SupportRequest:
        self.request.refresh_from_db()
        return self.request

    def after(self, days: int) -> datetime:
        """A moment in office hours so many working days later; with 0, an hour or two from now."""
        moment = self.now + timedelta(minutes=self.rng.randrange(25, 140))
        if days:
            moment = self._office_hour(self._working_day(days))
        return self.at(moment)

    def at(self, moment: datetime) -> datetime:
        """That moment, but neither in the past nor so late that nothing could follow: a late story hurries."""
        moment = max(moment, self.now + timedelta(minutes=2))
        if moment >= self.end - timedelta(hours=1):
            moment = self.now + (self.end - self.now) / 4
        self.now = moment.replace(microsecond=0)
        return self.now

    def _working_day(self, days: int) -> date:
        day = self.now.date()
        while days:
            day += timedelta(days=1)
            days -= is_working_day(day, desk_countries(self.country))
        return day

    def _office_hour(self, day: date) -> datetime:
        minutes = self.rng.randrange(OFFICE_HOURS * 60)
        return datetime.combine(day, time(OFFICE_OPENS), tzinfo=UTC) + timedelta(minutes=minutes)
