"""Keeping score: what the theme check proposed beside what people decided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from programme.models import Theme
from requests_app.models import SupportRequest
from requests_app.theme_check import ThemeCheck
from workflows.models import ThemeReading, ThemeVerdict

Outcome = ThemeVerdict.Outcome


def keep_reading(
    row: SupportRequest, check: ThemeCheck, *, main: str, confirmed: Collection[str], now: datetime
) -> None:
    """Keep a decision on a locked request beside the check that it answers; a later decision takes its place.

    `confirmed` is empty, and so is `main`, where the request was found to lie outside the phase.
    """
    proposed = [proposal.code for proposal in check.proposals]
    own = set(Theme.objects.of_phase(row.phase_id).priority_themes().values_list("pk", flat=True))
    ThemeReading.objects.filter(support_request=row).delete()
    reading = ThemeReading.objects.create(
        support_request=row,
        phase_id=row.phase_id,
        engine=check.engine,
        unsure=check.unsure,
        in_scope_found=check.in_scope,
        in_scope_decided=bool(own.intersection(confirmed)),
        main_agreed=proposed[:1] == ([main] if main else []),
        decided_at=now,
    )
    ThemeVerdict.objects.bulk_create(
        ThemeVerdict(reading=reading, theme_id=code, outcome=_outcome(code, proposed, confirmed))
        for code in dict.fromkeys([*proposed, *confirmed])
    )


def _outcome(code: str, proposed: Collection[str], confirmed: Collection[str]) -> str:
    if code not in confirmed:
        return Outcome.REMOVED
    return Outcome.AGREED if code in proposed else Outcome.ADDED
