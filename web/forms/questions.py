"""The fields in which the questions of the request form are typed, and what was typed as answers under their codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.errors import Text
from programme.models import FormField
from requests_app.form import LONGEST_SUPPORT
from web.forms.days import DayField
from web.forms.texts import SaidField
from web.presenters.questions import Question

Type = FormField.Type
LINE, TITLE = 300, 200  # characters, as the columns hold them
ROWS = {"background": 8}
KNOWN_ALREADY = frozenset({"text_language", "urgency"})  # never empty, so that they are not called optional

PART_LABELS: Mapping[str, Text] = {
    "name": _("Name"),
    "function": _("Function"),
    "unit": _("Unit"),
    "email": _("E-mail address"),
    "phone": _("Telephone"),
    "start": pgettext_lazy("period", "Earliest date"),
    "end": pgettext_lazy("period", "Latest date"),
}
AUTOCOMPLETE = {"email": "off", "phone": "off", "name": "off"}  # somebody else's, mostly


class GroupedCheckboxes(forms.CheckboxSelectMultiple):
    """Many boxes in groups that open one by one; a group in which something is chosen is open."""

    template_name = "forms/widgets/grouped_checkboxes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["groups"] = [
            (group, options, sum(option["selected"] for option in options))
            for group, options, _index in context["widget"]["optgroups"]
        ]
        return context


def fields_of(question: Question) -> dict[str, forms.Field]:
    """The fields of a question by name. None is required: a form may be left with gaps and taken up again."""
    made = MAKERS[question.kind](question)
    for field in made.values():
        field.needed = question.needed or question.code in KNOWN_ALREADY  # type: ignore[attr-defined]
    return made


def _line(question: Question) -> dict[str, forms.Field]:
    longest = TITLE if question.code == "title" else LINE
    field = forms.CharField(max_length=longest, **_worded(question))
    field.widget.attrs.pop("maxlength", None)  # a browser would cut a pasted text without a word
    return {question.code: field}


def _text(question: Question) -> dict[str, forms.Field]:
    return {question.code: SaidField(rows=ROWS.get(question.code, 5), **_worded(question))}


def _number(question: Question) -> dict[str, forms.Field]:
    digits = forms.TextInput(
        attrs={"inputmode": "numeric", "class": "govuk-input--width-3", "autocomplete": "off"}
    )
    limits = {
        "invalid": _("Give a number of days, such as 8."),
        "min_value": _("Give at least one day."),
        "max_value": _("Support is short-term: at most %(limit_value)s working days."),
    }
    field = forms.IntegerField(
        min_value=1, max_value=LONGEST_SUPPORT, widget=digits, error_messages=limits, **_worded(question)
    )
    return {question.code: field}


def _one_code(question: Question) -> dict[str, forms.Field]:
    few = len(question.choices) <= MOST_RADIOS and question.code not in ASIDE
    widget = forms.RadioSelect if few else forms.Select
    return {question.code: forms.ChoiceField(choices=question.choices, widget=widget, **_worded(question))}


def _codes(question: Question) -> dict[str, forms.Field]:
    grouped = any(isinstance(name, list) for _code, name in question.choices)
    widget = GroupedCheckboxes if grouped else forms.CheckboxSelectMultiple
    field = forms.MultipleChoiceField(choices=question.choices, widget=widget, **_worded(question))
    return {question.code: field}


def _contact(question: Question) -> dict[str, forms.Field]:
    return {name: _part(name.removeprefix(f"{question.code}_")) for name in question.parts}


def _part(part: str) -> forms.Field:
    if part == "email":
        field: forms.Field = forms.EmailField(required=False, label=PART_LABELS[part], max_length=254)
    else:
        longest = {"phone": 40, "unit": LINE}.get(part, 150)
        field = forms.CharField(required=False, label=PART_LABELS[part], max_length=longest)
    field.widget.attrs.pop("maxlength", None)
    if part == "phone":
        field.widget.input_type = "tel"
    if part in AUTOCOMPLETE:
        field.widget.attrs["autocomplete"] = AUTOCOMPLETE[part]
    return field


def _period(question: Question) -> dict[str, forms.Field]:
    return {
        name: DayField(required=False, label=PART_LABELS[name.removeprefix(f"{question.code}_")])
        for name in question.parts
    }


def _box(question: Question) -> dict[str, forms.Field]:
    return {question.code: forms.BooleanField(**_worded(question))}


MOST_RADIOS = 6
ASIDE = frozenset({"text_language", "request_channel"})  # known already, so that they take one line
MAKERS: Mapping[str, Callable[[Question], dict[str, forms.Field]]] = {
    Type.TEXT: _line,
    Type.LONGTEXT: _text,
    Type.INTEGER: _number,
    Type.DATERANGE: _period,
    Type.CHOICE: _one_code,
    Type.CODE: _one_code,
    Type.CODES: _codes,
    Type.CONTACT: _contact,
    Type.SIGNATURE: _contact,
    Type.CHECKBOX: _box,
}


def _worded(question: Question) -> dict[str, Any]:
    return {"label": question.label, "help_text": question.help, "required": False}


def typed_value(question: Question, cleaned: Mapping[str, Any]) -> Any:
    """The answer to a question, as the services take it, from the fields in which it was typed."""
    if question.kind in (Type.CONTACT, Type.SIGNATURE):
        return {name.removeprefix(f"{question.code}_"): cleaned[name] for name in question.parts}
    if question.kind == Type.DATERANGE:
        period = {name.removeprefix(f"{question.code}_"): cleaned[name] for name in question.parts}
        return period if any(period.values()) else None
    value = cleaned[question.code]
    if isinstance(value, str):
        return value.replace("\r\n", "\n") or (None if question.code == "priority_theme" else "")
    return value


def shown_value(question: Question, value: Any) -> dict[str, Any]:
    """What the fields of a question hold, from its answer."""
    if len(question.parts) == 1:
        return {question.code: value}
    return {name: (value or {}).get(name.removeprefix(f"{question.code}_"), "") for name in question.parts}
