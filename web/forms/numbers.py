"""Numbers that travel in forms beside what people type."""

from __future__ import annotations

LARGEST = 2**63 - 1  # of any number that the database keeps


def whole_number(sent: object) -> int | None:
    """The number that was sent, at most the largest that there is; None for what is no number.

    Python refuses to read thousands of digits, and nobody means more than nineteen.
    """
    digits = str(sent)
    if not digits.isdecimal():
        return None
    return min(int(digits[:20]), LARGEST)
