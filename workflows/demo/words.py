"""What people of the demonstration write, in the language of their country."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@lru_cache
def _read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def words(language: str) -> dict[str, Any]:
    """The phrases of a language by what they are for; English for a language that has none."""
    phrases: dict[str, Any] = _read("words")
    found: dict[str, Any] = phrases.get(language, phrases["en"])
    return found


def contacts(language: str) -> list[str]:
    """Names of people at the counterpart's, usual where the language is spoken."""
    names: list[str] = _read("places")["contacts"][language]
    return names


def capital(country: str) -> str:
    """Where a mission to a country goes when its request names no other place."""
    return str(_read("places")["capitals"].get(country, country))


def takers(language: str) -> list[str]:
    """Countries whose focal points write in a language, for requests that are told again elsewhere."""
    countries: list[str] = _read("places")["takers"][language]
    return countries


def further_requests() -> list[dict[str, Any]]:
    """Requests of Senegal and Cabo Verde beside the samples, so that both have something at every stage."""
    requests: list[dict[str, Any]] = _read("requests")
    return requests


def ties() -> dict[str, Any]:
    """What binds requests to others, by the samples that they tell."""
    found: dict[str, Any] = _read("ties")
    return found
