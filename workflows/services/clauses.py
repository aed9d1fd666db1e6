"""An officer's words for one clause of unsigned terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.actors import Actor
from core.errors import InvalidInput, NotFound
from core.transitions import perform
from workflows.actions import terms as actions
from workflows.models import TermsOfReference
from workflows.selectors.composing import bare_content, composed, words_of
from workflows.tor.clauses import Clause, TermsContent
from workflows.tor.edits import EDITABLE, Edit, UnevenTable, edited, edits_from, keyed

LONGEST = 20_000  # characters of a clause in one language


def edit_clause(
    *,
    terms: TermsOfReference,
    key: str,
    texts: Mapping[str, str],
    same: bool,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> TermsOfReference:
    """Give a clause other words, by language; a language that is left empty says what was composed.

    `same`: the officer says that both languages say the same. With no words at all, or with those that were composed,
    the clause is as composed again. Raises `NotFound` for a key that no clause has and `InvalidInput` at
    `text_<language>`.
    """
    for language, text in texts.items():
        if len(text) > LONGEST:
            raise InvalidInput.at(f"text_{language}", _("This is too long for one clause."), code="too_long")

    def arguments(row: TermsOfReference) -> dict[str, Any]:
        words = words_of(row)
        fresh = bare_content(row.support_request, number=row.number, words=words, now=now)
        edit = _edit(row, key, keyed(fresh.clauses).get(key), texts, same=same)
        return composed(row.support_request, number=row.number, words=words.with_edit(key, edit), now=now)

    return perform(
        actions.REVISE,
        terms,
        actor=actor,
        now=now,
        arguments=arguments,
        data={"number": terms.number, "clause": key},
        expected_version=expected_version,
    )


def _edit(
    row: TermsOfReference, key: str, fresh: Clause | None, texts: Mapping[str, str], *, same: bool
) -> Edit | None:
    if fresh is None or fresh.kind not in EDITABLE:
        raise NotFound
    shown = keyed(TermsContent.from_dict(row.content).clauses).get(key)
    earlier = edits_from(row.edits).get(key)
    try:
        return edited(fresh, texts, before=shown or fresh, earlier=earlier, same=same)
    except UnevenTable as uneven:
        problem = _("All rows of a table have as many cells as its first, with | between them.")
        raise InvalidInput.at(f"text_{uneven}", problem, code="uneven_table") from None
