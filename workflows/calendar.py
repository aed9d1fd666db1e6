"""Whose working days count: those of the requesting country and those of the desk's own seat."""

from __future__ import annotations

DESK_SEAT = "AT"  # the Secretariat of the dialogue sits with the implementing organisation in Vienna


def desk_countries(country: str) -> tuple[str, str]:
    """The two countries whose working days a promise between them respects."""
    return (country, DESK_SEAT)
