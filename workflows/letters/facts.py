"""What letters, certificates and reports are composed from: plain, frozen data without Django.

Labels are mappings of language code to text. People's own words stand with the language they were written in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflows.tor.source import Label, PositionLine


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, and in which language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every paper says of itself and of its request; `number` is the paper's among those of the request.

    `to` is the name of the person written to, empty where a paper is addressed to nobody.
    """

    reference: str
    number: int
    dated: date
    country: Label
    institution: str
    title: Words
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A request came in; `decision_by` is the promised day, `files` how many came with it."""

    received_on: date
    decision_by: date | None
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, with the labels of the answers that it opened."""

    question: Words
    answers: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """What was approved: themes, the main one first, and the positions."""

    themes: tuple[Label, ...]
    positions: tuple[PositionLine, ...]
    position_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a request was declined; after `review_until` (or once it was reviewed: None) no review can be asked."""

    reason: Label
    text: Words
    review_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A position offered to an expert, who can answer until `deadline` (UTC)."""

    position: PositionLine
    position_language: str
    tasks: Words
    deadline: datetime
    pay_rule: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """An expert's mission, planned or done; `terms` is the version of the terms of reference in force."""

    expert: str
    employer: str
    position: PositionLine
    position_language: str
    start: date
    end: date
    terms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """An expert's report by the headings of the outline, of which none is empty."""

    mission: Mission
    accepted_on: date
    sections: tuple[tuple[Label, str], ...]
    language: str


@dataclass(frozen=True, slots=True)
class Done:
    """A mission as the closure report tells it: the position, never the person."""

    position: PositionLine
    start: date | None
    end: date | None
    outcome: Label


@dataclass(frozen=True, slots=True)
class Scored:
    """The answers of one questionnaire: how many, and the mean of those on the scale from 1 to 5, in tenths."""

    label: Label
    given: int
    waived: int
    mean_tenths: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A request from its first day to its last, without a person's name."""

    themes: tuple[Label, ...]
    support_types: tuple[Label, ...]
    milestones: tuple[tuple[Label, date], ...]
    missions: tuple[Done, ...]
    position_language: str
    reports: int
    evaluations: tuple[Scored, ...]


Facts = Receipt | Asked | Approved | Refused | Offered | Mission | Reported | Closed
