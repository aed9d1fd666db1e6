"""Terms composed from a request as it stands, with the words that people gave them: translations and edits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from requests_app.models import SupportRequest
from workflows.models import TermsOfReference
from workflows.selectors.terms_source import TEXTS, outline, terms_source
from workflows.tor.content import TermsContent, compose, content_hash
from workflows.tor.edits import Edit, applied, edits_from
from workflows.tor.typography import printable

Translations = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    """What people gave one version of the terms, as its row keeps it."""

    translations: Translations = field(default_factory=dict)
    translated_from: Translations = field(default_factory=dict)
    edits: Mapping[str, Any] = field(default_factory=dict)

    def translated(self, given: Translations, *, originals: Mapping[str, str]) -> Words:
        """With translations, and from which originals they were made."""
        made_from = {key: dict.fromkeys(texts, hash_of(originals[key])) for key, texts in given.items()}
        return replace(
            self,
            translations={**self.translations, **{key: dict(texts) for key, texts in given.items()}},
            translated_from={**self.translated_from, **made_from},
        )

    def with_edit(self, key: str, edit: Edit | None) -> Words:
        """With an officer's words for one clause, or without them."""
        others = {name: kept for name, kept in self.edits.items() if name != key}
        return replace(self, edits={**others, **({key: edit.to_dict()} if edit else {})})


def words_of(terms: TermsOfReference | None) -> Words:
    return Words(terms.translations, terms.translated_from, terms.edits) if terms else Words()


def composed(row: SupportRequest, *, number: int, words: Words, now: datetime) -> dict[str, Any]:
    """The columns of a version composed now: its content, its hash, and the words."""
    content = applied(bare_content(row, number=number, words=words, now=now), edits_from(words.edits))
    return {
        "content": content.to_dict(),
        "content_hash": content_hash(content),
        "translations": dict(words.translations),
        "translated_from": dict(words.translated_from),
        "edits": dict(words.edits),
    }


def bare_content(row: SupportRequest, *, number: int, words: Words, now: datetime) -> TermsContent:
    """What the request and the library say now, without an officer's words."""
    return compose(terms_source(row, number=number, translations=words.translations, now=now), outline())


def originals_of(row: SupportRequest) -> dict[str, str]:
    """The texts that can be translated, by the keys of translations."""
    positions = {
        f"position:{number}": title for number, title in row.positions.values_list("number", "title")
    }
    return {"title": row.title, **{code: getattr(row, code) for code in TEXTS}, **positions}


def hash_of(original: str) -> str:
    """What tells later whether an original is still the text that was translated."""
    return hashlib.sha256(printable(original).encode("utf-8")).hexdigest()[:16]
