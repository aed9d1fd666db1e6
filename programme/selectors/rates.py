from __future__ import annotations

from datetime import date

from programme.models import RateTable


def rates_in_force(day: date) -> RateTable | None:
    """The rules on pay in force on a day, the newest of several; None if there are none. One query."""
    return RateTable.objects.in_force_on(day).order_by("-valid_from", "code").first()
