"""Reasons become sentences, in both languages, for whatever the engine can say."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from experts import wording
from experts.matching import (
    DEFAULT_WEIGHTS,
    Appraisals,
    CoolDown,
    Explanation,
    Need,
    Period,
    Profile,
    assess,
    explain,
    explain_failed_filters,
    what_would_change,
)
from experts.matching.explain import CODES

NEED = Need(
    country="SN",
    language="fr",
    themes=("PH3-T2",),
    expertise_text="border patrols",
    support_types=("TS-TRN",),
    start=date(2015, 3, 2),
    end=date(2015, 3, 13),
    days=10,
    peer_countries=frozenset({"SN", "GM"}),
)
FIT = Profile(
    id=1,
    languages={"fr": "C1"},
    competences={"PH3-T2": (3, 12)},
    areas=("patrouilles", "formation"),
    home_country="GM",
    regions=frozenset({"west_africa"}),
    category="public_official",
    appraisals=Appraisals(4.5, 4),
)


def test_every_code_has_a_sentence_and_every_sentence_a_code():
    assert set(wording.SENTENCES) == CODES


def test_reasons_are_said_with_the_labels_of_the_reader():
    assessment = assess(NEED, FIT, DEFAULT_WEIGHTS)

    with translation.override("en"):
        said = [
            wording.sentence(reason, labels={"PH3-T2": "Border management"}) for reason in explain(assessment)
        ]

    assert "Expert in Border management (years of practice: 12)." in said
    assert "Covers most of the expertise asked for: patrols." in said
    assert "Knows the region (West Africa), not the country." in said
    assert "Well appraised so far: 4.5 out of 5 (appraisals: 4)." in said


def test_reasons_come_with_the_most_points_first():
    points = [reason.params["points"] for reason in explain(assess(NEED, FIT, DEFAULT_WEIGHTS))]

    assert points == sorted(points, reverse=True)


def test_who_is_out_reads_why_and_what_would_bring_them_back():
    away = replace(FIT, languages={}, absences=(Period(date(2015, 3, 1), date(2015, 3, 20)),))

    reasons = explain_failed_filters(assess(NEED, away, DEFAULT_WEIGHTS))

    with translation.override("en"):
        assert [wording.sentence(reason) for reason in reasons] == [
            "Does not speak French; B2 is needed. "
            "Interpretation or another working language would bring this person back.",
            "Not free between 2 March 2015 and 13 March 2015. "
            "Free from 21 March 2015: moving the mission there would do.",
        ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_finding_the_engine_reaches_can_be_said(language):
    people = [
        FIT,
        Profile(id=2),
        replace(FIT, competences={"PH3-T2": (1, 1)}, category="academic", fee=650.0, load=2),
        replace(FIT, competences={"PH3-T2": (2, 5)}, home_country="SN", fee=250.0, load=9),
        replace(
            FIT,
            earliest_departure=date(2015, 3, 9),
            cool_downs=(CoolDown("personal", date(2015, 4, 1)),),
        ),
        replace(FIT, earliest_departure=date(2015, 3, 1), cool_downs=(CoolDown("security", None),)),
        replace(FIT, countries=frozenset({"SN", "GM"}), home_country="FR", appraisals=Appraisals(2.0, 1)),
    ]
    empty = Need(country="FR", language="fr")

    with translation.override(language):
        for need in (NEED, empty):
            for person in people:
                for reason in explain(assess(need, person, DEFAULT_WEIGHTS)):
                    assert "%(" not in wording.sentence(reason)


class TestWhatWouldChange:
    def test_conditions_come_first_when_the_second_is_out(self):
        first = assess(NEED, FIT, DEFAULT_WEIGHTS)
        second = assess(NEED, replace(FIT, id=2, vetted=False), DEFAULT_WEIGHTS)

        reasons = what_would_change(first, second)

        assert [reason.code for reason in reasons] == ["change.filters", "filter.vetted"]

    def test_each_criterion_that_could_close_the_gap_alone_is_named(self):
        first = assess(NEED, FIT, DEFAULT_WEIGHTS)
        second = assess(NEED, replace(FIT, id=2, competences={"PH3-T2": (2, 12)}), DEFAULT_WEIGHTS)

        reasons = what_would_change(first, second)

        gap = round(first.score - second.score, 2)
        theme = {reason.params["criterion"]: reason.params for reason in reasons}["theme"]
        assert {reason.code for reason in reasons} == {"change.one"}
        assert theme["gap"] == gap
        assert theme["room"] > gap

    def test_criteria_are_named_together_when_none_is_enough(self):
        first = assess(NEED, FIT, DEFAULT_WEIGHTS)
        second = assess(NEED, Profile(id=2, languages={"fr": "B2"}), DEFAULT_WEIGHTS)

        (reason,) = what_would_change(first, second)

        assert reason.code == "change.together"
        assert "theme" in reason.params["criteria"]
        with translation.override("en"):
            assert "depth in the theme" in wording.sentence(reason)

    def test_nothing_can_be_done_against_a_full_score(self):
        second = assess(NEED, FIT, DEFAULT_WEIGHTS)
        perfect = replace(second, score=1000.0)

        assert what_would_change(perfect, second) == (
            Explanation("change.nothing", {"gap": round(1000.0 - second.score, 2)}),
        )
