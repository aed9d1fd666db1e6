"""Days, chosen from a calendar where the browser has one and typed where it has none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ISO = "%Y-%m-%d"
# The day before the month in both languages, as partners write it; never the American way round.
AS_WRITTEN = (ISO, "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")


class DayField(forms.DateField):
    """One day, as 2026-03-14 or as 14/03/2026."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {})
        options["error_messages"].setdefault("invalid", _("Give a day such as 2026-03-14."))
        attrs = {"type": "date", "class": "govuk-input--width-10", "autocomplete": "off"}
        super().__init__(widget=forms.DateInput(attrs=attrs, format=ISO), input_formats=AS_WRITTEN, **options)
