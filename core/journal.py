"""The journal: what happened, by whom, when, for whose eyes; append-only and hash-chained per subject.

`append` is the only writer. The subject's row must be locked by the caller's transaction: its head orders the
chain. Times are hashed in UTC with microseconds; `data` must hold no floats, since databases write them differently.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.actors import Actor
from core.models import ChainedModel, JournalEvent
from core.models.rows import insert_row

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def event_hash(event: JournalEvent) -> str:
    """SHA-256 (hex) over everything the event says and the hash of the one before it."""
    return hashlib.sha256(canonical(event).encode()).hexdigest()


def canonical(event: JournalEvent) -> str:
    """What is hashed of an event: one line of JSON, sorted, with the hash of the event before it."""
    said = {
        "chain": event.chain,
        "sequence": event.sequence,
        "verb": event.verb,
        "data": event.data,
        "audience": event.audience,
        "actor": [event.actor_kind, event.actor_role, event.actor_id, event.expert_id, event.on_behalf_of_id],
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": event.previous_hash,
    }
    return _CANONICAL.encode(said)


def append(
    subject: ChainedModel,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    audience: Iterable[str],
    data: Mapping[str, Any] | None = None,
) -> JournalEvent:
    """Write the event and move the subject's head in memory; the caller saves the subject."""
    event = JournalEvent(
        chain=subject.chain,
        sequence=subject.journal_sequence + 1,
        verb=verb,
        data=dict(data or {}),
        audience=f",{','.join(sorted(set(audience)))},",
        actor_kind=actor.kind,
        actor_role=actor.role,
        actor_id=actor.user_id,
        expert_id=actor.expert_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        at=now,
        previous_hash=subject.journal_hash,
    )
    event.hash = event_hash(event)
    insert_row(event)
    subject.journal_sequence, subject.journal_hash = event.sequence, event.hash
    return event


def record(
    subject: ChainedModel,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    audience: Iterable[str],
    data: Mapping[str, Any] | None = None,
) -> JournalEvent:
    """Write the event and save the head of the subject, and nothing else of it."""
    event = append(subject, verb, actor=actor, now=now, audience=audience, data=data)
    subject.save_head()
    return event


@dataclass(frozen=True, slots=True)
class Breach:
    """A place where a chain is not whole."""

    chain: str
    sequence: int
    what: str


def verify_chain(
    chain: str, events: Iterable[JournalEvent], head: tuple[int, str] | None
) -> Iterator[Breach]:
    """Every breach of one chain, its events given in the order of sequence.

    A changed row fails its own hash; a removed, inserted or reordered one breaks the numbering or the link; a
    removed tail differs from the head that the subject keeps.
    """
    expected, previous = 1, ""
    for event in events:
        if event.sequence != expected:
            yield Breach(
                chain, event.sequence, f"expected event {expected}: rows are missing or out of order"
            )
        if event.previous_hash != previous:
            yield Breach(chain, event.sequence, "does not follow from the event before it")
        if event_hash(event) != event.hash:
            yield Breach(chain, event.sequence, "was changed after it was written")
        expected, previous = event.sequence + 1, event.hash
    if head is None:
        yield Breach(chain, expected - 1, "the subject of this chain is gone")
    elif head != (expected - 1, previous):
        yield Breach(chain, expected - 1, f"the subject says that its last event is {head[0]}")
