"""Days, chosen from a calendar where the browser has one and typed where it has none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """One day, as 2026-03-14 or in the manner of the reader's language."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {})
        options["error_messages"].setdefault("invalid", _("Give a day such as 2026-03-14."))
        attrs = {"type": "date", "class": "govuk-input--width-10", "autocomplete": "off"}
        super().__init__(widget=forms.DateInput(attrs=attrs, format="%Y-%m-%d"), **options)
