"""The anonymous shortlist in words: what a country may know of each candidate, and what was said to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.actors import Actor
from core.errors import Text
from core.transitions import available_actions
from programme.selectors import items_of
from web.presenters.choices import Choice, language_names
from workflows.actions import CONSULTATION_ACTIONS
from workflows.models import Consultation
from workflows.states import ConsultationState

TONES: Mapping[str, str] = {
    ConsultationState.SHOWN: "warn",
    ConsultationState.OBJECTED: "warn",
    ConsultationState.AGREED: "good",
    ConsultationState.SILENT: "good",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert without a name: the label, the kind of expert, the work in one line, the languages with levels."""

    label: str
    category: str
    headline: str
    languages: str
    objected: bool


@dataclass(frozen=True, slots=True)
class PositionShown:
    number: int
    title: str
    candidates: list[Candidate]


@dataclass(frozen=True, slots=True)
class ShortlistShown:
    """One showing of the shortlist with its answer; `may_answer` for whoever may answer now."""

    consultation: Consultation
    label: Text
    tone: str
    positions: list[PositionShown]
    may_answer: bool

    @property
    def choices(self) -> list[Choice]:
        """The candidates to object to, by the labels under which they are shown."""
        return [
            (candidate.label, f"{candidate.label} – {candidate.headline or candidate.category}")
            for position in self.positions
            for candidate in position.candidates
        ]

    @property
    def is_open(self) -> bool:
        return self.consultation.state == ConsultationState.SHOWN


def shortlist_shown(consultation: Consultation, *, actor: Actor, now: datetime) -> ShortlistShown:
    """The showing as it was frozen, with codes in words. Two queries."""
    categories = {item.code: item.label for item in items_of("expert_categories")}
    languages, objected = language_names(), set(consultation.objected_labels)
    found = available_actions(consultation, CONSULTATION_ACTIONS, actor=actor, now=now)
    return ShortlistShown(
        consultation=consultation,
        label=ConsultationState(consultation.state).label,
        tone=TONES.get(consultation.state, "plain"),
        positions=[
            PositionShown(
                position["number"],
                position["title"],
                [
                    _candidate(position, found, categories, languages, objected)
                    for found in position["candidates"]
                ],
            )
            for position in consultation.shown["positions"]
        ],
        may_answer=any(
            availability.allowed and availability.action.name == "agree" for availability in found
        ),
    )


def _candidate(
    position: Mapping[str, Any],
    shown: Mapping[str, Any],
    categories: Mapping[str, str],
    languages: Mapping[str, str],
    objected: set[str],
) -> Candidate:
    label = f"{position['number']}{shown['label']}"
    spoken = [
        _("%(language)s (%(level)s)") % {"language": languages.get(code, code), "level": level}
        for code, level in shown["languages"].items()
    ]
    return Candidate(
        label=label,
        category=categories.get(shown["category"], shown["category"]),
        headline=shown["headline"],
        languages=", ".join(spoken),
        objected=label in objected,
    )
