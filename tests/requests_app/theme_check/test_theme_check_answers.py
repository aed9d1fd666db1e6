"""What the check proposes for short texts with the shipped vocabulary."""

from collections.abc import Callable

import pytest

from requests_app.theme_check import PhaseDefinition, check_themes

Phases = Callable[[str], PhaseDefinition]

STATISTICS = {
    "en": {"title": "First migration statistics yearbook", "objectives": "Harmonise data collection"},
    "fr": {
        "title": "Premier annuaire des statistiques migratoires",
        "objectives": "Harmoniser la collecte de données",
    },
    "pt": {"title": "Anuário de estatísticas migratórias", "objectives": "Harmonizar a recolha de dados"},
}
BORDER = {
    "en": {
        "title": "Joint patrols at three border posts",
        "objectives": "Train border guards in passport control",
    },
    "fr": {
        "title": "Patrouilles conjointes à trois postes frontières",
        "objectives": "Former la police aux frontières au contrôle des passeports",
    },
    "pt": {
        "title": "Patrulhas conjuntas em três postos de fronteira",
        "objectives": "Formar a guarda de fronteira no controlo de passaportes",
    },
}
CRISIS = {
    "en": {
        "title": "Contingency plan for displaced families",
        "objectives": "Prepare evacuation of nationals",
    },
    "fr": {
        "title": "Plan de contingence pour les familles déplacées",
        "objectives": "Préparer l'évacuation des ressortissants",
    },
    "pt": {
        "title": "Plano de contingência para famílias deslocadas",
        "objectives": "Preparar a evacuação dos nacionais",
    },
}
CASES = [
    pytest.param(theme, texts[language], id=f"{theme}-{language}")
    for theme, texts in (("PH3-T1", STATISTICS), ("PH3-T2", BORDER), ("PH3-T3", CRISIS))
    for language in texts
]


def proposed(fields: dict[str, str], phase: PhaseDefinition) -> list[str]:
    return [proposal.code for proposal in check_themes(fields, phase).proposals]


@pytest.mark.parametrize(("theme", "fields"), CASES)
def test_theme_is_proposed_in_each_language(theme: str, fields: dict[str, str], phase: Phases) -> None:
    assert proposed(fields, phase("PH3")) == [theme]


@pytest.mark.parametrize(("theme", "fields"), CASES)
def test_score_is_the_same_in_capitals_and_without_accents(
    theme: str, fields: dict[str, str], phase: Phases
) -> None:
    bare = str.maketrans("àâãáéèêíîóôõúûç", "aaaaeeeiiooouuc")

    plain = check_themes({name: text.lower().translate(bare) for name, text in fields.items()}, phase("PH3"))
    loud = check_themes({name: text.upper() for name, text in fields.items()}, phase("PH3"))

    scores = [[(p.code, p.score) for p in check.proposals] for check in (plain, loud)]
    assert scores == [[(p.code, p.score) for p in check_themes(fields, phase("PH3")).proposals]] * 2


def test_cross_cutting_theme_comes_beside_another_when_both_have_evidence(phase: Phases) -> None:
    both = {
        "title": BORDER["en"]["title"] + "; " + STATISTICS["en"]["title"],
        "objectives": BORDER["en"]["objectives"] + "\n" + STATISTICS["en"]["objectives"],
    }

    assert set(proposed(both, phase("PH3"))) == {"PH3-T1", "PH3-T2"}


def test_main_theme_is_the_one_with_the_most_evidence(phase: Phases) -> None:
    check = check_themes(
        {
            "title": BORDER["fr"]["title"],
            "objectives": CRISIS["fr"]["objectives"],
            "background": BORDER["fr"]["objectives"],
        },
        phase("PH3"),
    )

    assert check.proposals[0].code == "PH3-T2"
    assert [p.score for p in check.proposals] == sorted((p.score for p in check.proposals), reverse=True)


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        (
            {
                "title": "Agence pour le placement à l'étranger des travailleurs saisonniers",
                "objectives": "Négocier un accord de main-d'œuvre\nEncadrer les agences de recrutement",
            },
            "labour_mobility",
        ),
        (
            {
                "title": "Faster customs clearance of goods in transit",
                "objectives": "Train customs officers at border posts\nShorten the freight single window",
            },
            "customs_trade",
        ),
        (
            {
                "title": "Modernização do registo civil",
                "objectives": "Digitalizar as certidões de nascimento\nMelhorar a emissão de passaportes",
            },
            "identity_documents",
        ),
    ],
)
def test_subject_outside_the_phase_is_named_with_its_words(
    fields: dict[str, str], slug: str, phase: Phases
) -> None:
    check = check_themes(fields, phase("PH3"))

    assert (check.proposals, check.in_scope) == ((), False)
    assert check.outside[0].slug == slug
    assert check.outside[0].evidence


def test_pleading_does_not_make_a_client_file_a_data_request(phase: Phases) -> None:
    fields = {
        "title": "Data! A data platform for visa applications",
        "objectives": "This is about data\nCase management of visa applications\nSecure the client files",
    }

    assert proposed(fields, phase("PH3")) == []


def test_a_word_repeated_a_hundred_times_is_not_a_hundred_reasons(phase: Phases) -> None:
    assert proposed({"background": "data " * 100}, phase("PH3")) == []


@pytest.mark.parametrize(
    "objectives",
    [
        "This request is not about border control",
        "La demande ne concerne pas le contrôle des frontières",
        "O pedido não diz respeito ao controlo de fronteiras",
        "Border control is not part of this request",
        "Le contrôle des frontières est hors champ",
    ],
)
def test_a_subject_set_aside_is_no_evidence(objectives: str, phase: Phases) -> None:
    check = check_themes({"title": BORDER["en"]["title"], "objectives": objectives}, phase("PH3"))

    quotes = [
        found for proposal in check.proposals for found in proposal.evidence if found.field == "objectives"
    ]
    assert quotes == []


def test_missing_data_still_speaks_for_a_data_request(phase: Phases) -> None:
    fields = {
        "title": "Annuaire des statistiques migratoires",
        "background": "Le pays n'a pas de données fiables sur les migrations.",
    }

    assert proposed(fields, phase("PH3")) == ["PH3-T1"]


@pytest.mark.parametrize(
    ("code", "theme", "title"),
    [
        ("ROM2014", "ROM2014-T1", "Channelling diaspora investment and remittances into local development"),
        (
            "ROM2014",
            "ROM2014-T2",
            "Démanteler les réseaux de passeurs et lutter contre la traite des personnes",
        ),
        ("RAB2006", "RAB2006-P1", "Accords bilatéraux de travail et travailleurs saisonniers"),
        ("PAR2008", "PAR2008-P3", "Remessas dos emigrantes e desenvolvimento local"),
        ("DKR2011", "DKR2011-O06", "Secure civil registration and birth certificates"),
        ("MRK2018", "MRK2018-D5", "Voluntary return, readmission and reintegration"),
        ("CDZ2022", "CDZ2022-D3", "Détermination du statut de réfugié et droit d'asile"),
    ],
)
def test_every_phase_has_its_own_themes(code: str, theme: str, title: str, phase: Phases) -> None:
    assert proposed({"title": title}, phase(code))[:1] == [theme]


@pytest.mark.parametrize("code", ["RAB2006", "PAR2008", "DKR2011", "PH3", "ROM2014", "MRK2018", "CDZ2022"])
def test_every_theme_can_be_read_in_three_languages(code: str, phase: Phases) -> None:
    for theme in phase(code).themes:
        assert {term.language for term in theme.terms if not term.against} == {"en", "fr", "pt"}, theme.code
