"""Every quotation is the request's own words, in their own spelling and place."""

from collections.abc import Callable

import pytest

from requests_app.theme_check import Evidence, PhaseDefinition, Term, ThemeDefinition, check_themes

Phases = Callable[[str], PhaseDefinition]


def one_theme(*terms: Term) -> PhaseDefinition:
    return PhaseDefinition("P", (ThemeDefinition("P-T", "Theme", "Thème", False, terms),))


def evidence(text: str, *terms: str) -> list[str]:
    phase = one_theme(*(Term(term, "fr", 10) for term in terms))
    proposals = check_themes({"title": text}, phase).proposals
    return [found.quote for proposal in proposals for found in proposal.evidence]


def test_evidence_tells_field_place_and_weight() -> None:
    phase = one_theme(Term("poste frontière", "fr", 10))

    check = check_themes({"title": "Les Postes-Frontières du Nord"}, phase)

    assert check.proposals[0].evidence == (Evidence("title", "Postes-Frontières", 4, 21, 20.0),)


@pytest.mark.parametrize(
    ("text", "term", "quote"),
    [
        ("GESTION DES FRONTIERES", "gestion des frontières", "GESTION DES FRONTIERES"),
        ("gestion de la frontière", "gestion des frontières", "gestion de la frontière"),
        ("Données migratoires", "donnee migratoire", "Données migratoires"),
        ("la collecte et l'analyse de données", "collecte de données", "collecte et l'analyse de données"),
        ("dados sobre migrações", "dados sobre migração", "dados sobre migrações"),
        ("régionaux", "régional", "régionaux"),
        ("policies", "policy", "policies"),
        ("Enrôlement biométrique", "biométri*", "biométrique"),
        ("fronti\u0065\u0300re", "frontière", "fronti\u0065\u0300re"),
    ],
)
def test_light_inflection_and_binding_words_are_seen_through(text: str, term: str, quote: str) -> None:
    assert evidence(text, term) == [quote]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("the reporter", "port"),
        ("collecte. Données", "collecte de données"),
        ("collecte\ndonnées", "collecte de données"),
        ("données de collecte", "collecte de données"),
    ],
)
def test_a_term_is_whole_words_in_their_order_within_a_clause(text: str, term: str) -> None:
    assert evidence(text, term) == []


def test_the_longest_phrase_speaks_for_its_words() -> None:
    assert evidence("border police", "border", "border police") == ["border police"]


def test_markup_is_skipped_and_offsets_stay_right() -> None:
    text = (
        "<!--[if gte mso 9]><xml>border border</xml><![endif]--><style>.border{}</style>"
        '<p class="MsoNormal" title="border">Le&nbsp;poste <b>fronti&egrave;re</b> &amp; le pont</p>'
    )

    quote = "poste <b>fronti&egrave;re"

    assert evidence(text, "poste frontière", "border") == [quote]


def test_a_quotation_never_runs_over_two_lines_of_a_list(phase: Phases) -> None:
    fields = {"objectives": "Patrouilles mixtes\nPostes\nFrontières\nContrôle des passeports\nPatrouilles"}

    quotes = [e.quote for p in check_themes(fields, phase("PH3")).proposals for e in p.evidence]

    assert quotes
    assert not any("\n" in quote for quote in quotes)


def test_a_term_against_takes_away_and_is_not_quoted() -> None:
    phase = one_theme(Term("poste", "fr", 10), Term("poste douanier", "fr", 10, against=True))

    assert check_themes({"title": "poste"}, phase).in_scope
    assert not check_themes({"title": "poste douanier"}, phase).in_scope


def test_the_order_of_terms_does_not_matter() -> None:
    terms = (Term("donnees", "fr", 5), Term("données", "fr", 5), Term("collecte de données", "fr", 5))
    fields = {"title": "Collecte de données", "background": "Des données pour des données"}

    forward = check_themes(fields, one_theme(*terms))
    backward = check_themes(fields, one_theme(*reversed(terms)))

    assert forward == backward
