"""What a country says to the shortlist that it is shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.forms.texts import SaidField
from web.presenters.choices import Choice

AGREE, OBJECT = "agree", "object"


class ShortlistForm(DeskForm):
    """Agree with everybody, or object to some with a reason."""

    answer = forms.ChoiceField(
        label=_("What does your country say?"),
        choices=[(AGREE, _("We agree with these experts")), (OBJECT, _("We object to one or more of them"))],
        widget=forms.RadioSelect,
    )
    labels = forms.MultipleChoiceField(
        label=_("To whom do you object?"),
        help_text=_("Only if you object."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = SaidField(
        label=_("Why?"),
        help_text=_("Only if you object. The Support Project reads this and decides with you how to go on."),
        required=False,
    )

    def __init__(self, *args: Any, candidates: list[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["labels"].choices = candidates

    @property
    def objects(self) -> bool:
        return bool(self.cleaned_data["answer"] == OBJECT)

    @property
    def answers(self) -> dict[str, Any]:
        given = {"labels": self.cleaned_data["labels"], "reason": self.cleaned_data["reason"]}
        return given if self.objects else {}

    def clean(self) -> None:
        if self.cleaned_data.get("answer") == OBJECT:
            if "labels" not in self.errors and not self.cleaned_data.get("labels"):
                self.add_error("labels", _("Choose at least one of them."))
            if "reason" not in self.errors and not self.cleaned_data.get("reason"):
                self.add_error("reason", _("Say why."))

    def field_of(self, path: str) -> str | None:
        return "labels" if path == "candidates" else super().field_of(path)
