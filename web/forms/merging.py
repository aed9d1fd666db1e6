"""What somebody changed in a form, told apart from what stood there when they opened it.

A form carries a mark of each answer that its reader saw. An answer that still is as it was seen is not sent on, so
that nobody takes back what another window or a colleague wrote meanwhile; only one that both changed is a conflict.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Merge:
    """The answers to write, those that somebody else changed as well, and the marks of what is seen from now on."""

    changes: dict[str, Any]
    conflicts: tuple[str, ...]
    seen: str


def merge(typed: Mapping[str, Any], *, in_force: Mapping[str, Any], seen: str) -> Merge:
    """Compare what was typed with what is in force and with the marks of what the reader had seen."""
    marks = _read(seen)
    changes, conflicts = {}, []
    for code, value in typed.items():
        mine, now = mark(value), mark(in_force[code])
        if mine == now:
            marks[code] = now
        elif mine == marks.get(code):
            continue  # as they found it: what somebody else made of it meanwhile stays
        elif marks.get(code, now) == now:
            changes[code], marks[code] = value, mine
        else:
            conflicts.append(code)
    return Merge(changes, tuple(conflicts), json.dumps(marks))


def marks_of(answers: Mapping[str, Any]) -> str:
    """The marks of what a reader sees now, as they travel with a form."""
    return json.dumps({code: mark(value) for code, value in answers.items()})


def marks_after_refusal(seen: str, *, in_force: Mapping[str, Any], conflicts: Iterable[str]) -> str:
    """The marks once the reader was shown what somebody else wrote: of the conflicts alone, they have seen more."""
    return json.dumps({**_read(seen), **{code: mark(in_force[code]) for code in conflicts}})


def mark(value: Any) -> str:
    """A short word that is the same for answers that say the same."""
    return hashlib.sha256(json.dumps(_plain(value), sort_keys=True).encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    """An answer as it is compared: without order, line ends, outer blanks and empty parts."""
    if isinstance(value, Mapping):
        return {part: _plain(inner) for part, inner in value.items() if _plain(inner)} or None
    if isinstance(value, list | tuple):
        return sorted(value) or None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    return value or None


def _read(seen: str) -> dict[str, str]:
    try:
        marks = json.loads(seen or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(marks, dict):
        return {}
    return {code: said for code, said in marks.items() if isinstance(said, str)}
