"""Many requests as they lie in a desk of some years, written straight into the tables.

Each has long texts (1 to 3 kB, kept once more as submitted), answers as JSON, and a state, a country, an officer
and a day of its own. The same number always gives the same row.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from core.text import searchable
from requests_app.models import RequestTheme, SupportRequest
from requests_app.querysets import PERSONS
from requests_app.states import RequestState as S

BATCH = 1_000
FIRST_DAY = datetime(2020, 1, 6, 8, 0, tzinfo=UTC)
COUNTRIES = ("SN", "CV", "ML", "NE", "GM", "GN", "CI", "GH", "NG", "CM", "MA", "TN", "BF", "TG", "BJ", "MR")
# A desk has few requests on the way and many that are over.
STATES = (*S.values, *[S.CLOSED] * 12, *[S.DECLINED] * 3, S.WITHDRAWN, S.CANCELLED)
THEMES = ("PH3-T1", "PH3-T2", "PH3-T3")
WORDS = [
    "données",
    "migratoires",
    "postes",
    "frontières",
    "formation",
    "analyse",
    "statistique",
    "équipe",
    "national",
    "bulletin",
    "trimestriel",
    "readmission",
    "diaspora",
    "legal",
    "migration",
    "training",
    "officers",
    "border",
    "asylum",
    "protection",
    "trafficking",
    "data",
    "register",
    "coopération",
    "régionale",
    "autorités",
    "compétentes",
    "ministère",
    "collecte",
    "système",
    "information",
    "procedures",
    "visas",
    "return",
    "reintegration",
    "mobility",
    "students",
    "researchers",
    "recrutement",
    "éthique",
    "regional",
    "police",
    "civil",
    "registre",
    "identité",
]


def make_requests(count: int, *, officers: Sequence[int], phase: str, first: int = 0) -> None:
    """Write `count` requests, numbered from `first`, and the confirmed themes of those that have some."""
    for begin in range(first, first + count, BATCH):
        numbers = range(begin, min(begin + BATCH, first + count))
        rows = [_request(number, officers=officers, phase=phase) for number in numbers]
        SupportRequest.objects.bulk_create(rows)
        RequestTheme.objects.bulk_create(_themes(rows))


def _request(number: int, *, officers: Sequence[int], phase: str) -> SupportRequest:
    dice = random.Random(number)
    state = dice.choice(STATES)
    written = FIRST_DAY + timedelta(minutes=20 * number)
    submitted = None if state == S.DRAFT else written + timedelta(hours=3)
    start = date(written.year, written.month, 1) + timedelta(days=60)
    row = SupportRequest(
        state=state,
        version=1 + len(state),
        phase_id=phase,
        country_id=dice.choice(COUNTRIES),
        created_by_id=officers[0],
        officer_id=None if state in (S.DRAFT, S.SUBMITTED) else dice.choice(officers),
        reference=None if state == S.DRAFT else f"TSR-{written.year}-{900_000 + number}",
        institution=f"Ministère {_text(dice, 40)}",
        unit_contact={"name": "Awa Sarr", "unit": _text(dice, 40), "email": "awa@ministere.example"},
        title=f"{_text(dice, 70)} {number}",
        text_language=dice.choice(("en", "fr", "pt")),
        priority_theme_id=dice.choice(THEMES),
        background=_text(dice, dice.randint(400, 1_600)),
        objective=_text(dice, dice.randint(200, 500)),
        expected_results=_text(dice, dice.randint(200, 500)),
        related_support=_text(dice, 200),
        preferred_start=start,
        preferred_end=start + timedelta(days=60),
        urgency=dice.choice(("normal", "normal", "normal", "urgent", "crisis")),
        duration=dice.randint(3, 40),
        place="Dakar",
        working_language=dice.choice(("en", "fr")),
        endorsement={"name": "Ibrahima Fall", "function": "Directeur"},
        data_consent_at=written,
        held_from=S.MATCHING if state == S.ON_HOLD else "",
        returns_to=S.TRIAGE if state == S.QUESTION else "",
        created_at=written,
        updated_at=written + timedelta(days=dice.randint(0, 200)),
        submitted_at=submitted,
    )
    about = f"{row.reference or ''} {row.title} {row.institution} {row.country_id}"
    row.search_text = searchable(about) + PERSONS + searchable("Ibrahima Fall")
    row.as_submitted = {"title": row.title, "background": row.background, "objective": row.objective}
    return row


def _themes(rows: Iterable[SupportRequest]) -> list[RequestTheme]:
    done = {S.DRAFT, S.SUBMITTED, S.TRIAGE, S.THEME_CHECK}
    return [
        RequestTheme(support_request=row, theme_id=row.priority_theme_id, is_main=True)
        for row in rows
        if row.state not in done
    ]


def _text(dice: random.Random, length: int) -> str:
    """About so many characters of words of the field."""
    return " ".join(dice.choices(WORDS, k=max(1, length // 9)))
