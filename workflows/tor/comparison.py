"""The difference document: what `templates/pdf/difference.html` draws of two versions, in one language. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.tor import wording
from workflows.tor.clauses import TermsContent
from workflows.tor.difference import difference, words_changed
from workflows.tor.labels import LABELS
from workflows.tor.presentation import in_groups, run
from workflows.tor.typography import set_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One of the two versions: its number, the day it was written or signed, its content and the hash of that."""

    number: int
    day: date
    content: TermsContent
    content_hash: str


def comparison(old: Compared, new: Compared, *, reference: str, language: str) -> dict[str, Any]:
    """The variables of the difference, for the page and for the PDF."""
    labels = LABELS[language]
    sections = difference(old.content, new.content, language)
    days = {"old_date": wording.day(old.day, language), "new_date": wording.day(new.day, language)}
    return {
        "language": language,
        "labels": {key: set_text(text, language) for key, text in labels.items()},
        "kind": set_text(labels["difference"], language),
        "title": run(new.content.meta["title"][language], language),
        "parties": [run(labels["difference_of"].format(old=old.number, new=new.number, **days), language)],
        "reference": set_text(reference, language),
        "version": "",
        "is_draft": False,
        "verification_code": "",
        "sections": [_section(section, language) for section in sections],
        "count": set_text(labels["difference_count"].format(**words_changed(sections)), language),
        "compared": [(side.number, in_groups(side.content_hash, of=8)) for side in (old, new)],
    }


def _section(section: Any, language: str) -> Mapping[str, Any]:
    return {
        "number": section.number,
        "label": set_text(section.label, language),
        "clauses": [
            {
                "change": clause.change,
                "lines": [
                    [{"change": part.change, "text": _set(part.text, language)} for part in line]
                    for line in clause.lines
                ],
            }
            for clause in section.clauses
        ],
    }


def _set(text: str, language: str) -> str:
    """A run of words as printed; the spaces at its ends keep it apart from its neighbours."""
    inner = set_text(text, language)
    return f"{' ' * text[:1].isspace()}{inner}{' ' * (text[-1:].isspace() and len(text) > 1)}"
