"""The language of a text is told from its small words, and decides how much a word of another one is worth."""

from collections.abc import Callable

import pytest

from requests_app.text.languages import LANGUAGES, languages_of
from requests_app.theme_check import PhaseDefinition, Term, ThemeDefinition, check_themes

Phases = Callable[[str], PhaseDefinition]

ENGLISH = "The ministry has asked for support to the officers who are at the posts of the region."
FRENCH = "Le ministère demande un appui pour les agents qui sont dans les postes de la région avec nous."
PORTUGUESE = "O ministério pede um apoio para os agentes que são dos postos da região com uma equipa nossa."


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr"), (PORTUGUESE, "pt")])
def test_language_is_told_in_capitals_without_accents_and_between_tags(text: str, language: str) -> None:
    bare = text.translate(str.maketrans("éèãíç", "eeaic"))

    told = [languages_of([form]) for form in (text, bare.upper(), f"<p class='the of to'>{text}</p>")]

    assert told == [frozenset({language})] * 3


@pytest.mark.parametrize("text", ["", "frontière", "borders, patrols, posts", "مراقبة الحدود", "😀"])
def test_any_language_may_be_meant_when_the_text_does_not_tell(text: str) -> None:
    assert languages_of([text]) == LANGUAGES


def test_both_languages_are_present_when_the_fields_are_written_in_two() -> None:
    assert languages_of([ENGLISH, FRENCH]) == {"en", "fr"}


def test_a_word_that_only_looks_like_one_of_another_language_is_worth_less() -> None:
    court = Term("court", "en", 5)
    phase = PhaseDefinition("P", (ThemeDefinition("P-1", "Justice", "Justice", False, (court,)),))

    english = check_themes({"title": "court court", "background": ENGLISH}, phase)
    french = check_themes({"title": "court court", "background": FRENCH}, phase)

    assert ([p.code for p in english.proposals], french.proposals) == (["P-1"], ())


@pytest.mark.parametrize("code", ["PH3", "ROM2014"])
def test_a_text_in_a_language_nobody_reads_is_out_of_scope_and_never_an_error(
    code: str, phase: Phases
) -> None:
    german = (
        "Das Ministerium bittet um Hilfe bei der Ausbildung seiner Beamten und beim Aufbau der Abteilung."
    )

    assert not check_themes({"title": german, "background": german * 50}, phase(code)).in_scope
