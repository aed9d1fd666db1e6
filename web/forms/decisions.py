"""What the office asks for when it takes, checks, asks, settles, approves or declines a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.models import EligibilityCheck
from requests_app.states import DeclineReason
from web.forms.base import DeskForm
from web.forms.texts import SaidField
from web.presenters.choices import Choice, Group
from web.presenters.refusals import is_unfinished
from workflows.services.triage import NO, NOT_APPLICABLE, YES

YES_OR_NO: list[tuple[str, Any]] = [(YES, _("Yes")), (NO, _("No"))]
EVERY_ANSWER = [*YES_OR_NO, (NOT_APPLICABLE, _("Not applicable"))]
OTHER_THEME = "other"  # the main theme lies outside the phase's priority themes


class AssignForm(DeskForm):
    officer = forms.ChoiceField(label=_("Who takes the case?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, managers: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = list(managers)


class AskForm(DeskForm):
    text = SaidField(
        label=_("What do you want to know?"),
        help_text=_("The focal point reads this. The clocks stand still until they answer."),
    )

    def __init__(self, *args: Any, groups: Iterable[Group] = (), language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["lang"] = language
        # Not declared above: `fields` is what a form calls its own fields.
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("Answers to be corrected or completed"),
            required=False,
            choices=list(groups),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("The focal point may change exactly these together with the answer."),
        )


class ChecklistForm(DeskForm):
    """The first checks of the reference data: an answer to each, and a note where there is something to say."""

    def __init__(self, *args: Any, checks: Sequence[EligibilityCheck] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checks = checks
        for check in checks:
            blocking = check.level == EligibilityCheck.Level.BLOCKING
            self.fields[answer_name(check.code)] = forms.ChoiceField(
                label=check.label,
                choices=YES_OR_NO if blocking else EVERY_ANSWER,
                widget=forms.RadioSelect,
                help_text=_("Must be yes") if blocking else "",
                required=False,  # the service says which of them must be answered, and how
            )
            self.fields[note_name(check.code)] = forms.CharField(
                label=_("Note"),
                required=False,
                max_length=1000,
                widget=forms.TextInput(attrs={"class": "govuk-input"}),
            )

    @property
    def items(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each check's answer with its note."""
        return [(self[answer_name(check.code)], self[note_name(check.code)]) for check in self.checks]

    @property
    def answers(self) -> dict[str, Any]:
        given = {check.code: self._entry(check.code) for check in self.checks}
        return {"checklist": {code: entry for code, entry in given.items() if entry["answer"]}}

    def _entry(self, code: str) -> dict[str, str]:
        answer, note = self.cleaned_data[answer_name(code)], self.cleaned_data[note_name(code)]
        return {"answer": answer, "note": note} if note else {"answer": answer}


def answer_name(code: str) -> str:
    """The field of a check's answer, under which a service's problem with it is shown."""
    return f"checklist_{code}"


def note_name(code: str) -> str:
    return f"note_{code}"


class ThemesForm(DeskForm):
    main = forms.ChoiceField(label=_("Main theme"), widget=forms.RadioSelect)
    other = forms.ChoiceField(
        label=_("Theme outside the priority themes of the phase"),
        required=False,
        help_text=_("Only with a reason, which is kept with the decision."),
    )
    further = forms.MultipleChoiceField(
        label=_("Further themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = SaidField(
        label=_("Why this theme?"),
        required=False,
        rows=3,
        help_text=_(
            "Needed where the main theme is another than the text speaks for, or is not a priority theme of the phase."
        ),
    )

    def __init__(
        self, *args: Any, themes: Sequence[Choice] = (), outside: Iterable[Group] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["main"].choices = [*themes, (OTHER_THEME, _("Another theme, outside the phase"))]
        self.fields["further"].choices = list(themes)
        self.fields["other"].choices = [("", _("Choose a theme")), *outside]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("main") == OTHER_THEME and not given.get("other") and "other" not in self.errors:
            self.add_error("other", _("Choose the theme that it serves."))
        return given

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        other = given.pop("other")
        return {**given, "main": other if given["main"] == OTHER_THEME else given["main"]}


class ApproveForm(DeskForm):
    note = SaidField(
        label=_("Note to the decision"),
        required=False,
        rows=3,
        help_text=_("For colleagues; the country does not read it."),
    )


class DeclineForm(DeskForm):
    code = forms.ChoiceField(
        label=_("Why is it declined?"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )
    text = SaidField(
        label=_("What the focal point reads"),
        rows=10,
        help_text=_("Say what was asked, why it cannot be supported, and what they can do now."),
    )

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["lang"] = language

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if is_unfinished(text):
            raise forms.ValidationError(
                _("Say what stands in [brackets], or take it out."), code="unfinished"
            )
        return text


def filled_with_yes(words: Mapping[str, Any], checks: Iterable[EligibilityCheck]) -> Any:
    """What was sent, with yes for every check that was not answered; given answers stay."""
    filled: Any = words.copy()  # type: ignore[attr-defined]
    for check in checks:
        if not filled.get(answer_name(check.code)):
            filled[answer_name(check.code)] = YES
    return filled
