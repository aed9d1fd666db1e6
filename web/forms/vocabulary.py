"""The words of the theme check: narrowing the list, changing one, and trying a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.text import fold
from programme.models import ThemeTerm
from programme.services.terms import LONGEST, Word
from web.forms.base import DeskForm
from web.forms.texts import SaidField
from web.presenters.choices import Group

WEIGHTS = [
    (1, _("1: a hint")),
    (2, "2"),
    (3, _("3: speaks for it")),
    (4, "4"),
    (5, _("5: speaks strongly")),
    (6, "6"),
    (7, "7"),
    (8, _("8: says it nearly alone")),
    (9, "9"),
    (10, _("10: says it all")),
]


class WordFilter(forms.Form):
    """What of the vocabulary is listed; what is not understood narrows nothing."""

    q = forms.CharField(label=_("Word"), required=False, max_length=LONGEST)
    about = forms.ChoiceField(label=_("Theme or subject"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All")), *ThemeTerm.Language.choices]
    )
    polarity = forms.ChoiceField(
        label=_("Side"), required=False, choices=[("", _("All")), *ThemeTerm.Polarity.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("used", _("In use")),
            ("off", _("Switched off")),
            ("edited", _("Edited here")),
        ],
    )

    def __init__(self, *args: Any, subjects: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("All")), *subjects]
        for field in self.fields.values():
            kind = "govuk-input" if isinstance(field.widget, forms.TextInput) else "govuk-select"
            field.widget.attrs["class"] = kind

    def narrow(self, rows: QuerySet[ThemeTerm]) -> QuerySet[ThemeTerm]:
        self.is_valid()
        given = self.cleaned_data
        if words := given.get("q", "").strip():
            rows = rows.filter(Q(text__icontains=words) | Q(text__icontains=fold(words)))
        if about := given.get("about"):
            rows = rows.filter(Q(theme_id=about) | Q(outside_subject_id=about))
        for name in ("language", "polarity"):
            if given.get(name):
                rows = rows.filter(**{name: given[name]})
        state = given.get("state")
        if state in ("used", "off"):
            return rows.filter(is_active=state == "used")
        return rows.filter(locally_edited=True) if state == "edited" else rows


class WordForm(DeskForm):
    """A word of the vocabulary; `sample` is a text to try it on, and is not kept."""

    about = forms.ChoiceField(label=_("What does it speak about?"))
    text = forms.CharField(
        label=_("Word or phrase"),
        max_length=LONGEST,
        help_text=_(
            "A * at the end of a word stands for any ending: biometri*. Plurals are found without it."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), choices=ThemeTerm.Language.choices)
    polarity = forms.ChoiceField(
        label=_("Side"), choices=ThemeTerm.Polarity.choices, widget=forms.RadioSelect
    )
    weight = forms.TypedChoiceField(label=_("Weight"), choices=WEIGHTS, coerce=int, initial=3)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    note = SaidField(label=_("Note"), required=False, rows=2, help_text=_("Why it is here, for colleagues."))
    mark = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    sample = SaidField(
        label=_("A text to try it on"),
        required=False,
        help_text=_("A paragraph of a request, for example. It is not kept."),
    )

    def __init__(self, *args: Any, subjects: list[Group], fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("Choose")), *subjects]
        if fixed:
            for name in ("about", "text", "language", "polarity"):
                self.fields[name].disabled = True

    @property
    def word(self) -> Word:
        names = ("about", "language", "polarity", "text", "weight", "is_active", "note")
        return Word(**{name: self.cleaned_data[name] for name in names})


class TryForm(DeskForm):
    """A text, and the phase whose vocabulary reads it."""

    phase = forms.ChoiceField(label=_("Phase"))
    sample = SaidField(label=_("Text"), rows=10, help_text=_("It is read once and not kept."))

    def __init__(self, *args: Any, phases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = phases
