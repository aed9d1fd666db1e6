"""Writing the answers of the request form onto a request, with every problem told at its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.selectors import people
from core.errors import Problems
from core.text import searchable
from programme.models import Country, Theme
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.querysets import PERSONS
from requests_app.states import RequestState, Urgency

MOST_CODES = 20
CONTACTS = ("unit_contact", "endorsement")
ABSENT_IS_NONE = ("duration", "priority_theme")


def check_answers(
    support_request: SupportRequest, answers: Mapping[str, Any], *, now: datetime, problems: Problems
) -> None:
    """Add what is wrong with the answers: unknown codes, impossible periods, lengths out of bounds."""
    for code in answers.keys() - form.CODES:
        problems.add(code, _("The request form has no such answer."), code="unknown_field")
    for code, (_relation, model) in form.RELATIONS.items():
        if code in answers:
            _check_codes(code, answers[code], model, problems)
    if answers.get("priority_theme"):
        _check_theme(support_request, answers["priority_theme"], problems)
    if answers.get("language") and answers["language"] not in form.working_languages():
        problems.add(
            "language", _("Choose one of the working languages of the project."), code="unknown_code"
        )
    if answers.get("preferred_dates"):
        _check_period(support_request, answers["preferred_dates"], now, problems)
    if (answers.get("duration") or 0) > form.LONGEST_SUPPORT:
        problems.add(
            "duration",
            _("Support is short-term: at most %(days)s working days.") % {"days": form.LONGEST_SUPPORT},
            code="too_long",
        )


def set_answers(support_request: SupportRequest, answers: Mapping[str, Any], *, now: datetime) -> None:
    """Put checked answers onto the row and its relations; the caller saves a row that was saved before."""
    for code in answers.keys() & form.COLUMNS.keys():
        setattr(support_request, form.COLUMNS[code], _column_value(code, answers[code]))
    if "preferred_dates" in answers:
        period = answers["preferred_dates"] or {}
        support_request.preferred_start = period.get("start")
        support_request.preferred_end = period.get("end")
    if "data_consent" in answers:
        support_request.data_consent_at = now if answers["data_consent"] else None
    support_request.search_text = _search_text(support_request)
    support_request.updated_at = now
    if not support_request.pk:
        support_request.save()
    for code in answers.keys() & form.RELATIONS.keys():
        relation, _model = form.RELATIONS[code]
        getattr(support_request, relation).set(answers[code] or [])


def _column_value(code: str, value: Any) -> Any:
    """What a column keeps: an answer taken back is empty text, except where only 'none' can say so."""
    if code in CONTACTS:
        return _contact(value)
    if code == "urgency":
        return value or Urgency.NORMAL
    if code in ABSENT_IS_NONE:
        return value
    return "" if value is None else value


def _check_codes(code: str, values: list[str] | None, model: Any, problems: Problems) -> None:
    values = values or []
    if len(values) > MOST_CODES:
        problems.add(code, _("Choose at most %(count)s.") % {"count": MOST_CODES}, code="too_many")
        return
    known = set(model.objects.filter(pk__in=values).values_list("pk", flat=True))
    for unknown in sorted(set(values) - known):
        problems.add(code, _("There is no '%(code)s'.") % {"code": unknown}, code="unknown_code")


def _check_theme(support_request: SupportRequest, theme: str, problems: Problems) -> None:
    themes = Theme.objects.of_phase(support_request.phase_id).priority_themes()
    if not themes.filter(pk=theme).exists():
        problems.add(
            "priority_theme",
            _("Choose one of the priority themes of the running phase."),
            code="unknown_code",
        )


def _check_period(
    support_request: SupportRequest, period: Mapping[str, date | None], now: datetime, problems: Problems
) -> None:
    """A draft may know one date before the other; what was submitted has both."""
    start, end = period.get("start"), period.get("end")
    if (start is None or end is None) and support_request.state != RequestState.DRAFT:
        problems.add("preferred_dates", _("Give the earliest and the latest date."), code="required")
    elif start and end and end < start:
        problems.add("preferred_dates", _("The end lies before the beginning."), code="period_reversed")
    elif end and end < now.date():
        problems.add("preferred_dates", _("This period is already over."), code="in_the_past")


def _contact(value: Mapping[str, str] | None) -> dict[str, str]:
    return {part: str(text).strip() for part, text in (value or {}).items() if str(text).strip()}


def _search_text(support_request: SupportRequest) -> str:
    """What a search looks in. The officer is not in it: only managers may find a case by its officer."""
    row = support_request
    country = Country.objects.get(pk=row.country_id)
    contacts = [str(contact.get("name", "")) for contact in (row.unit_contact, row.endorsement)]
    filed_by = people([row.created_by_id])
    about = (row.reference or "", row.title, row.institution, country.iso2, country.name_en, country.name_fr)
    return searchable(" ".join(about)) + PERSONS + searchable(" ".join([*contacts, *filed_by.values()]))
