"""What must hold of every ranking, whoever is in it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts.matching import CRITERIA, DEFAULT_WEIGHTS, Need, Period, Profile, Weights, assess, rank
from experts.matching.types import CEFR_LEVELS, Appraisals

THEMES = ("PH3-T1", "PH3-T2", "PH3-T3")
CODES = ("EX-DAT-01", "EX-BOR-02", "EX-CRI-01")
COUNTRIES = ("SN", "GM", "ML", "FR", "CV")
PHRASES = (
    "border patrols",
    "statistiques migratoires",
    "simulation exercises",
    "plan de contingence",
    "formação de formadores",
)

days = st.dates(date(2014, 1, 1), date(2015, 12, 31))
periods = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
phrases = st.sampled_from(PHRASES)
competences = st.dictionaries(
    st.sampled_from(THEMES), st.tuples(st.integers(0, 3), st.integers(0, 30)), max_size=3
)

needs = st.builds(
    Need,
    country=st.sampled_from(COUNTRIES),
    language=st.sampled_from(("en", "fr")),
    themes=st.lists(st.sampled_from(THEMES), max_size=2, unique=True).map(tuple),
    expertise=st.lists(st.sampled_from(CODES), max_size=2, unique=True).map(tuple),
    expertise_text=phrases,
    context=phrases,
    support_types=st.lists(st.sampled_from(("TS-TRN", "TS-MET-GUI")), unique=True).map(tuple),
    month=st.sampled_from(("", "2014-11", "2015-02")),
    days=st.integers(0, 30),
    peer_countries=st.just(frozenset({"SN", "GM", "ML", "CV"})),
)
profiles = st.builds(
    Profile,
    id=st.integers(1, 10_000),
    vetted=st.booleans(),
    languages=st.dictionaries(st.sampled_from(("en", "fr")), st.sampled_from(CEFR_LEVELS)),
    competences=competences,
    expertise=st.dictionaries(st.sampled_from(CODES), st.integers(1, 3)),
    areas=st.lists(phrases, max_size=2).map(tuple),
    text=phrases,
    countries=st.frozensets(st.sampled_from(COUNTRIES)),
    home_country=st.sampled_from(COUNTRIES),
    category=st.sampled_from(("public_official", "academic")),
    windows=st.lists(periods, max_size=2).map(tuple),
    absences=st.lists(periods, max_size=1).map(tuple),
    commitments=st.lists(periods, max_size=1).map(tuple),
    fee=st.none() | st.floats(0, 1_000),
    load=st.integers(0, 6),
    earliest_departure=st.none() | days,
)
rosters = st.lists(profiles, max_size=8, unique_by=lambda profile: profile.id)


@given(needs, rosters, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_ranking_does_not_depend_on_the_order_of_the_roster(need, roster, dice):
    shuffled = list(roster)
    dice.shuffle(shuffled)

    assert rank(need, shuffled, DEFAULT_WEIGHTS) == rank(need, roster, DEFAULT_WEIGHTS)


@given(needs, rosters)
@settings(max_examples=60, deadline=None)
def test_ranking_puts_the_eligible_first_then_falls_by_score_then_by_id(need, roster):
    found = rank(need, roster, DEFAULT_WEIGHTS)

    places = [(not item.eligible, -item.score, item.expert_id) for item in found]
    assert places == sorted(places)
    assert all(0 <= item.score <= 100 for item in found)
    assert all(item.eligible == (not item.failed) for item in found)


@given(needs, profiles, rosters)
@settings(max_examples=40, deadline=None)
def test_score_of_a_person_does_not_depend_on_who_else_is_there(need, person, roster):
    others = [profile for profile in roster if profile.id != person.id]

    together = {item.expert_id: item for item in rank(need, [person, *others], DEFAULT_WEIGHTS)}

    assert together[person.id] == assess(need, person, DEFAULT_WEIGHTS)


@given(needs, profiles, st.data())
@settings(max_examples=150, deadline=None)
def test_more_of_what_is_asked_never_lowers_the_score(need, person, data):
    better = data.draw(st.sampled_from(improvements(need, person)))

    before, after = assess(need, person, DEFAULT_WEIGHTS), assess(need, better, DEFAULT_WEIGHTS)

    assert after.score >= before.score
    assert after.eligible >= before.eligible


def improvements(need: Need, person: Profile) -> list[Profile]:
    theme = need.themes[0] if need.themes else THEMES[0]
    level, years = person.competences.get(theme, (0, 0))
    code = need.expertise[0] if need.expertise else CODES[0]
    return [
        replace(person, competences={**person.competences, theme: (min(3, level + 1), years)}),
        replace(person, competences={**person.competences, theme: (level, years + 3)}),
        replace(person, expertise={**person.expertise, code: 3}),
        replace(person, areas=(*person.areas, need.expertise_text)),
        replace(person, areas=(*person.areas, need.context)),
        replace(person, text=f"{person.text} {need.expertise_text}"),
        replace(person, countries=person.countries | {need.country}),
        replace(person, languages={**person.languages, need.language: "C2"}),
        replace(person, fee=None),
        replace(person, load=0),
        replace(person, vetted=True),
        replace(person, absences=()),
        replace(person, earliest_departure=need.start),
        replace(person, appraisals=Appraisals(5.0, 2)),
    ]


def test_english_need_meets_a_french_profile():
    need = Need(country="ML", language="fr", expertise_text="Border patrols and document fraud")
    met = Profile(id=1, areas=("patrouilles aux frontières", "fraude documentaire"))
    unmet = Profile(id=2, areas=("transferts de fonds", "épargne"))

    first, second = rank(need, [unmet, met], DEFAULT_WEIGHTS)

    assert (first.expert_id, second.expert_id) == (1, 2)
    assert points_of(first, "expertise") > 20
    assert points_of(second, "expertise") == 0


@pytest.mark.parametrize(
    "text",
    [
        "Trains judges. No border experience, no patrols.",
        "Forme des juges. Il n'enseigne ni les frontières ni les patrouilles.",
        "Forma juízes. Sem experiência de fronteiras.",
    ],
)
def test_what_a_profile_denies_does_not_count_for_it(text):
    need = Need(country="ML", language="fr", expertise_text="border patrols")

    assessment = assess(need, Profile(id=1, text=text), DEFAULT_WEIGHTS)

    assert points_of(assessment, "expertise") == 0


@pytest.mark.parametrize(
    ("country", "peers", "home", "finding"),
    [
        ("SN", (), "GM", "home"),
        ("SN", (), "SN", "none"),
        ("SN", (), "FR", "none"),
        ("SN", ("MA",), "GM", "none"),
        ("SN", ("MA",), "MA", "home"),
        ("BG", (), "SN", "not_asked"),
    ],
)
def test_south_south_asks_for_the_named_peers_else_for_any_other_of_the_south(country, peers, home, finding):
    need = Need(country=country, language="fr", peer_countries=frozenset(peers))

    assessment = assess(need, Profile(id=1, home_country=home), DEFAULT_WEIGHTS)

    found = {result.code: result.params["finding"] for result in assessment.criteria}
    assert found["south_south"] == finding


@pytest.mark.parametrize(
    "text",
    [
        "Formou patrulhas no terreno, com postos de fronteira em Cabo Verde e no sul.",
        "Not only trains border patrols but leads them.",
        "Ancien chef de patrouilles à la frontière. N'enseigne pas le droit.",
    ],
)
def test_what_a_profile_claims_counts_beside_what_only_looks_like_a_denial(text):
    need = Need(country="CV", language="pt", expertise_text="border patrols")

    assessment = assess(need, Profile(id=1, text=text), DEFAULT_WEIGHTS)

    assert points_of(assessment, "expertise") > 20


def test_weights_are_refused_when_they_do_not_total_100_or_leave_a_criterion_out():
    points = dict(DEFAULT_WEIGHTS.points)

    with pytest.raises(ValueError, match="total 100"):
        Weights(2, {**points, "cost": points["cost"] + 1})
    with pytest.raises(ValueError, match="exactly"):
        Weights(2, dict.fromkeys(CRITERIA[:1], 100))
    with pytest.raises(ValueError, match="negative"):
        Weights(2, {**points, "cost": -1, "peer": points["peer"] + points["cost"] + 1})


def test_weights_cannot_be_changed_behind_the_back_of_a_ranking():
    points = dict(DEFAULT_WEIGHTS.points)
    weights = Weights(2, points)

    points["cost"] = 90

    assert weights.points == DEFAULT_WEIGHTS.points


def points_of(assessment, code):
    return next(result.points for result in assessment.criteria if result.code == code)
