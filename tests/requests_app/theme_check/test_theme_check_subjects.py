"""What was learnt from examples: which subjects a text is about, and how that joins the vocabulary."""

from collections.abc import Callable

from programme.models import Subject
from requests_app.text.subjects import known_subjects
from requests_app.theme_check import PhaseDefinition, ThemeDefinition, check_themes

Phases = Callable[[str], PhaseDefinition]

COUNTING = {
    "title": "Personne ne sait combien ils sont",
    "background": "Le gouvernement prépare sa stratégie à l'aveugle : aucun chiffre sur nos compatriotes partis "
    "ou revenus, trois ministères qui comptent chacun à sa façon.",
    "objectives": "Recenser les sources existantes\nProposer un tableau de bord annuel au Premier ministre",
}
NO_WORDS = PhaseDefinition(
    "NEW",
    (
        ThemeDefinition("NEW-1", "Figures", "Chiffres", False, (), ("policy_data",)),
        ThemeDefinition("NEW-2", "Borders", "Frontières", False, (), ("border_operations",)),
        ThemeDefinition("NEW-3", "Nothing", "Rien", False, ()),
    ),
)


def test_an_administrator_may_choose_just_the_subjects_that_were_learnt() -> None:
    assert set(Subject.values) == known_subjects()


def test_every_theme_that_requests_are_checked_against_names_only_known_subjects(phase: Phases) -> None:
    for code in ("RAB2006", "PAR2008", "DKR2011", "PH3", "ROM2014", "MRK2018", "CDZ2022"):
        for theme in phase(code).themes:
            assert set(theme.subjects) <= known_subjects()
            assert theme.subjects or theme.terms


def test_a_phase_without_a_single_word_is_told_by_its_subjects() -> None:
    check = check_themes(COUNTING, NO_WORDS)

    assert [proposal.code for proposal in check.proposals] == ["NEW-1"]


def test_what_was_learnt_is_quoted_in_the_words_of_the_request_each_once() -> None:
    (proposal,) = check_themes(COUNTING, NO_WORDS).proposals

    places = sorted((e.field, e.start, e.end) for e in proposal.evidence)
    assert places
    assert all(e.quote == COUNTING[e.field][e.start : e.end] for e in proposal.evidence)
    assert all(
        one[0] != other[0] or one[2] <= other[1] for one, other in zip(places, places[1:], strict=False)
    )


def test_a_subject_that_is_expressly_set_aside_speaks_less() -> None:
    plain = {
        "title": "Enquête",
        "background": "Le projet porte sur les statistiques migratoires du pays et rien d'autre.",
    }
    aside = {
        "title": "Enquête",
        "background": "Le projet ne porte pas sur les statistiques migratoires du pays et rien d'autre.",
    }

    def score(fields: dict[str, str]) -> float:
        return max(
            (p.score for p in check_themes(fields, NO_WORDS).proposals if p.code == "NEW-1"), default=0.0
        )

    assert score(plain) > score(aside)
