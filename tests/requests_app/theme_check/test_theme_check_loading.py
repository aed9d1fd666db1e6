from dataclasses import dataclass

import pytest

from requests_app.theme_check import (
    BadVocabulary,
    OutsideSubject,
    PhaseDefinition,
    Term,
    ThemeDefinition,
    ThemeRow,
    phase_from_rows,
    phase_from_vocabulary,
)

ROW = ThemeRow("P-T1", "Border", "Frontière", cross_cutting=False)
VOCABULARY = {
    "P-T1": {"en": {"for": [["border", 5]], "against": [["customs", 3]]}, "fr": {"for": [["frontière", 5]]}},
    "P-OUTSIDE": {"visa": {"label_en": "Visas", "label_fr": "Visas", "en": {"for": [["visa", 4]]}}},
}


@dataclass
class StoredTerm:
    text: str
    language: str
    weight: int
    polarity: str


@dataclass
class StoredTheme:
    code: str
    label_en: str
    label_fr: str
    cross_cutting: bool
    subjects: tuple[str, ...]
    terms: list[StoredTerm]


@dataclass
class StoredSubject:
    slug: str
    label_en: str
    label_fr: str
    terms: list[StoredTerm]


def test_vocabulary_becomes_a_definition() -> None:
    terms = (Term("border", "en", 5), Term("customs", "en", 3, against=True), Term("frontière", "fr", 5))

    assert phase_from_vocabulary("P", [ROW], VOCABULARY) == PhaseDefinition(
        "P",
        (ThemeDefinition("P-T1", "Border", "Frontière", False, terms),),
        (OutsideSubject("visa", "Visas", "Visas", (Term("visa", "en", 4),)),),
    )


def test_rows_and_file_build_the_same_definition_whatever_their_order() -> None:
    theme = StoredTheme(
        *ROW,
        terms=[
            StoredTerm("frontière", "fr", 5, "for"),
            StoredTerm("customs", "en", 3, "against"),
            StoredTerm("border", "en", 5, "for"),
        ],
    )
    subject = StoredSubject("visa", "Visas", "Visas", [StoredTerm("visa", "en", 4, "for")])

    assert phase_from_rows("P", [theme], [subject]) == phase_from_vocabulary("P", [ROW], VOCABULARY)


def test_a_theme_without_words_is_kept_without_terms() -> None:
    assert phase_from_vocabulary("P", [ROW], {}).themes == (
        ThemeDefinition("P-T1", "Border", "Frontière", cross_cutting=False, terms=()),
    )


@pytest.mark.parametrize("pairs", [["border"], [["border"]], [["border", "much"]], 7])
def test_terms_of_the_wrong_form_are_refused_by_name(pairs: object) -> None:
    with pytest.raises(BadVocabulary, match="P-T1"):
        phase_from_vocabulary("P", [ROW], {"P-T1": {"en": {"for": pairs}}})
