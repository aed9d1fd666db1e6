"""Terms of reference as they are read on a page: each clause in both languages, beside where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Text
from programme.selectors import form_fields
from workflows.models import TermsOfReference
from workflows.selectors.papers import PAPER_LANGUAGES
from workflows.selectors.terms_source import TEXTS
from workflows.tor.clauses import Clause, TermsContent
from workflows.tor.content import missing_translations
from workflows.tor.presentation import Block, clause_block

# What stands in the terms without being a question of the request form.
NOT_ASKED: Mapping[str, Text] = {
    "reference": gettext_lazy("reference"),
    "phase": gettext_lazy("phase"),
    "positions": gettext_lazy("positions"),
    "working_language": gettext_lazy("working language"),
    "submitted_on": gettext_lazy("date of submission"),
    "pay_rule": gettext_lazy("fees and costs"),
    "approved_on": gettext_lazy("date of approval"),
}


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause as drawn in each language, with its source in words; `missing` are languages it is not in yet."""

    id: str
    blocks: Mapping[str, Block]
    source: Text
    missing: tuple[str, ...]
    mark: Any = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading in each language with its clauses."""

    number: str
    labels: Mapping[str, str]
    depth: int
    lines: list[ClauseLine]


@dataclass(frozen=True, slots=True)
class Translatable:
    """A free text of the request that stands in the terms, and what it is in the languages it was not written in."""

    key: str
    label: Text
    original: str
    wanted: tuple[str, ...]
    known: Mapping[str, str]


def chapters_of(terms: TermsOfReference, marks: Mapping[str, Any] | None = None) -> list[Chapter]:
    """The terms chapter by chapter; headings under which nothing stands are kept.

    `marks` holds what is said beside a clause, by its id (`web.presenters.clauses.ClauseMark`).
    """
    content = TermsContent.from_dict(terms.content)
    labels = _question_labels()
    return [
        Chapter(
            number=heading.number,
            labels=heading.label,
            depth=heading.level,
            lines=[
                _line(clause, labels, (marks or {}).get(clause.id))
                for clause in content.clauses
                if clause.heading_number == heading.number
            ],
        )
        for heading in content.headings
    ]


def untranslated(terms: TermsOfReference) -> int:
    """How many clauses stand in another language in one of the versions."""
    content = TermsContent.from_dict(terms.content)
    return sum(any(clause.untranslated_in(lang) for lang in PAPER_LANGUAGES) for clause in content.clauses)


def untranslated_names(terms: TermsOfReference) -> dict[str, list[Text]]:
    """By language, what is not in it yet, each source once and in words."""
    content, label = TermsContent.from_dict(terms.content), source_label()
    return {
        language: [label(source) for source in missing]
        for language in PAPER_LANGUAGES
        if (missing := missing_translations(content, language))
    }


def translatable_texts(terms: TermsOfReference) -> list[Translatable]:
    """The free texts of the request that can be translated for its terms, in the order of the form."""
    row, labels = terms.support_request, _question_labels()
    wanted = tuple(language for language in PAPER_LANGUAGES if language != row.text_language)
    texts: list[tuple[str, Text, str]] = [
        ("title", labels.get("title", _("Title")), row.title),
        *((code, labels.get(code, code), getattr(row, code)) for code in TEXTS),
        *(
            (
                f"position:{position.number}",
                _("Position %(number)s") % {"number": position.number},
                position.title,
            )
            for position in row.positions.order_by("number")
        ),
    ]
    return [
        Translatable(key, label, original, wanted, terms.translations.get(key, {}))
        for key, label, original in texts
        if original.strip()
    ]


def _line(clause: Clause, labels: Mapping[str, str], mark: Any) -> ClauseLine:
    return ClauseLine(
        id=clause.id,
        blocks={language: clause_block(clause, language) for language in PAPER_LANGUAGES},
        source=_source(clause.source, labels),
        missing=tuple(language for language in PAPER_LANGUAGES if clause.untranslated_in(language)),
        mark=mark,
    )


def source_label() -> Callable[[str], Text]:
    """What says in words where a clause comes from; one query for the questions of the form."""
    return partial(_source, labels=_question_labels())


def _source(source: str, labels: Mapping[str, str]) -> Text:
    """`request.background`, `paragraph:closing@3`, `theme:PH3-T2` … in words."""
    if source.startswith("request."):
        code = source.removeprefix("request.")
        return _("Request: %(question)s") % {"question": labels.get(code) or NOT_ASKED.get(code, code)}
    kind, _colon, rest = source.partition(":")
    if kind == "paragraph":
        key, _at, version = rest.partition("@")
        return _("Paragraph of the library: %(code)s, version %(version)s") % {
            "code": key,
            "version": version,
        }
    words = {
        "theme": _("Priority theme %(code)s"),
        "objective": _("Objective %(code)s"),
        "support_type": _("Type of support %(code)s"),
        "phase": _("Phase %(code)s"),
        "position": _("Position %(code)s"),
        "country": _("Facts about the country"),
    }
    return words[kind] % {"code": rest} if kind in words else source


def _question_labels() -> dict[str, Any]:
    return {field.code: field.label for field in form_fields()}
