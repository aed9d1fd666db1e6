"""Builds a phase definition from rows of themes and a vocabulary, wherever they were stored."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from requests_app.theme_check.types import OutsideSubject, PhaseDefinition, Term, ThemeDefinition

LANGUAGES = ("en", "fr", "pt")


class BadVocabulary(ValueError):
    """The vocabulary does not have the form that the check understands; the message says where."""

    code = "bad_vocabulary"


class ThemeRow(NamedTuple):
    """A theme as the reference data or the database names it."""

    code: str
    label_en: str
    label_fr: str
    cross_cutting: bool


def phase_from_vocabulary(
    code: str, themes: Iterable[ThemeRow], vocabulary: Mapping[str, Any]
) -> PhaseDefinition:
    """The definition of one phase. A theme without vocabulary is kept, and is then never proposed.

    `vocabulary` maps a theme code to `{language: {"for": [[text, weight]], "against": [...]}}`, and
    `<phase>-OUTSIDE` to `{slug: {"label_en", "label_fr", language: {...}}}`. Raises BadVocabulary.
    """
    return PhaseDefinition(
        code=code,
        themes=tuple(
            ThemeDefinition(*row, terms=_terms(row.code, vocabulary.get(row.code, {}))) for row in themes
        ),
        outside=tuple(
            OutsideSubject(slug, str(entry["label_en"]), str(entry["label_fr"]), _terms(slug, entry))
            for slug, entry in vocabulary.get(f"{code}-OUTSIDE", {}).items()
        ),
    )


def _terms(owner: str, entry: Mapping[str, Any]) -> tuple[Term, ...]:
    try:
        return tuple(
            Term(text=str(text), language=language, weight=int(weight), against=side == "against")
            for language in LANGUAGES
            for side in ("for", "against")
            for text, weight in entry.get(language, {}).get(side, ())
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise BadVocabulary(f"{owner}: terms must be pairs of a text and a whole number ({error})") from error
