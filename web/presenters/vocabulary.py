"""The vocabulary of the theme check in words, and what a text says before and after a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programme.models import OutsideSubject, Theme
from requests_app.theme_check import ThemeCheck
from web.presenters.choices import Group
from web.presenters.themes import Reading, shown_in
from workflows.selectors.vocabulary import Effect, Tried

SAMPLE = "objective"  # the field of a request as which a tried text is read


def subjects_of(phase: str) -> list[Group]:
    """What a word of a phase can be about: its themes, and the subjects that it leaves out. Two queries."""
    themes = Theme.objects.of_phase(phase).priority_themes().order_by("order")
    outside = OutsideSubject.objects.filter(phase_id=phase).order_by("code")
    return [
        (_("Themes"), [(theme.pk, theme.label) for theme in themes]),
        (_("Subjects outside the phase"), [(subject.pk, subject.label) for subject in outside]),
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """The strength of one theme before and after, of 100; None where it is not proposed."""

    label: str
    before: int | None
    after: int | None

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class TriedShown:
    """What a tried text says: the changes theme by theme, and the text with its evidence after the change."""

    changes: tuple[Change, ...]
    reading: Reading
    effect: Effect | None
    scope_changed: bool

    @property
    def differs(self) -> bool:
        return self.scope_changed or any(change.differs for change in self.changes)


def tried_shown(tried: Tried, text: str, labels: Mapping[str, str]) -> TriedShown:
    before, after = _strengths(tried.before), _strengths(tried.after)
    codes = [code for code in labels if code in before or code in after]
    return TriedShown(
        changes=tuple(Change(labels[code], before.get(code), after.get(code)) for code in codes),
        reading=shown_in(tried.after, {SAMPLE: text}, labels, {SAMPLE: _("Text")}),
        effect=tried.effect,
        scope_changed=tried.before.in_scope != tried.after.in_scope,
    )


def _strengths(check: ThemeCheck) -> dict[str, int]:
    return {proposal.code: round(proposal.score * 100) for proposal in check.proposals}
