"""State changes in plain SQL through the driver: what a move costs when nothing is checked, hashed or built.

One locked read of the row as the machine needs it, one update, a journal event, an outbox message, commit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

Move = Callable[[], None]

READ = (
    "SELECT id, reference, version, state, returns_to, held_from, hold_reason, country_id, officer_id, updated_at,"
    " journal_sequence, journal_hash FROM requests_app_supportrequest WHERE id = ?"
)
HEAD = "version = ?, updated_at = ?, journal_sequence = ?, journal_hash = ?"
HOLD = (
    f"UPDATE requests_app_supportrequest SET state = ?, held_from = ?, hold_reason = ?, {HEAD} WHERE id = ?"
)
TRIAGE = f"UPDATE requests_app_supportrequest SET state = ?, officer_id = ?, {HEAD} WHERE id = ?"
SUBMIT = (
    "UPDATE requests_app_supportrequest SET state = ?, reference = ?, as_submitted = ?, submitted_at = ?,"
    f" search_text = ?, {HEAD} WHERE id = ?"
)
EVENT = (
    "INSERT INTO core_journalevent (chain, sequence, verb, data, audience, actor_kind, actor_role, actor_id,"
    " expert_id, on_behalf_of_id, at, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
MESSAGE = (
    "INSERT INTO core_outboxmessage (topic, payload, dedup_key, created_at, available_at, claimed_until, claim,"
    " attempts, done_at, stuck_at, last_error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
COUNT = "UPDATE core_referencecounter SET value = value + 1 WHERE prefix = ? AND year = ? RETURNING value"
HASH = "0123456789abcdef" * 4
AUDIENCE = ",focal_point,manager,steering,"
REASON = "Élections en avril: l'institution demande d'attendre."


class BareMoves:
    """Moves on rows that the desk made, past the desk."""

    def __init__(self, *, now: datetime) -> None:
        connection.ensure_connection()
        self.cursor = connection.connection.cursor()
        self.sqlite = connection.vendor == "sqlite"
        self.now: Any = now.replace(tzinfo=None).isoformat(" ") if self.sqlite else now
        self.year = now.year
        text = "Les données des postes frontières ne sont pas exploitées; une formation est demandée. " * 24
        self.answers = json.dumps({"background": text[:1150], "objective": text[:400], "results": text[:400]})

    def hold_and_resume(self, row: int) -> Callable[[int], list[Move]]:
        """Rounds of moves of one row, there and back."""

        def hold() -> None:
            self.make(row, "request.held", "on_hold", HOLD, ("triage", REASON), {"reason": REASON})

        def resume() -> None:
            self.make(row, "request.resumed", "triage", HOLD, ("triage", REASON), {})

        return lambda moves: [hold, resume] * (moves // 2)

    def start_triage(self, rows: Sequence[int]) -> list[Move]:
        def of(row: int) -> Move:
            return lambda: self.make(row, "request.triage_started", "triage", TRIAGE, (1,), {"officer": 1})

        return [of(row) for row in rows]

    def submit(self, rows: Sequence[int]) -> list[Move]:
        def of(row: int) -> Move:
            return lambda: self.make(row, "request.submitted", "submitted", SUBMIT, self._submitted, {})

        return [of(row) for row in rows]

    def _submitted(self) -> tuple[Any, ...]:
        """The reference is counted under a lock in the same transaction, as nothing else keeps it gapless."""
        self._run(COUNT, ("TSR", self.year))
        reference = f"TSR-{self.year}-{self.cursor.fetchone()[0]:05d}"
        return (
            reference,
            self.answers,
            self.now,
            f"{reference} statistiques aux postes frontieres agence nationale",
        )

    def make(self, row: int, verb: str, state: str, update: str, values: Any, data: dict[str, Any]) -> None:
        """One move, from BEGIN to COMMIT; `values` of the update may have to be asked inside."""
        self.cursor.execute("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
        self._run(READ if self.sqlite else f"{READ} FOR UPDATE", (row,))
        _id, _reference, version, left, *_rest, sequence, previous = self.cursor.fetchone()
        own = values() if callable(values) else values
        self._run(update, (state, *own, version + 1, self.now, sequence + 1, HASH, row))
        self._run(EVENT, self._event(row, sequence + 1, verb, {"from": left, "to": state, **data}, previous))
        event = self.cursor.fetchone()[0]
        self._run(MESSAGE, self._message({"id": row, "event": event}))
        self.cursor.execute("COMMIT")

    def _event(self, row: int, sequence: int, verb: str, data: Any, previous: str) -> tuple[Any, ...]:
        chain, said = f"requests_app.supportrequest:{row}", json.dumps(data)
        who = ("user", "manager", 1, None, None)
        return (chain, sequence, verb, said, AUDIENCE, *who, self.now, previous, HASH)

    def _message(self, payload: dict[str, int]) -> tuple[Any, ...]:
        return ("notify", json.dumps(payload), None, self.now, self.now, None, "", 0, None, None, "")

    def _run(self, statement: str, values: tuple[Any, ...]) -> None:
        self.cursor.execute(statement if self.sqlite else statement.replace("?", "%s"), values)
