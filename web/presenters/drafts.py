"""A request in the making: its steps with what is done and what is missing, and its answers to be read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from programme.models import FormField
from requests_app import form
from requests_app.models import SupportRequest
from web.presenters.questions import ENDORSEMENT, Question, Section, form_sections

Type = FormField.Type


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that is still needed, and where it is typed."""

    code: str
    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the form. `needs` says whether anything in it is needed for sending."""

    code: str
    number: int
    label: Text
    url: str
    needs: bool
    missing: tuple[Missing, ...]
    current: bool

    @property
    def done(self) -> bool:
        return self.needs and not self.missing

    @property
    def tone(self) -> str:
        return "good" if self.done else "warn" if self.needs else "plain"


def steps_of(
    support_request: SupportRequest,
    sections: Iterable[Section],
    *,
    missing: Collection[str],
    current: str = "",
) -> list[Step]:
    """The pages of the form in order; the endorsement belongs to the last one, on which everything is read again."""
    row = support_request
    return [
        Step(
            code=section.code,
            number=number,
            label=section.label,
            url=step_url(row, section.code),
            needs=any(question.needed for question in section.questions),
            missing=tuple(missing_of(row, section.questions, missing=missing)),
            current=section.code == current,
        )
        for number, section in enumerate(sections, start=1)
        if section.code != ENDORSEMENT
    ]


def missing_of(
    support_request: SupportRequest, questions: Iterable[Question], *, missing: Collection[str]
) -> list[Missing]:
    """What is still needed of some questions, each with the field in which it is typed."""
    return [
        Missing(question.code, question.label, _where(support_request, question))
        for question in questions
        if question.code in missing
    ]


def step_url(support_request: SupportRequest, section: str) -> str:
    if section == ENDORSEMENT:
        return reverse("request_check", args=[support_request.pk])
    return reverse("request_step", args=[support_request.pk, section.lower()])


def _where(support_request: SupportRequest, question: Question) -> str:
    """Where a question of a draft is answered."""
    return f"{step_url(support_request, question.section)}#{question.anchor}"


# --- Answers as they are read -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is read: names of codes in the reader's language, texts in that of their writer."""

    question: Question
    lines: tuple[str, ...] = ()
    text: str = ""
    language: str = ""
    start: date | None = None
    end: date | None = None
    url: str = ""

    @property
    def given(self) -> bool:
        return bool(self.lines or self.text or self.start or self.end)


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """A section with its answers."""

    code: str
    label: str
    answers: tuple[Answer, ...]

    @property
    def to_read(self) -> list[Answer]:
        """What was answered, and what has to be."""
        return [answer for answer in self.answers if answer.given or answer.question.needed]

    @property
    def left_open(self) -> list[Answer]:
        return [answer for answer in self.answers if not answer.given and not answer.question.needed]


def answers_in_force(support_request: SupportRequest) -> dict[str, Any]:
    """The answers under their codes; of a period that is known by half, that half."""
    row = support_request
    period = {"start": row.preferred_start, "end": row.preferred_end}
    return {**form.answers_of(row), "preferred_dates": period if any(period.values()) else None}


def answer_groups(
    support_request: SupportRequest,
    sections: Sequence[Section] | None = None,
    *,
    to_change: bool = False,
    given_only: bool = False,
) -> list[AnswerGroup]:
    """All answers of a request, section by section, for whoever may read them with the persons in them.

    `to_change` leads to where each is typed, `given_only` leaves out what was not answered.
    """
    if sections is None:
        sections = form_sections(phase=support_request.phase)
    values = answers_in_force(support_request)
    found = []
    for section in sections:
        answers = [
            _answer(
                question,
                values[question.code],
                language=support_request.text_language,
                url=_where(support_request, question) if to_change else "",
            )
            for question in section.questions
        ]
        shown = tuple(answer for answer in answers if answer.given or not given_only)
        if shown:
            found.append(AnswerGroup(section.code, section.label, shown))
    return found


def in_words(question: Question, value: Any) -> str:
    """An answer in one text, to be compared with another one."""
    answer = _answer(question, value)
    days = [date_format(day, "DATE_FORMAT") for day in (answer.start, answer.end) if day]
    return answer.text or "\n".join(answer.lines) or " – ".join(days)


def _answer(question: Question, value: Any, *, language: str = "", url: str = "") -> Answer:
    if question.kind == Type.DATERANGE:
        period = value or {}
        return Answer(question, start=period.get("start"), end=period.get("end"), url=url)
    if question.kind in (Type.CONTACT, Type.SIGNATURE):
        parts = ("name", "function", "unit", "email", "phone")
        lines = tuple(value[part] for part in parts if value.get(part)) if value else ()
        return Answer(question, lines=lines, url=url)
    if question.kind in (Type.TEXT, Type.LONGTEXT):
        return Answer(question, text=value or "", language=language, url=url)
    return Answer(question, lines=tuple(_named(question, value)), url=url)


def _named(question: Question, value: Any) -> list[str]:
    if question.kind == Type.CHECKBOX:
        return [str(_("Yes"))] if value else []
    names, codes = question.names, value if isinstance(value, list) else [value]
    return [names.get(code, str(code)) for code in codes if code]
