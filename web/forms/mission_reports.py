"""What the author of a mission report types: a section at a time, and the language of it all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.forms.texts import SaidField
from web.presenters.choices import working_language_choices
from web.presenters.mission_reports import Step


class SectionForm(DeskForm):
    """One section; it is saved while it is typed where the browser can."""

    text = SaidField(label=_("Your text"), required=False, rows=16)

    def __init__(self, *args: Any, step: Step, text_language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label, field.help_text, field.needed = step.label, step.guidance, step.needed
        field.widget.attrs |= {
            "lang": text_language,
            "hx-post": step.url,
            "hx-trigger": "input changed delay:2s",
            "hx-target": "#saved",
            "hx-swap": "innerHTML",
        }


class ReportLanguageForm(DeskForm):
    text_language = forms.ChoiceField(
        label=_("Language in which you write"),
        help_text=_("The desk and the country read your texts in the language in which you write them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, name[:1].upper() + name[1:]) for code, name in working_language_choices()]
        self.fields["text_language"].choices = named
