"""What an officer changed in composed terms, clause by clause, kept apart from what it was composed from. Pure.

A clause is known by its heading and where it comes from (`key_of`), not by its place: when the request or the library
changes, the officer's words stay with their clause, and it shows that the source says something else by now.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workflows.tor.clauses import LANGUAGES, Clause, TermsContent, cells
from workflows.tor.paragraphs import body_of, text_of
from workflows.tor.typography import printable

EDITABLE = ("paragraph", "list", "table")  # facts are changed where they come from


class UnevenTable(ValueError):
    """A row of an edited table has more or fewer cells than its first; the argument is the language."""


@dataclass(frozen=True, slots=True)
class Edit:
    """An officer's words for one clause.

    `text` holds bodies by language; a language that is missing says what was composed. `over` is the fingerprint of
    what had been composed when the words were written. `behind` is the language that has not followed a change of the
    other one; empty when both say the same.
    """

    text: Mapping[str, Any]
    over: str
    behind: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Edit:
        return cls(data["text"], data["over"], data.get("behind", ""))

    def to_dict(self) -> dict[str, Any]:
        return {"text": dict(self.text), "over": self.over, "behind": self.behind}


Edits = Mapping[str, Edit]


def edits_from(data: Mapping[str, Any]) -> dict[str, Edit]:
    return {key: Edit.from_dict(edit) for key, edit in data.items()}


def keyed(clauses: Iterable[Clause]) -> dict[str, Clause]:
    """The clauses by their keys: `4.2/paragraph:tasks`, and `…~2` for a second one from the same source."""
    seen: Counter[str] = Counter()
    found = {}
    for clause in clauses:
        stem = f"{clause.heading_number}/{clause.source.partition('@')[0]}"
        seen[stem] += 1
        found[stem if seen[stem] == 1 else f"{stem}~{seen[stem]}"] = clause
    return found


def fingerprint(clause: Clause) -> str:
    """Of what a clause says in all languages, whatever version of its source it names."""
    said = json.dumps(clause.text, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]


def applied(content: TermsContent, edits: Edits) -> TermsContent:
    """The content with the officer's words in their clauses; words whose clause is gone are left out."""
    clauses = tuple(
        replace(clause, text={**clause.text, **edits[key].text}, edited=True) if key in edits else clause
        for key, clause in keyed(content.clauses).items()
    )
    return replace(content, clauses=clauses)


def editable_text(clause: Clause, language: str) -> str:
    """A clause as it is edited in a language; empty where nobody has said it in this language yet."""
    body = clause.text[language]
    if any(not isinstance(cell, str) for cell in cells(clause.kind, body)):
        return "" if clause.kind != "table" else text_of("table", _plain(body))
    return text_of(clause.kind, body)


def _plain(body: Mapping[str, Any]) -> dict[str, Any]:
    rows = [[cell if isinstance(cell, str) else cell["text"] for cell in row] for row in body["rows"]]
    return {"columns": body["columns"], "rows": rows}


def edited(
    composed: Clause, texts: Mapping[str, str], *, before: Clause, earlier: Edit | None, same: bool
) -> Edit | None:
    """The edit that these texts make of a composed clause; None where they say what was composed.

    `before` is the clause as it was shown, `earlier` the edit that it had. `same`: both languages are said to say the
    same. Raises `UnevenTable`.
    """
    bodies = {
        language: _body(composed, text, language) for language, text in texts.items() if printable(text)
    }
    own = {language: body for language, body in bodies.items() if body != composed.text[language]}
    if not own:
        return None
    changed = [language for language, body in bodies.items() if body != before.text[language]]
    was_behind = earlier.behind if earlier else ""
    return Edit(own, fingerprint(composed), "" if same else _behind(before, changed, was_behind))


def _behind(before: Clause, changed: Sequence[str], was_behind: str) -> str:
    """The language that has not followed: who changes one leaves the other behind, unless it was that one's turn."""
    if not changed:
        return was_behind
    if len(changed) > 1 or changed[0] == was_behind or not editable_text(before, changed[0]):
        return ""
    return next(language for language in LANGUAGES if language != changed[0])


def _body(clause: Clause, text: str, language: str) -> Any:
    body = body_of(clause.kind, printable(text))
    if clause.kind == "table" and any(len(row) != len(body["columns"]) for row in body["rows"]):
        raise UnevenTable(language)
    return body


# --- What changed since -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Touched:
    """A clause that would read otherwise if composed now; without `before` it is new, without `after` gone."""

    key: str
    before: Clause | None
    after: Clause | None

    @property
    def shown(self) -> Clause:
        """The clause that tells where this is."""
        there = self.after or self.before
        if there is None:
            raise LookupError(self.key)
        return there


@dataclass(frozen=True, slots=True)
class Standing:
    """How the terms stand to their sources: clauses `touched` since, `outdated` edits, languages `behind` by clause."""

    touched: Sequence[Touched] = ()
    outdated: frozenset[str] = frozenset()
    behind: Mapping[str, str] = field(default_factory=dict)


def standing(frozen: TermsContent, fresh: TermsContent, edits: Edits) -> Standing:
    """Compare frozen terms with what composing now, without edits, would give."""
    old, new, bare = keyed(frozen.clauses), keyed(applied(fresh, edits).clauses), keyed(fresh.clauses)
    touched = [
        Touched(key, old.get(key), new.get(key))
        for key in [*old, *(key for key in new if key not in old)]
        if _says(old.get(key)) != _says(new.get(key))
    ]
    outdated = {key for key, edit in edits.items() if key in bare and fingerprint(bare[key]) != edit.over}
    behind = {key: edit.behind for key, edit in edits.items() if edit.behind and key in bare}
    return Standing(touched, frozenset(outdated), behind)


def _says(clause: Clause | None) -> str:
    return fingerprint(clause) if clause else ""
