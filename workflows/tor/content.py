"""Composition of terms of reference: plain data and an outline in, clauses with their sources out. Pure.

Nothing here reads a database, a clock or a setting; the same source always composes to the same content, and
the content is all that drawing (`render`) and signing need.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflows.tor.chapters import CHAPTERS
from workflows.tor.clauses import Clause, OutlineItem, TermsContent
from workflows.tor.pieces import (
    Piece,
    expert_days,
    in_each,
    in_language,
    of_this_request,
    own_words,
    standard,
)
from workflows.tor.source import (
    Coded,
    Counterpart,
    Period,
    PositionLine,
    TermsSource,
    ThemeLine,
)
from workflows.tor.typography import printable

__all__ = [
    "Clause",
    "Coded",
    "Counterpart",
    "OutlineItem",
    "Period",
    "PositionLine",
    "TermsContent",
    "TermsSource",
    "ThemeLine",
    "compose",
    "content_hash",
    "missing_translations",
    "read_outline",
    "unsaid_in",
]


def read_outline(data: dict[str, Any]) -> tuple[OutlineItem, ...]:
    """The headings of an outline in the form of the reference data, in their order."""
    return tuple(
        sorted(
            (OutlineItem.from_dict(row) for row in data["headings"]),
            key=lambda item: item.order,
        )
    )


def compose(source: TermsSource, outline: Sequence[OutlineItem]) -> TermsContent:
    """Fill the outline from the source; a heading of which nothing is known says that it is to be agreed."""
    parents = {item.parent for item in outline}
    clauses = [
        clause for item in outline for clause in _clauses(source, item, is_parent=item.number in parents)
    ]
    return TermsContent(clauses=tuple(clauses), headings=tuple(outline), meta=_meta(source))


def content_hash(content: TermsContent) -> str:
    """SHA-256 of the content in its canonical form, in hexadecimal."""
    canonical = json.dumps(content.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def missing_translations(content: TermsContent, lang: str) -> list[str]:
    """The sources whose text stands in another language in the version of this language, each once."""
    sources = (clause.source for clause in content.clauses if clause.untranslated_in(lang))
    return list(dict.fromkeys(sources))


def unsaid_in(content: TermsContent, lang: str) -> list[str]:
    """What has no words at all for the version of this language, though it has in another: sources, headings.

    A free text that nobody has translated has words there: its own, marked as foreign (`missing_translations`).
    """
    clauses = [clause.source for clause in content.clauses if _says_less(clause.text, lang)]
    headings = [f"heading:{heading.number}" for heading in content.headings if not heading.label.get(lang)]
    title = ["request.title"] if _says_less(content.meta["title"], lang) else []
    return list(dict.fromkeys([*title, *headings, *clauses]))


def _says_less(text: Mapping[str, Any], lang: str) -> bool:
    return not text.get(lang) and any(text.values())


def _clauses(source: TermsSource, item: OutlineItem, *, is_parent: bool) -> Iterator[Clause]:
    pieces = list(_pieces(source, item.number))
    if not pieces and not is_parent:
        pieces = [standard(source, "to_be_agreed")]
    for ordinal, piece in enumerate(pieces, start=1):
        yield Clause(
            id=f"{item.number}-{ordinal}",
            heading_number=item.number,
            kind=piece.kind,
            text=piece.text,
            source=piece.source,
            language_of=piece.language_of,
        )


def _pieces(source: TermsSource, number: str) -> Iterator[Piece]:
    chapter = CHAPTERS.get(number)
    if chapter is not None:
        yield from chapter(source)
    yield from of_this_request(source, number)


def _meta(source: TermsSource) -> dict[str, Any]:
    return {
        "reference": printable(source.reference),
        "version": source.version,
        "title": in_each(lambda language: own_words(source, "title", source.title, language)),
        "country": in_each(lambda language: in_language(source.country, language)),
        "institution": printable(source.institution),
        "content_language": source.content_language,
        "positions": len(source.positions),
        "expert_days": expert_days(source),
    }
