"""Which colleagues have the same case open: remembered in the shared cache for a minute, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache

SECONDS = 60  # a page says every half of this that it is still open


def be_here(case: int, user: int) -> None:
    """Say that somebody has the case open now."""
    cache.set(_key(case, user), True, SECONDS)


def who_is_here(case: int, users: Iterable[int]) -> set[int]:
    """Those of these people who had the case open within the last minute."""
    keys = {_key(case, user): user for user in users}
    return {keys[key] for key in cache.get_many(keys)}


def _key(case: int, user: int) -> str:
    # A key for each person: two who come at once do not overwrite each other.
    return f"presence:{case}:{user}"
