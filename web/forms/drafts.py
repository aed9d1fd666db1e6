"""What a focal point types into a request: its answers, the short way in by a letter, the endorsement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from web.forms.attachments import UploadForm, upload_field
from web.forms.base import DeskForm
from web.forms.examples import EXAMPLES
from web.forms.questions import KNOWN_ALREADY, LINE, TITLE, fields_of, shown_value, typed_value
from web.forms.texts import SaidField
from web.presenters.choices import Choice
from web.presenters.questions import Question, Section

LONGEST_MARKS = 4000  # characters: a mark of twelve for each answer of the form


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page draws it: one field, or several under one legend."""

    question: Question
    fields: tuple[BoundField, ...]
    example: Text | None

    @property
    def alone(self) -> BoundField | None:
        return self.fields[0] if len(self.fields) == 1 else None

    @property
    def at_work(self) -> bool:
        """Whether something stands in it, or is wrong with it."""
        return any(field.errors or field.value() for field in self.fields)


class AnswersForm(DeskForm):
    """Answers of the request form. None is required; `seen_answers` are the marks of those that the reader saw."""

    examples = EXAMPLES

    seen_answers = forms.CharField(required=False, max_length=LONGEST_MARKS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: Sequence[Section], today: date, **options: Any) -> None:
        self.sections, self.today = sections, today
        made = {name: field for question in self.questions for name, field in fields_of(question).items()}
        self.base_fields = {**type(self).base_fields, **made}
        super().__init__(*args, **options)

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    def clean(self) -> None:
        period = [self.cleaned_data.get(f"preferred_dates_{part}") for part in ("start", "end")]
        start, end = period
        if start and end and end < start:
            self.add_error("preferred_dates_end", _("The end lies before the beginning."))
        elif end and end < self.today:
            self.add_error("preferred_dates_end", _("This period is already over."))

    def typed(self) -> dict[str, Any]:
        """The answers that could be read, under their codes; one with a problem is left out."""
        readable = (question for question in self.questions if not self.errors.keys() & set(question.parts))
        found = {question.code: typed_value(question, self.cleaned_data) for question in readable}
        return {code: value for code, value in found.items() if value or code not in KNOWN_ALREADY}

    def field_of(self, path: str) -> str | None:
        own = super().field_of(path)
        if own is not None:
            return own
        code = path.split(".")[0]
        return next((question.parts[-1] for question in self.questions if question.code == code), None)

    # How a page draws it --------------------------------------------------------------------------------

    def asked(self, questions: Iterable[Question]) -> list[Asked]:
        return [
            Asked(question, tuple(self[name] for name in question.parts), EXAMPLES.get(question.code))
            for question in questions
        ]

    @property
    def all_asked(self) -> list[Asked]:
        return self.asked(self.questions)

    @property
    def by_section(self) -> list[dict[str, Any]]:
        return [{"label": section.label, "asked": self.asked(section.questions)} for section in self.sections]

    @property
    def needed(self) -> list[Asked]:
        """What a request needs to be sent, and what is known already beside it."""
        return self.asked(question for question in self.questions if _is_first(question))

    @property
    def further(self) -> list[Asked]:
        """What may wait until the desk reviews the request."""
        return self.asked(question for question in self.questions if not _is_first(question))

    @property
    def further_open(self) -> bool:
        return any(asked.at_work for asked in self.further if asked.question.code != "request_channel")


def _is_first(question: Question) -> bool:
    return question.needed or question.code in (*KNOWN_ALREADY, "urgency_reason")


def initial_of(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of the questions hold, from the answers in force."""
    found: dict[str, Any] = {}
    for question in questions:
        found |= shown_value(question, answers[question.code])
    return found


class EndorsementForm(AnswersForm):
    """Who stands behind the request, and that the notice on personal data was read: the last thing before sending."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, message in NEEDED_TO_SEND.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = message


NEEDED_TO_SEND = {
    "endorsement_name": _("Give the name of the focal point who endorses the request."),
    "data_consent": _("Please confirm that you have read the information on personal data."),
}


class AnswerForm(AnswersForm):
    """The answer to a question of the desk, with the answers of the form that it opened."""

    text = SaidField(label=_("Your answer"), help_text=_("In your own language. The support desk reads it."))


class CountryForm(DeskForm):
    """For which country somebody speaks who speaks for several; nothing is asked of the others."""

    def __init__(self, *args: Any, countries: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        if len(countries) > 1:
            self.fields["country"] = forms.ChoiceField(
                label=_("For which country is it?"),
                help_text=_("You speak for more than one."),
                choices=countries,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose the country for which you ask.")},
            )
        self.sole_country = countries[0][0] if len(countries) == 1 else ""

    @property
    def country(self) -> str:
        return self.cleaned_data.get("country") or self.sole_country


class LetterForm(CountryForm, UploadForm):
    """A letter and the four answers that make a draft of it."""

    examples = EXAMPLES
    field_order = ("country", "file", "title", "support_type", "institution", "contact")

    file = upload_field(
        label=_("Your letter"),
        help_text=_("A scan, a photograph or the document itself; signed, if you have it."),
    )
    title = forms.CharField(
        label=_("What is it about?"),
        help_text=_("One line, short and specific."),
        max_length=TITLE,
        error_messages={"required": _("Say in one line what it is about.")},
    )
    support_type = forms.ChoiceField(
        label=_("Type of support"),
        help_text=_("The nearest one; more can be chosen later."),
        required=False,
    )
    institution = forms.CharField(
        label=_("Institution that asks"),
        help_text=_("Ministry, agency or service."),
        max_length=LINE,
        required=False,
    )
    contact = forms.CharField(
        label=_("Contact person"),
        help_text=_("Who will work with the expert."),
        max_length=150,
        required=False,
    )

    def __init__(self, *args: Any, support_types: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["support_type"].choices = [("", _("I am not sure yet")), *support_types]
        self.fields["file"].example = EXAMPLES["letter"]
        for name in ("title", "institution", "contact"):
            self.fields[name].widget.attrs.pop("maxlength", None)
        self.order_fields(self.field_order)

    def answers_given(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """The answers of the request form that follow; what is known of the contact already is not asked again."""
        typed, contact = self.cleaned_data, dict(known.get("unit_contact") or {})
        if typed["contact"] != contact.get("name", ""):
            contact = {"name": typed["contact"]}
        return {
            **known,
            "request_channel": "letter",
            "title": typed["title"],
            "support_type": [typed["support_type"]] if typed["support_type"] else [],
            "institution": typed["institution"],
            "unit_contact": contact,
        }
