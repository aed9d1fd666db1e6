"""What was sent for a profile, checked as a whole: every problem is told at once, at its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.errors import Problems
from experts.models import Expert
from experts.services.cleaning_lists import LISTS
from programme.models import Country

REQUIRED = ("name", "email", "headline", "category", "home_country_code")
DESK_ONLY = frozenset({"email", "category", "origin", "daily_fee", "currency", "days_per_year"})
TEXTS = {
    "name": 160,
    "headline": 200,
    "phone": 40,
    "employer": 200,
    "release_authority": 200,
    "cv_summary": 6000,
}
CHOICES: dict[str, type[models.TextChoices]] = {
    "language": Expert.Language,
    "cv_language": Expert.Language,
    "category": Expert.Category,
    "origin": Expert.Origin,
    "gender": Expert.Gender,
}
NUMBERS = {"rest_days": 365, "days_per_year": 366}
DEAREST = Decimal("99999.99")
COUNTRY = re.compile(r"[A-Z]{2}")
CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(slots=True)
class CleanProfile:
    """Columns to set, and the lists (languages, competences, ...) to replace by name."""

    columns: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        return sorted({*self.columns, *self.lists})


def clean_profile(values: Mapping[str, Any], *, complete: bool, own: bool = False) -> CleanProfile:
    """The values as they can be saved, or `InvalidInput` with every problem.

    `complete`: all that a new profile needs must be there. `own`: the person changes their own profile and
    may not touch what the desk decides.
    """
    problems, clean = Problems(), CleanProfile()
    for name in REQUIRED if complete else ():
        if not values.get(name):
            problems.add(name, _("This is needed."), code="required")
    for name, value in values.items():
        if own and name in DESK_ONLY:
            problems.add(name, _("Only programme managers can change this."), code="not_yours")
        elif name in LISTS:
            clean.lists[name] = LISTS[name](name, value, problems)
        elif check := _check_of(name):
            check(name, value, clean, problems)
        else:
            problems.add(name, _("There is no such field."), code="unknown")
    problems.raise_if_any()
    return clean


Check = Callable[[str, Any, CleanProfile, Problems], None]


def _check_of(name: str) -> Check | None:
    if name in TEXTS:
        return _text
    if name in CHOICES:
        return _choice
    if name in NUMBERS:
        return _number
    return OTHERS.get(name)


def _text(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    if not isinstance(value, str) or "\x00" in value:
        problems.add(name, _("Write this as plain text."))
    elif len(value) > TEXTS[name]:
        problems.add(name, _("This is too long."), code="too_long")
    elif name in REQUIRED and not value.strip():
        problems.add(name, _("This is needed."), code="required")
    else:
        clean.columns[name] = value.strip()


def _choice(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    if value in CHOICES[name].values:
        clean.columns[name] = value
    elif value or name not in REQUIRED:
        problems.add(name, _("Choose one of the values offered."), code="unknown")


def _number(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= NUMBERS[name]:
        clean.columns[name] = value
    else:
        problems.add(name, _("Give a whole number of days within a year."))


def _email(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    try:
        validate_email(value)
        clean.columns[name] = value.strip().lower()
    except (ValidationError, AttributeError, TypeError):
        if value:
            problems.add(name, _("This is not an e-mail address."))


def _fee(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    if value is None:
        clean.columns[name] = None
        return
    try:
        fee = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        problems.add(name, _("Give an amount."))
        return
    if fee.is_finite() and 0 <= fee <= DEAREST:
        clean.columns[name] = fee
    else:
        problems.add(name, _("Give an amount between 0 and 99 999."))


def _currency(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    if isinstance(value, str) and CURRENCY.fullmatch(value):
        clean.columns[name] = value
    else:
        problems.add(name, _("Give the three letters of the currency, for example EUR."))


def _home_country(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    if isinstance(value, str) and COUNTRY.fullmatch(value):
        clean.columns[name] = value
        clean.columns["home_country_id"] = _listed(value)
    elif value:
        problems.add(name, _("Give the two letters of the country, for example SN."), code="unknown")


def _nationality(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    if not value:
        clean.columns["nationality_id"] = None
    elif isinstance(value, str) and (listed := _listed(value)):
        clean.columns["nationality_id"] = listed
    else:
        problems.add(name, _("This country is not in the list."), code="unknown")


def _listed(code: str) -> str | None:
    return Country.objects.filter(pk=code).values_list("pk", flat=True).first()


def _day(name: str, value: Any, clean: CleanProfile, problems: Problems) -> None:
    if value is None or hasattr(value, "isoformat"):
        clean.columns[name] = value
    else:
        problems.add(name, _("Give a day."))


OTHERS: dict[str, Check] = {
    "email": _email,
    "daily_fee": _fee,
    "currency": _currency,
    "home_country_code": _home_country,
    "nationality": _nationality,
    "consent_until": _day,
}
