"""State changes a second through the services, against the bare SQL that they cannot do without.

The bare SQL is one locked read, one update, two inserts and the commit: the same tables, values of the same size,
the same connection, sent through its driver without Django. Rounds of both alternate and each move is timed by
itself, so that a machine busy with other things spoils few of them; figures are medians, in milliseconds. Started
by `bench/run.py`.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bench.scratch import set_up

set_up()

from accounts.models import User  # noqa: E402
from accounts.selectors import actor_for  # noqa: E402
from accounts.services.demo import create_demo_accounts  # noqa: E402
from bench.bare_moves import BareMoves  # noqa: E402
from bench.rows import make_requests  # noqa: E402
from core.actors import Actor  # noqa: E402
from requests_app.models import SupportRequest  # noqa: E402
from requests_app.services.drafts import create_draft  # noqa: E402
from requests_app.states import RequestState as S  # noqa: E402
from workflows.services.control import hold_request, resume_request  # noqa: E402
from workflows.services.intake import submit_request  # noqa: E402
from workflows.services.triage import start_triage  # noqa: E402

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STANDING_ROWS = 1_000
TEXT = "Les données des postes frontières ne sont pas exploitées; les équipes demandent une formation. " * 12
ANSWERS: dict[str, Any] = {
    "institution": "Agence nationale de la statistique",
    "unit_contact": {"name": "Awa Sarr", "unit": "Police de l'air et des frontières"},
    "title": "Statistiques aux postes frontières",
    "support_type": ["TS-TRN"],
    "background": TEXT,
    "objective": TEXT[:400],
    "expected_results": TEXT[:400],
    "preferred_dates": {"start": date(2026, 4, 15), "end": date(2026, 6, 30)},
    "duration": 8,
    "place": "Dakar",
    "language": "fr",
    "endorsement": {"name": "Ibrahima Fall", "function": "Directeur"},
    "data_consent": True,
}
REASON = "Élections en avril: l'institution demande d'attendre."

Move = Callable[[], Any]


@dataclass(frozen=True)
class Contest:
    """Two ways to make the same moves; each gives the moves of one round, made ready outside the clock.

    `names` are those of the moves, taken in turns.
    """

    names: tuple[str, ...]
    service: Callable[[int], list[Move]]
    bare: Callable[[int], list[Move]]


class Desk:
    """A desk with a focal point, a manager and a thousand requests, and moves to make in it."""

    def __init__(self) -> None:
        create_demo_accounts(password="bench-only-12", now=NOW)
        self.focal, self.manager = _actor("focal.sn"), _actor("manager")
        make_requests(STANDING_ROWS, officers=[self.manager.signed_in_id], phase="PH3")
        self.held = self._triaged()
        self.bare = BareMoves(now=NOW)

    def contests(self) -> list[Contest]:
        return [
            Contest(("hold", "resume"), self._hold_and_resume, self.bare.hold_and_resume(self._triaged().pk)),
            Contest(
                ("start_triage",),
                self._start_triage,
                lambda n: self.bare.start_triage(self._ids(n, S.SUBMITTED)),
            ),
            Contest(("submit",), self._submit, lambda n: self.bare.submit(self._ids(n, S.DRAFT))),
        ]

    def _hold_and_resume(self, moves: int) -> list[Move]:
        def hold() -> None:
            hold_request(support_request=self.held, reason=REASON, actor=self.manager, now=NOW)

        def resume() -> None:
            resume_request(support_request=self.held, actor=self.manager, now=NOW)

        return [hold, resume] * (moves // 2)

    def _start_triage(self, moves: int) -> list[Move]:
        rows = [self._submitted() for _ in range(moves)]
        return [_call(start_triage, row, self.manager) for row in rows]

    def _submit(self, moves: int) -> list[Move]:
        return [_call(submit_request, self._draft(), self.focal) for _ in range(moves)]

    def _ids(self, count: int, state: str) -> list[int]:
        make = self._draft if state == S.DRAFT else self._submitted
        return [make().pk for _ in range(count)]

    def _draft(self) -> SupportRequest:
        return create_draft(country="SN", answers=ANSWERS, actor=self.focal, now=NOW)

    def _submitted(self) -> SupportRequest:
        return submit_request(support_request=self._draft(), actor=self.focal, now=NOW)

    def _triaged(self) -> SupportRequest:
        return start_triage(support_request=self._submitted(), actor=self.manager, now=NOW)


def _call(service: Callable[..., Any], row: SupportRequest, actor: Actor) -> Move:
    return lambda: service(support_request=row, actor=actor, now=NOW)


def _actor(name: str) -> Actor:
    return actor_for(User.objects.get(email=f"{name}@demo.example"), now=NOW)


def run(contest: Contest, *, rounds: int, moves: int) -> list[dict[str, Any]]:
    """The medians of single moves in alternating rounds, after one round of each that is not counted."""
    times: dict[str, list[float]] = {"service": [], "bare": []}
    for number in range(rounds + 1):
        for name, prepare in (("service", contest.service), ("bare", contest.bare)):
            taken = _milliseconds(prepare(moves))
            if number:
                times[name] += taken
    turns = len(contest.names)
    return [
        {"move": move, **{side: statistics.median(taken[turn::turns]) for side, taken in times.items()}}
        for turn, move in enumerate(contest.names)
    ]


def _milliseconds(moves: list[Move]) -> list[float]:
    gc.collect()
    return [_milliseconds_of(move) for move in moves]


def _milliseconds_of(move: Move) -> float:
    began = time.perf_counter()
    move()
    return (time.perf_counter() - began) * 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--moves", type=int, default=40, help="moves in a round")
    options = parser.parse_args()
    found = [run(contest, rounds=options.rounds, moves=options.moves) for contest in Desk().contests()]
    print(json.dumps([row for rows in found for row in rows]))


if __name__ == "__main__":
    main()
