"""How the clauses of unsigned terms stand to what they were composed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflows.models import TermsOfReference
from workflows.selectors.composing import bare_content, hash_of, originals_of, words_of
from workflows.states import TermsState
from workflows.tor.clauses import TermsContent
from workflows.tor.edits import Standing, edits_from, keyed, standing

IN_WORK = (TermsState.DRAFT, TermsState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class ClauseNews:
    """What the officer should know of the clauses: `stale` names translations whose original changed since."""

    standing: Standing = field(default_factory=Standing)
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def is_open(terms: TermsOfReference) -> bool:
    """Whether the clauses can still be changed: nobody has signed."""
    return terms.state in IN_WORK and not terms.signatures.all()


def clause_news(terms: TermsOfReference, *, now: datetime) -> ClauseNews:
    """Compare the terms with their sources as they are now; of signed terms there is nothing to say.

    As many queries as composing takes, however long the terms are.
    """
    if not is_open(terms):
        return ClauseNews()
    words = words_of(terms)
    fresh = bare_content(terms.support_request, number=terms.number, words=words, now=now)
    return ClauseNews(
        standing(TermsContent.from_dict(terms.content), fresh, edits_from(words.edits)),
        stale_translations(terms),
    )


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with what an officer should know of it."""

    key: str
    heading_number: str
    kind: str
    source: str
    text: Mapping[str, Any]
    edited: bool
    behind: str
    outdated: bool
    touched: bool


def clause_rows(terms: TermsOfReference, *, now: datetime) -> list[ClauseRow]:
    """All clauses of a version, in their order."""
    found = clause_news(terms, now=now).standing
    touched = {one.key for one in found.touched}
    return [
        ClauseRow(
            key=key,
            heading_number=clause.heading_number,
            kind=clause.kind,
            source=clause.source,
            text=clause.text,
            edited=clause.edited,
            behind=found.behind.get(key, ""),
            outdated=key in found.outdated,
            touched=key in touched,
        )
        for key, clause in keyed(TermsContent.from_dict(terms.content).clauses).items()
    ]


def stale_translations(terms: TermsOfReference) -> dict[str, tuple[str, ...]]:
    """By key, the languages whose translation was made from an earlier text; what was never noted is not judged."""
    originals = originals_of(terms.support_request)
    found = {
        key: tuple(
            language
            for language, made_from in languages.items()
            if terms.translations.get(key, {}).get(language) and made_from != hash_of(originals.get(key, ""))
        )
        for key, languages in terms.translated_from.items()
    }
    return {key: languages for key, languages in found.items() if languages}


def terms_holding(paragraph: str) -> list[str]:
    """The references of the requests whose unsigned terms hold a standard paragraph."""
    rows = TermsOfReference.objects.in_work().filter(signatures=None).select_related("support_request")
    source = f"paragraph:{paragraph}@"
    holding = (
        terms.support_request.reference or str(terms.support_request_id)
        for terms in rows.iterator(chunk_size=200)
        if any(clause["source"].startswith(source) for clause in terms.content["clauses"])
    )
    return sorted(set(holding))
