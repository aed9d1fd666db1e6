"""Which earlier requests are found to express the same need."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from requests_app.similarity import Document, Index, Match, find_similar
from requests_app.similarity.reference import are_neighbours

PATROLS_EN = Document(
    "patrols-en",
    "BJ",
    "en",
    {
        "title": "Joint river patrols with the Niger police at Malanville",
        "background": "Smugglers cross the river at night between villages. Patrol boats are few, "
        "and the two police forces have no common procedures for handing over persons.",
        "objectives": "Draft joint procedures for patrols\nTrain mixed teams of officers",
    },
    month="2014-03",
)
PATROLS_FR = Document(
    "patrols-fr",
    "NE",
    "fr",
    {
        "title": "Patrouilles fluviales conjointes avec la police du Bénin à Malanville",
        "background": "Les passeurs traversent le fleuve la nuit entre villages. Les vedettes manquent et "
        "les deux polices n'ont pas de procédures communes pour la remise de personnes.",
        "objectives": "Rédiger des procédures conjointes de patrouille\nFormer des équipes mixtes d'agents",
    },
    month="2014-04",
)
PATROLS_PT = Document(
    "patrols-pt",
    "NE",
    "pt",
    {
        "title": "Patrulhas conjuntas no rio com a polícia do Benim em Malanville",
        "background": "Passadores atravessam o rio à noite entre as aldeias. Faltam lanchas e as duas "
        "polícias não têm procedimentos comuns para a entrega de pessoas.",
        "objectives": "Redigir procedimentos conjuntos de patrulha\nFormar equipas mistas de agentes",
    },
    month="2014-04",
)
AIRPORT = Document(
    "airport",
    "BJ",
    "en",
    {
        "title": "Detecting forged passports at Cotonou airport",
        "background": "Passengers present false documents that the first line misses.",
        "objectives": "Train the airport police in document examination\nInstall passport readers",
    },
    month="2014-04",
)
DIASPORA = Document(
    "diaspora",
    "BJ",
    "fr",
    {
        "title": "Profil de la diaspora béninoise",
        "background": "Le ministère ignore combien de médecins vivent à l'étranger ni ce qu'ils envoient.",
        "objectives": "Mener une enquête auprès des associations\nPublier un profil",
    },
    month="2015-01",
)
CORPUS = [PATROLS_EN, PATROLS_FR, PATROLS_PT, AIRPORT, DIASPORA]


def test_the_same_need_is_found_in_the_other_languages_and_no_other_need_is() -> None:
    found = find_similar(PATROLS_EN, CORPUS)

    assert {match.id for match in found} == {"patrols-fr", "patrols-pt"}


@pytest.mark.parametrize("other", [AIRPORT, DIASPORA])
def test_another_need_of_the_same_country_is_not_a_repetition(other: Document) -> None:
    assert find_similar(other, CORPUS) == []


def test_a_copy_with_another_id_scores_one() -> None:
    assert find_similar(replace(AIRPORT, id="copy"), CORPUS)[0] == Match("airport", 1.0)


def test_the_request_itself_is_never_its_own_repetition() -> None:
    assert "airport" not in {match.id for match in find_similar(AIRPORT, CORPUS, threshold=0.0)}


def test_neighbours_come_before_far_countries_with_the_same_text() -> None:
    far, near = replace(PATROLS_FR, id="far", country="CD"), replace(PATROLS_FR, id="near")

    assert [match.id for match in find_similar(PATROLS_EN, [far, near, AIRPORT])] == ["near", "far"]


def test_top_and_threshold_bound_the_answer() -> None:
    everything = find_similar(PATROLS_EN, CORPUS, top=10, threshold=0.0)

    assert find_similar(PATROLS_EN, CORPUS, top=1, threshold=0.0) == everything[:1]
    assert find_similar(PATROLS_EN, CORPUS, threshold=1.1) == []
    assert [match.score for match in everything] == sorted((m.score for m in everything), reverse=True)


def test_the_order_of_the_corpus_does_not_matter() -> None:
    expected = find_similar(PATROLS_EN, CORPUS, top=10, threshold=0.0)

    for seed in range(5):
        shuffled = random.Random(seed).sample(CORPUS, len(CORPUS))
        assert find_similar(PATROLS_EN, shuffled, top=10, threshold=0.0) == expected


def test_an_index_answers_many_queries_as_single_searches_do() -> None:
    index = Index(CORPUS)

    assert [index.similar(query) for query in CORPUS] == [find_similar(query, CORPUS) for query in CORPUS]


def test_nothing_is_found_in_an_empty_corpus() -> None:
    assert find_similar(AIRPORT, []) == []


@settings(max_examples=50, deadline=None)
@given(text=st.text(), country=st.text(max_size=3), month=st.text(max_size=8))
def test_any_document_gets_an_answer_between_zero_and_one(text: str, country: str, month: str) -> None:
    odd = Document("odd", country, "", {"title": text, "background": text[::-1]}, month=month)

    matches = [
        *find_similar(odd, CORPUS, threshold=0.0),
        *find_similar(AIRPORT, [odd, *CORPUS], threshold=0.0),
    ]

    assert all(0 <= match.score <= 1 for match in matches)


def test_a_need_that_comes_back_with_the_same_season_is_likelier_than_one_of_another() -> None:
    next_year, half_a_year = replace(PATROLS_FR, month="2015-03"), replace(PATROLS_FR, month="2014-09")

    again, other = (find_similar(PATROLS_EN, [one])[0].score for one in (next_year, half_a_year))

    assert again > other


def test_likeness_is_the_same_from_both_sides() -> None:
    there = find_similar(PATROLS_EN, [PATROLS_PT], threshold=0.0)[0].score

    assert find_similar(PATROLS_PT, [PATROLS_EN], threshold=0.0)[0].score == there


@pytest.mark.parametrize(("one", "other"), [("NE", "BJ"), ("NL", "BE"), ("TN", "IT")])
def test_neighbours_are_neighbours_of_each_other(one: str, other: str) -> None:
    assert are_neighbours(one, other)
    assert are_neighbours(other, one)
