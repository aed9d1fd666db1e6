"""The columns of the spreadsheet by which people are taken in, and how each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Text

SEPARATOR = ";"


class Unreadable(ValueError):
    """What stands in a cell is not what its column holds; the message is for the reader."""


def text(value: Any) -> str:
    if isinstance(value, bool | datetime | date):
        raise Unreadable(_("Write this as plain text."))
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a telephone number that the spreadsheet took for one
    return str(value).strip()


def code(value: Any) -> str:
    return text(value).upper()


def choice(value: Any) -> str:
    return text(value).lower()


def whole(value: Any) -> int:
    written = text(value)
    if not written.isascii() or not written.isdecimal() or len(written) > 9:
        raise Unreadable(_("Give a whole number."))
    return int(written)


def amount(value: Any) -> Decimal:
    written = text(value).replace(" ", "").replace("\u202f", "").replace(",", ".")
    if not written.replace(".", "", 1).isdecimal() or not written.isascii():
        raise Unreadable(_("Give an amount."))
    return Decimal(written)


def day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(text(value))
    except ValueError as wrong:
        raise Unreadable(_("Give a day such as 2026-03-14.")) from wrong


def parts(value: Any) -> list[str]:
    return [part.strip() for part in text(value).split(SEPARATOR) if part.strip()]


def codes(value: Any) -> list[str]:
    return [part.upper() for part in parts(value)]


def languages(value: Any) -> list[dict[str, Any]]:
    """`fr:C1/B2/B1; en:B2`: speaking, then reading and writing where they are known."""
    entries = []
    for part in parts(value):
        name, _colon, levels = part.partition(":")
        speaking, reading, writing = (*(level.strip().upper() for level in levels.split("/")), "", "", "")[:3]
        entries.append(
            {
                "code": name.strip().lower(),
                "cefr_speaking": speaking,
                "cefr_reading": reading,
                "cefr_writing": writing,
            }
        )
    return entries


def _practised(key: str) -> Callable[[Any], list[dict[str, Any]]]:
    def read(value: Any) -> list[dict[str, Any]]:
        """`PH3-T1:3:12`: the code, the level, and years of practice where they are known."""
        entries = []
        for part in parts(value):
            name, level, years = (*(piece.strip() for piece in part.split(":")), "", "")[:3]
            entries.append({key: name.upper(), "level": whole(level or "2"), "years": whole(years or "0")})
        return entries

    return read


# Heading → the field of a profile, how it is read, and what the template says about it.
COLUMNS: Mapping[str, tuple[str, Callable[[Any], Any], Text]] = {
    "name": ("name", text, _("Needed.")),
    "email": ("email", choice, _("Needed; one person each.")),
    "headline": ("headline", text, _("Needed: one line that does not say who it is.")),
    "category": (
        "category",
        choice,
        _("Needed: public_official, independent, academic or international_org."),
    ),
    "home_country": ("home_country_code", code, _("Needed: two letters, for example SN.")),
    "languages": ("languages", languages, _("Needed: fr:C1/B2/B2; en:B2 – speaking/reading/writing.")),
    "themes": ("competences", _practised("theme"), _("PH3-T1:3:12; PH3-T2:2 – theme:level 0 to 3:years.")),
    "expertise": ("expertise", _practised("code"), _("EX-DAT-01:3:10 – field:level 1 to 3:years.")),
    "countries_worked": ("country_experience", codes, _("SN; CV; FR")),
    "areas": ("expertise_areas", parts, _("In the person's own words; semicolons between them.")),
    "language": ("language", choice, _("Of our letters: en, fr or pt.")),
    "phone": ("phone", text, ""),
    "gender": ("gender", choice, _("f, m or x; serves the balance of a list and never ranks anybody.")),
    "nationality": ("nationality", code, _("Two letters, of a country of the dialogue.")),
    "employer": ("employer", text, ""),
    "release_authority": ("release_authority", text, _("Who has to agree before each departure.")),
    "origin": ("origin", choice, _("international, regional or local.")),
    "daily_fee": ("daily_fee", amount, _("Empty: seconded without a fee.")),
    "currency": ("currency", code, _("Three letters: EUR.")),
    "rest_days": ("rest_days", whole, _("Days of rest between missions; 14 where it is empty.")),
    "days_per_year": ("days_per_year", whole, _("Days of mission a year at most; 60 where it is empty.")),
    "consent_until": ("consent_until", day, _("Until when the person agreed to be kept: 2029-03-14.")),
    "cv_language": ("cv_language", choice, _("en, fr or pt.")),
    "cv_summary": ("cv_summary", text, _("Posts, missions, training given; at most 6000 characters.")),
}
NEEDED = ("name", "email", "headline", "category", "home_country", "languages")
EXAMPLE: Mapping[str, Any] = {
    "name": "Awa Example",
    "email": "awa@example.org",
    "headline": "Statistician of border posts",
    "category": "independent",
    "home_country": "SN",
    "languages": "fr:C2/C2/C1; en:B2",
    "themes": "PH3-T1:3:12",
    "countries_worked": "SN; CV",
    "language": "fr",
}
