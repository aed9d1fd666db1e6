"""Seeding: accounts, experts and requests, all in one transaction; what fails leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.selectors import actor_for
from accounts.services.demo import create_demo_accounts
from core import journal
from core.actors import SYSTEM, Role
from core.models import JournalEvent
from experts.models import Expert
from programme.calendars import is_working_day
from requests_app.models import SupportRequest
from workflows.calendar import DESK_SEAT, desk_countries
from workflows.demo import plan
from workflows.demo.aftermath import make_papers, settle_outbox
from workflows.demo.case import Case
from workflows.demo.cast import Cast, make_cast
from workflows.demo.papers_of_experts import age_roster
from workflows.demo.road import live
from workflows.demo.roster import register_roster, register_star
from workflows.demo.samples import Sample, mission_start, sample_requests
from workflows.demo.stage import play
from workflows.demo.ties import tie
from workflows.demo.words import capital, takers
from workflows.services.sweeps import run_sweeps

HISTORY = 280  # days before which nobody and nothing was there
SEEDED = "demo.seeded"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; the same wish on the same day makes the same demonstration."""

    requests: int | None = None
    experts: int | None = None
    stage: str = ""
    seed: int = 1


class AlreadyFilled(Exception):
    """The database holds requests or experts that this seeding would mix with."""


def is_seeded(wish: Wish) -> bool:
    """Whether this very demonstration is there already; raises `AlreadyFilled` when anything else is."""
    event = JournalEvent.objects.filter(verb=SEEDED).order_by("-id").first()
    if event is not None and event.data == asdict(wish):
        return True
    if event is not None or SupportRequest.objects.exists() or Expert.objects.exists():
        raise AlreadyFilled
    return False


def seed(wish: Wish, *, password: str, now: datetime) -> list[Case]:
    """Make the demonstration as of the beginning of today (UTC); returns its cases in the order of the plan."""
    end = datetime.combine(now.astimezone(UTC).date(), time(), tzinfo=UTC)
    with transaction.atomic():
        begin = _opening(HISTORY, DESK_SEAT, Random(wish.seed), end=end)  # noqa: S311
        people = {
            user.email.split("@")[0]: user for user in create_demo_accounts(password=password, now=begin)
        }
        cast = _engage(people, wish, today=end.date(), now=begin)
        cases = list(_cases(wish, cast, end=end))
        play(map(live, cases), end=end, sweep=_sweep)
        tie(cases, end=end)
        settle_outbox(end, now=now)
        _note(people["admin"], wish, now=end)
    return cases


def papers(cases: list[Case], *, now: datetime) -> None:
    """Make the papers of the few cases whose plan asks for them."""
    for case in cases:
        if case.has("pdf"):
            make_papers(case.request, now=now)


def _engage(people: dict[str, User], wish: Wish, *, today: date, now: datetime) -> Cast:
    manager = actor_for(people["manager"], now=now)
    register_roster(count=wish.experts, actor=manager, today=today, now=now)
    star = register_star(user=people["expert"], actor=manager, today=today, now=now)
    age_roster(star=star, actor=manager, today=today, now=now)
    return make_cast(people, star, now=now)


def _cases(wish: Wish, cast: Cast, *, end: datetime) -> Iterator[Case]:
    for number, row in enumerate(plan.rows(wish.requests, stage=wish.stage)):
        rng = Random(f"{wish.seed}:{number}")  # noqa: S311
        sample = _told_elsewhere(sample_requests()[row.sample], row.copy, number)
        yield Case(
            row=row,
            sample=sample,
            cast=cast,
            rng=rng,
            officer_number=number % 2,
            now=_opening(row.age, str(sample["country"]), rng, end=end),
            end=end,
            mission=_mission(row, sample, today=end.date()),
        )


def _opening(age: int, country: str, rng: Random, *, end: datetime) -> datetime:
    """An office hour on a working day so many days ago."""
    day = end.date() - timedelta(days=age)
    while not is_working_day(day, desk_countries(country)):
        day -= timedelta(days=1)
    return datetime.combine(day, time(8), tzinfo=UTC) + timedelta(minutes=rng.randrange(8 * 60))


def _mission(row: plan.Row, sample: Sample, *, today: date) -> date:
    if row.mission is None:
        return mission_start(sample, today=today)
    day = today + timedelta(days=row.mission)
    return day - timedelta(days=day.weekday())


def _told_elsewhere(sample: Sample, copy: int, number: int) -> Sample:
    """The same need in another country of the language, with a title of its own."""
    if not copy:
        return sample
    countries = takers(str(sample["language"]))
    country = countries[(number + copy) % len(countries)]
    title = f"{sample['title']} ({capital(country)}, {copy})"
    return {**sample, "country": country, "title": title[-200:]}


def _sweep(at: datetime) -> None:
    run_sweeps(now=at)


def _note(admin: User, wish: Wish, *, now: datetime) -> None:
    """The demonstration says in the journal how it was made."""
    row = User.objects.select_for_update().get(pk=admin.pk)
    data: dict[str, Any] = asdict(wish)
    journal.record(row, SEEDED, actor=SYSTEM, now=now, audience={Role.ADMIN}, data=data)
