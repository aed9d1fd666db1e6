"""What stands beside the clauses of unsigned terms: edited, outdated, drifted apart, touched by a changed source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from web.presenters.terms import source_label
from workflows.models import TermsOfReference
from workflows.selectors.clauses import ClauseNews, clause_news, is_open
from workflows.selectors.composing import bare_content, words_of
from workflows.selectors.papers import PAPER_LANGUAGES
from workflows.tor.clauses import Clause, TermsContent
from workflows.tor.edits import EDITABLE, Touched, keyed
from workflows.tor.presentation import Block, clause_block

BEHIND: Mapping[str, Text] = {
    "en": _("The English has not followed a change of the French"),
    "fr": _("The French has not followed a change of the English"),
}


@dataclass(frozen=True, slots=True)
class ClauseMark:
    """What is said beside one clause; `key` is empty where it cannot be edited."""

    key: str
    anchor: str
    notes: tuple[Text, ...]
    warnings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class TouchedLine:
    """A clause that composing now would change, as it stands and as it would read."""

    heading: Mapping[str, str]
    number: str
    source: Text
    before: Mapping[str, Block]
    after: Mapping[str, Block]
    edited: bool


@dataclass(frozen=True, slots=True)
class ClauseBoard:
    """All that is known of the clauses of one version."""

    marks: Mapping[str, ClauseMark]  # by the id of the clause
    touched: Sequence[TouchedLine]
    drifted: int


def clause_board(terms: TermsOfReference, *, now: datetime) -> ClauseBoard:
    """The marks of all clauses, and those that a changed source touches."""
    content, news, open_ = TermsContent.from_dict(terms.content), clause_news(terms, now=now), is_open(terms)
    marks = {
        clause.id: _mark(key, clause, news, editable=open_) for key, clause in keyed(content.clauses).items()
    }
    headings = {heading.number: heading.label for heading in content.headings}
    labels = source_label()
    touched = [_touched(one, headings, labels) for one in news.standing.touched]
    return ClauseBoard(marks, touched, sum(bool(mark.warnings) for mark in marks.values()))


def clause_to_edit(terms: TermsOfReference, key: str) -> tuple[str, Clause] | None:
    """The clause of a key that can be edited, or the first one where no key is given."""
    clauses = keyed(TermsContent.from_dict(terms.content).clauses)
    found = ((name, clause) for name, clause in clauses.items() if clause.kind in EDITABLE)
    return next((pair for pair in found if not key or pair[0] == key), None)


def composed_blocks(terms: TermsOfReference, key: str, *, now: datetime) -> dict[str, Block]:
    """What the source of an edited clause says now; nothing where nobody edited it."""
    if key not in terms.edits:
        return {}
    fresh = bare_content(terms.support_request, number=terms.number, words=words_of(terms), now=now)
    clause = keyed(fresh.clauses).get(key)
    return blocks_of(clause) if clause else {}


def heading_of(terms: TermsOfReference, clause: Clause) -> str:
    """The number and name of the heading under which a clause stands, in the reader's language."""
    content = TermsContent.from_dict(terms.content)
    language = (get_language() or "en")[:2]
    found = (heading for heading in content.headings if heading.number == clause.heading_number)
    return next((f"{heading.number} {heading.label[language]}" for heading in found), clause.heading_number)


def blocks_of(clause: Clause) -> dict[str, Block]:
    """A clause as it is drawn in each language."""
    return {language: clause_block(clause, language) for language in PAPER_LANGUAGES}


def warnings_of(key: str, clause: Clause, news: ClauseNews) -> tuple[Text, ...]:
    """Where a clause wants a look: its languages say different things, or its source says something else by now."""
    found: list[Text] = []
    behind = news.standing.behind.get(key)
    if behind:
        found.append(BEHIND[behind])
    stale = news.stale.get(clause.source.removeprefix("request."), ())
    found += [BEHIND[language] for language in stale if not clause.edited]
    if key in news.standing.outdated:
        found.append(_("Its source has changed since an officer edited it"))
    return tuple(found)


def _mark(key: str, clause: Clause, news: ClauseNews, *, editable: bool) -> ClauseMark:
    may = editable and clause.kind in EDITABLE
    notes: tuple[Text, ...] = (_("Edited by an officer"),) if clause.edited else ()
    return ClauseMark(key if may else "", f"clause-{clause.id}", notes, warnings_of(key, clause, news))


def _touched(one: Touched, headings: Mapping[str, Any], label: Any) -> TouchedLine:
    clause = one.shown
    return TouchedLine(
        heading=headings.get(clause.heading_number, {}),
        number=clause.heading_number,
        source=label(clause.source),
        before=blocks_of(one.before) if one.before else {},
        after=blocks_of(one.after) if one.after else {},
        edited=clause.edited,
    )
