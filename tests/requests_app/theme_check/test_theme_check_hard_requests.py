"""Requests whose words mislead: short ones of our own, with the shipped vocabulary."""

from collections.abc import Callable

import pytest

from requests_app.theme_check import PhaseDefinition, check_themes

Phases = Callable[[str], PhaseDefinition]


def proposed(fields: dict[str, str], phase: PhaseDefinition) -> set[str]:
    return {proposal.code for proposal in check_themes(fields, phase).proposals}


@pytest.mark.parametrize(
    ("title", "objectives"),
    [
        (
            "Sniffer teams for the cocaine route at the airport",
            "Train the anti-drug squad\nSearch passengers for drugs",
        ),
        (
            "Brigade antidrogue de l'aéroport",
            "Former aux saisies de cocaïne\nFouiller les passagers, lutter contre les stupéfiants",
        ),
        (
            "Brigada antidroga do aeroporto",
            "Apreensões de cocaína\nRevistar passageiros, combater o narcotráfico",
        ),
        ("Veterinary control at the land post", "Vaccinate cattle\nAnimal health certificates for herds"),
        ("Contrôle vétérinaire au poste", "Vacciner le bétail\nCertificats de santé animale des troupeaux"),
        ("Controlo veterinário no posto", "Vacinar o gado\nCertificados de saúde animal dos rebanhos"),
    ],
)
@pytest.mark.parametrize("code", ["PH3", "ROM2014"])
def test_drugs_and_animals_at_a_post_are_no_border_request(
    title: str, objectives: str, code: str, phase: Phases
) -> None:
    assert proposed({"title": title, "objectives": objectives}, phase(code)) == set()


@pytest.mark.parametrize(
    ("title", "objectives"),
    [
        (
            "Orderly shifts for the counter officers",
            "Inspection of passports on arrival\nQuestioning of doubtful passengers",
        ),
        (
            "Chefs de quart et guichets d'arrivée",
            "Vérification des passeports\nEntretien des voyageurs douteux",
        ),
        (
            "Chefes de turno e sala de chegadas",
            "Verificação de passaportes\nEntrevista aos viajantes duvidosos",
        ),
    ],
)
def test_a_border_need_that_never_says_border_is_seen(title: str, objectives: str, phase: Phases) -> None:
    assert proposed({"title": title, "objectives": objectives}, phase("PH3")) == {"PH3-T2"}


@pytest.mark.parametrize(
    ("title", "objectives"),
    [
        (
            "How many of our nurses leave?",
            "Yearly estimate of departures\nBrief the Cabinet committee on the findings",
        ),
        (
            "Dénombrer les départs de soignants",
            "Estimation annuelle\nNote au conseil des ministres pour décider",
        ),
        ("Quantos enfermeiros partem?", "Estimativa anual\nCruzar as fontes existentes para decidir"),
    ],
)
def test_counting_in_order_to_decide_is_the_cross_cutting_theme_without_the_word_data(
    title: str, objectives: str, phase: Phases
) -> None:
    assert proposed({"title": title, "objectives": objectives}, phase("PH3")) == {"PH3-T1"}


@pytest.mark.parametrize(
    ("calm", "irregular"),
    [
        ("Waiting time and shift leaders at the ferry", "Smuggling networks and irregular departures"),
        ("Temps d'attente et chefs de quart au guichet", "Filières de passage et migration irrégulière"),
        ("Chefes de turno e tempo de espera no posto", "Redes de tráfico e emigração irregular"),
    ],
)
def test_a_post_that_runs_well_fights_no_irregular_migration(
    calm: str, irregular: str, phase: Phases
) -> None:
    rome = phase("ROM2014")

    assert [proposed({"title": title, "objectives": title}, rome) for title in (calm, irregular)] == [
        set(),
        {"ROM2014-T2"},
    ]


def test_a_page_pasted_from_word_says_what_its_words_say(phase: Phases) -> None:
    pasted = (
        "<!--[if gte mso 9]><xml><w:View>border patrol</w:View></xml><![endif]-->"
        "<style>p.MsoNormal {mso-data: statistics}</style>"
        "<p class=MsoNormal><b>Plano de retirada</b> dos nacionais em perigo,&nbsp;e realojamento</p>"
    )

    assert proposed({"title": pasted, "objectives": "- lista\n- plano de evacuação"}, phase("PH3")) == {
        "PH3-T3"
    }
