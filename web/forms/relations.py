"""What linking, joining or ending requests for the sake of others asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.forms.days import DayField
from web.forms.texts import SaidField

AGREE, DECLINE = "agree", "decline"
MISSING = 0  # no request has this id: the service says that there is none


class ReferenceField(forms.CharField):
    """A request named by its reference, as it stands on every page; `found` says which one it is."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 20)
        super().__init__(widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}), **options)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).strip().upper()


class DuplicateForm(DeskForm):
    original = ReferenceField(
        label=_("Which request is kept?"), help_text=_("Its reference, for example TSR-2026-00042.")
    )
    text = SaidField(
        label=_("What does the country read?"),
        help_text=_(
            "Its request is cancelled. Of another country's request, say no more than that there is one."
        ),
        rows=7,
    )

    def __init__(self, *args: Any, language: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].widget.attrs["lang"] = language


class LinkForm(DeskForm):
    other = ReferenceField(
        label=_("With which request?"), help_text=_("Its reference, for example TSR-2026-00042.")
    )
    note = SaidField(
        label=_("What do they have in common?"), required=False, help_text=_("Only the office reads this.")
    )


class ProposeJointForm(DeskForm):
    other = ReferenceField(
        label=_("With which request?"),
        help_text=_("A request of another country, by its reference: TSR-2026-00042."),
    )
    subject_en = forms.CharField(
        label=_("Common subject, in English"),
        help_text=_("Both countries read this and nothing else of each other's request."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )
    subject_fr = forms.CharField(
        label=_("Common subject, in French"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "fr"}),
    )
    start = DayField(label=_("From"))
    end = DayField(label=_("Until"))


class JointAnswerForm(DeskForm):
    """Agree, or decline with a reason."""

    answer = forms.ChoiceField(
        label=_("What does your country say?"),
        choices=[
            (AGREE, _("We agree to one mission for both countries")),
            (DECLINE, _("We prefer a mission of our own")),
        ],
        widget=forms.RadioSelect,
    )
    reason = SaidField(
        label=_("Why?"),
        help_text=_("Only if you decline. The Support Project reads this; the other country does not."),
        required=False,
    )

    def __init__(self, *args: Any, may_agree: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_agree:  # it agreed before, and may still think again
            self.fields["answer"].choices = self.fields["answer"].choices[1:]

    @property
    def declines(self) -> bool:
        return bool(self.cleaned_data["answer"] == DECLINE)

    @property
    def answers(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]} if self.declines else {}

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("answer") == DECLINE and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why, so that the desk can look for another way."))


class EndJointForm(DeskForm):
    reason = SaidField(label=_("Why?"), help_text=_("Both countries read this: name neither's request."))
