"""Builds a phase definition from rows of themes and a vocabulary, wherever they were stored."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

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
    subjects: Sequence[str] = ()


class StoredTerm(Protocol):
    """A term as a row holds it; `polarity` is `for` or `against`."""

    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def polarity(self) -> str: ...


class StoredTheme(Protocol):
    """A theme with its rows of terms."""

    @property
    def code(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def label_fr(self) -> str: ...
    @property
    def cross_cutting(self) -> bool: ...
    @property
    def subjects(self) -> Sequence[str]: ...
    @property
    def terms(self) -> Iterable[StoredTerm]: ...


class StoredSubject(Protocol):
    """A subject outside the phase with its rows of terms."""

    @property
    def slug(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def label_fr(self) -> str: ...
    @property
    def terms(self) -> Iterable[StoredTerm]: ...


def phase_from_rows(
    code: str, themes: Iterable[StoredTheme], outside: Iterable[StoredSubject]
) -> PhaseDefinition:
    """The definition of one phase from its stored rows; equal to that of the same vocabulary in a file."""
    return PhaseDefinition(
        code=code,
        themes=tuple(
            ThemeDefinition(
                t.code, t.label_en, t.label_fr, t.cross_cutting, _rows(t.terms), tuple(t.subjects)
            )
            for t in themes
        ),
        outside=tuple(
            OutsideSubject(s.slug, s.label_en, s.label_fr, _rows(s.terms))
            for s in sorted(outside, key=lambda subject: subject.slug)
        ),
    )


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
            ThemeDefinition(
                row.code,
                row.label_en,
                row.label_fr,
                row.cross_cutting,
                _terms(row.code, vocabulary.get(row.code, {})),
                tuple(row.subjects),
            )
            for row in themes
        ),
        outside=tuple(
            _subject(slug, entry) for slug, entry in sorted(vocabulary.get(f"{code}-OUTSIDE", {}).items())
        ),
    )


def _subject(slug: str, entry: Mapping[str, Any]) -> OutsideSubject:
    return OutsideSubject(slug, entry["label_en"], entry["label_fr"], _terms(slug, entry))


def _rows(terms: Iterable[StoredTerm]) -> tuple[Term, ...]:
    return _ordered(Term(t.text, t.language, t.weight, t.polarity == "against") for t in terms)


def _terms(owner: str, entry: Mapping[str, Any]) -> tuple[Term, ...]:
    try:
        return _ordered(
            Term(text=str(text), language=language, weight=int(weight), against=side == "against")
            for language in LANGUAGES
            for side in ("for", "against")
            for text, weight in entry.get(language, {}).get(side, ())
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise BadVocabulary(f"{owner}: terms must be pairs of a text and a whole number ({error})") from error


def _ordered(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: (term.language, term.against, -term.weight, term.text)))
