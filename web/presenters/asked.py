"""What was asked, as a request's country reads it, and for the Committee without the persons in it."""

from __future__ import annotations

from dataclasses import replace

from core.actors import Actor, Role
from requests_app import form
from requests_app.models import SupportRequest
from web.presenters.case import Change, changes_since
from web.presenters.drafts import Answer, AnswerGroup, answer_groups
from web.presenters.questions import Question, Section

OF_PERSONS = frozenset({"unit_contact", "endorsement"})
IMPERSONAL_PARTS = ("unit", "function")


def answers_shown(row: SupportRequest, sections: list[Section], actor: Actor) -> list[AnswerGroup]:
    """Every answer that was given, section by section."""
    groups = answer_groups(row, sections, given_only=True)
    if actor.role != Role.STEERING:
        return groups
    told = form.answers_of(row)
    return [
        replace(group, answers=tuple(_without_persons(answer, told) for answer in group.answers))
        for group in groups
    ]


def changes_shown(row: SupportRequest, sections: list[Section], actor: Actor) -> list[Change]:
    """Where the answers in force are not those that were submitted."""
    if actor.role == Role.STEERING:
        sections = [replace(section, questions=_impersonal(section)) for section in sections]
    return changes_since(row.as_submitted, form.answers_of(row), sections)


def _impersonal(section: Section) -> tuple[Question, ...]:
    return tuple(question for question in section.questions if question.code not in OF_PERSONS)


def _without_persons(answer: Answer, told: dict[str, dict[str, str]]) -> Answer:
    if answer.question.code not in OF_PERSONS:
        return answer
    parts = told[answer.question.code]
    return replace(answer, lines=tuple(parts[part] for part in IMPERSONAL_PARTS if parts.get(part)))
