"""Fields of query parameters and bodies that several areas use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.pagination import LARGEST_ID

ANSWERS = ("yes", "no", "n/a")
MINE = "me"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class DayField(serializers.DateField):
    """A day near enough to count with; the ends of the calendar have no day before or after them."""

    default_error_messages = {"far_away": _("Send a day between 1900 and 2199.")}

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fail("far_away")
        return day


@extend_schema_field({"type": "string"})
class CommaSeparated(serializers.ListField):
    """One or several values in a single parameter, with commas between them."""

    def __init__(self, child: serializers.Field[Any, Any, Any, Any], **options: Any) -> None:
        options.setdefault("help_text", _("Several with commas."))
        super().__init__(child=child, max_length=50, **options)

    def to_internal_value(self, data: Any) -> list[Any]:
        try:
            return super().to_internal_value([part.strip() for part in str(data).split(",")])
        except serializers.ValidationError as wrong:
            # Told at the parameter itself: its parts have no names.
            found = wrong.detail.values() if isinstance(wrong.detail, dict) else [wrong.detail]
            raise serializers.ValidationError([detail for part in found for detail in part]) from wrong


@extend_schema_field(OpenApiTypes.STR)
class KnownCode(serializers.CharField):
    """A code that exists in the reference data."""

    default_error_messages = {"unknown_code": _("There is no '%(code)s'.")}

    def __init__(self, model: type[Model], **options: Any) -> None:
        self.model = model
        super().__init__(max_length=40, **options)

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data)
        # The validators of text, NUL among them, have not run yet when a child is parsed.
        self.run_validators(code)
        if not self.model._default_manager.filter(pk=code).exists():
            message = str(self.error_messages["unknown_code"]) % {"code": code}
            raise serializers.ValidationError(message, code="unknown_code")
        return code


@extend_schema_field({"type": "string"})
class OfficerField(serializers.Field[Any, Any, Any, Any]):
    """The id of an officer, or `me`; only managers know officers."""

    default_error_messages = {"invalid": _("Send the id of an officer, or `me`.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=_("The id of an officer, or `me`; for managers."), **options)

    def to_internal_value(self, data: Any) -> int | str:
        if data == MINE:
            return MINE
        if not (isinstance(data, str) and data.isascii() and data.isdigit() and len(data) < 20):
            self.fail("invalid")
        return min(int(data), LARGEST_ID)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "enum": list(ANSWERS)},
            {
                "type": "object",
                "required": ["answer"],
                "properties": {
                    "answer": {"type": "string", "enum": list(ANSWERS)},
                    "note": {"type": "string"},
                },
                "additionalProperties": False,
            },
        ]
    }
)
class CheckField(serializers.Field[Any, Any, Any, Any]):
    """The answer to one check of the triage: `yes`, `no` or `n/a`, alone or with a note."""

    default_error_messages = {
        "invalid": _('Send "yes", "no" or "n/a", alone or as an "answer" beside a "note".')
    }

    def to_internal_value(self, data: Any) -> dict[str, str]:
        entry = data if isinstance(data, dict) else {"answer": data}
        answer, note = entry.get("answer"), entry.get("note", "")
        known = isinstance(answer, str) and answer in ANSWERS and isinstance(note, str) and len(note) <= 2000
        if not known or entry.keys() - {"answer", "note"}:
            self.fail("invalid")
        return {"answer": answer, "note": note} if note else {"answer": answer}
