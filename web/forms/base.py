"""The base of every form: drawn with the desk's own parts, and able to take the refusals of a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.template import TemplateDoesNotExist
from django.template.backends.base import BaseEngine

from core.errors import InvalidInput


class DeskRenderer(TemplatesSetting):
    """Draws fields with `templates/forms/…` and what is not there with Django's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def get_template(self, template_name: str) -> BaseEngine:
        try:
            return super().get_template(template_name.removeprefix("django/"))
        except TemplateDoesNotExist:
            return super().get_template(template_name)


CLASSES: Mapping[type[forms.Widget], str] = {
    forms.Textarea: "govuk-textarea",
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.SelectMultiple: "govuk-select",
    forms.Select: "govuk-select",
    forms.ClearableFileInput: "govuk-file-upload",
    forms.FileInput: "govuk-file-upload",
    forms.widgets.Input: "govuk-input",
}
DRAWN_WHOLE = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class DeskForm(forms.Form):
    """Parses what was sent and saves nothing.

    `examples` shows, folded away, what a good answer to a field looks like. `version` and `seen` travel with every
    form that changes something: the version of the row, and the last event of its journal, that the reader saw.
    """

    default_renderer = DeskRenderer()
    use_required_attribute = False  # a browser's own messages come one at a time and in its own language
    error_css_class = "error"
    examples: Mapping[str, Any] = {}

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self.add_field(name, field)

    def add_field(self, name: str, field: forms.Field) -> None:
        """Put in a field, drawn like those that were declared."""
        field.example = self.examples.get(name)
        _dress(field.widget)
        self.fields[name] = field

    @classmethod
    def refilled(cls, words: QueryDict, **options: Any) -> Self:
        """The form as somebody left it, without judging what they had typed so far."""
        form = cls(words, **options)
        form._errors = ErrorDict(renderer=form.renderer)
        return form

    @property
    def answers(self) -> dict[str, Any]:
        """What was read, without the fields that only travel along."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "seen")}

    def adopt(self, wrong: InvalidInput) -> None:
        """Show the problems that a service found at the fields they concern, the others above all fields."""
        for path, problems in wrong.errors.items():
            field = self.field_of(path)
            for problem in problems:
                self.add_error(field, forms.ValidationError(str(problem.message), code=problem.code))
        if not wrong.errors:
            self.add_error(None, forms.ValidationError(str(wrong.detail), code=wrong.code))

    def field_of(self, path: str) -> str | None:
        """The field that shows the problem of `path`, such as `unit_contact.email`; None where there is none."""
        parts = path.split(".")
        names = ["_".join(parts[:length]) for length in range(len(parts), 0, -1)] + parts[1:]
        return next((name for name in names if name in self.fields), None)


def drawn_like_ours(form: forms.Form) -> forms.Form:
    """Have a form that a library made drawn with the desk's own parts."""
    form.renderer = DeskForm.default_renderer
    for field in form.fields.values():
        _dress(field.widget)
        field.widget.attrs.pop("placeholder", None)  # it repeats the label, and is gone when one types
    for bound in form:
        bound.renderer = form.renderer  # made with the form's old one, if somebody looked at it before
    for problems in form.errors.values() if form.is_bound else ():
        problems.renderer = form.renderer
    return form


def _dress(widget: forms.Widget) -> None:
    """Give a widget the class of its kind, and every part of a composed one."""
    for part in getattr(widget, "widgets", [widget]):
        if isinstance(part, DRAWN_WHOLE):
            continue
        own = next((name for kind, name in CLASSES.items() if isinstance(part, kind)), "")
        given = part.attrs.get("class", "")
        if own not in given.split():
            part.attrs["class"] = f"{own} {given}".strip()
