from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from core.errors import NotFound
from programme import selectors
from programme.models import ApprovalRule, Holiday, OutsideSubject, Phase, RateTable, ThemeTerm
from programme.selectors.phases import NoCurrentPhase
from programme.selectors.vocabulary import Term
from programme.services.reference import LoadReport, load_reference

pytestmark = pytest.mark.usefixtures("loaded")

BUDGETS: list[tuple[str, Callable[[], Any], int]] = [
    ("current_phase", selectors.current_phase, 1),
    ("priority_themes", lambda: selectors.priority_themes("PH3"), 1),
    ("vocabulary_for", lambda: selectors.vocabulary_for("PH3"), 3),
    ("vocabulary_for_larger", lambda: selectors.vocabulary_for("DKR2011"), 3),
    ("outline_for", lambda: selectors.outline_for("tor_outline"), 2),
    ("form_fields", lambda: [field.section.label for field in selectors.form_fields()], 1),
    ("form_layout", selectors.form_layout, 2),
    ("eligibility_checks", selectors.eligibility_checks, 1),
    (
        "questionnaire",
        lambda: [
            question.criterion.label for question in selectors.questionnaire("beneficiary_end").questions
        ],
        2,
    ),
    ("approvals_needed", lambda: selectors.approvals_needed(5), 1),
    ("rates_in_force", lambda: selectors.rates_in_force(date(2014, 1, 1)), 1),
    ("codes_of", lambda: selectors.codes_of("languages"), 1),
    ("calendar_overrides", selectors.calendar_overrides, 1),
    ("calendar_overrides_of_two", lambda: selectors.calendar_overrides({"SN", "FR"}), 1),
]


@pytest.mark.parametrize(("name", "call", "queries"), BUDGETS, ids=[name for name, _, _ in BUDGETS])
def test_selector_keeps_its_query_budget(
    django_assert_num_queries: Any, name: str, call: Callable[[], Any], queries: int
) -> None:
    with django_assert_num_queries(queries):
        call()


@pytest.mark.parametrize("extra", [1, 3])
def test_overrides_cost_the_same_however_many_there_are(django_assert_num_queries: Any, extra: int) -> None:
    first = date(2026, 6, 1)
    for offset in range(extra):
        Holiday.objects.create(
            country_id="SN", date=first + timedelta(days=offset), label_en="x", label_fr="x"
        )

    with django_assert_num_queries(1):
        found = selectors.calendar_overrides(["SN"])

    assert len(found.days) == extra


def test_vocabulary_holds_the_active_terms_of_the_priority_themes_and_of_the_subjects_outside() -> None:
    ThemeTerm.objects.all().delete()
    OutsideSubject.objects.all().delete()
    subject = OutsideSubject.objects.create(
        code="PH3-X-sport", phase_id="PH3", slug="sport", label_en="Sport", label_fr="Sport"
    )
    ThemeTerm.objects.create(theme_id="PH3-T2", language="en", text="border post", weight=3)
    ThemeTerm.objects.create(theme_id="PH3-T2", language="en", text="old", is_active=False)
    ThemeTerm.objects.create(theme_id="PH3-T2", language="en", text="frontier novel", polarity="against")
    ThemeTerm.objects.create(theme_id="PH3-A1", language="en", text="not a priority theme")
    ThemeTerm.objects.create(outside_subject=subject, language="fr", text="football", weight=2)

    vocabulary = selectors.vocabulary_for(Phase.objects.get(code="PH3"))

    assert [theme.code for theme in vocabulary.themes] == ["PH3-T1", "PH3-T2", "PH3-T3"]
    assert [theme.cross_cutting for theme in vocabulary.themes] == [True, False, False]
    assert vocabulary.themes[1].terms == (
        Term("frontier novel", "en", 1, "against"),
        Term("border post", "en", 3, "for"),
    )
    assert [(outside.slug, outside.terms) for outside in vocabulary.outside] == [
        ("sport", (Term("football", "fr", 2, "for"),))
    ]


def test_shipped_vocabulary_covers_every_priority_theme_of_every_phase_in_three_languages(
    loaded: LoadReport, now: datetime
) -> None:
    load_reference(now=now)

    for phase in Phase.objects.of_the_dialogue():
        for theme in selectors.vocabulary_for(phase).themes:
            languages = {term.language for term in theme.terms if term.polarity == "for"}
            assert languages == {"en", "fr", "pt"}, theme.code


@pytest.mark.parametrize(("days", "approvals"), [(1, 1), (10, 1), (11, 2), (200, 2)])
def test_approvals_follow_the_size_of_the_request(days: int, approvals: int) -> None:
    assert selectors.approvals_needed(days) == approvals


def test_narrowest_approval_rule_wins() -> None:
    ApprovalRule.objects.create(code="middle", max_expert_days=30, approvals=3)

    assert [selectors.approvals_needed(days) for days in (10, 30, 31)] == [1, 3, 2]


def test_two_approvals_are_needed_where_all_rules_were_lost() -> None:
    ApprovalRule.objects.all().delete()

    assert selectors.approvals_needed(1) == 2


def test_outline_holds_its_headings_in_order() -> None:
    outline = selectors.outline_for("tor_outline")

    assert [heading.number for heading in outline.headings][:4] == ["0", "1", "1.1", "1.2"]
    assert len(outline.headings) == 40
    assert len(selectors.outline_for("mission_report_outline").headings) == 13


def test_unknown_outline_and_questionnaire_are_not_found() -> None:
    with pytest.raises(NotFound):
        selectors.outline_for("novel")
    with pytest.raises(NotFound):
        selectors.questionnaire("passers_by")


def test_form_layout_holds_all_fields_below_their_sections() -> None:
    layout = selectors.form_layout()

    assert [part.section.code for part in layout] == ["A", "B", "C", "D", "E"]
    assert [field.code for field in layout[4].fields] == ["endorsement", "data_consent"]
    assert sum(len(part.fields) for part in layout) == len(selectors.form_fields()) == 27


def test_choices_of_a_field_are_given_in_the_language_asked_for() -> None:
    urgency = next(field for field in selectors.form_fields() if field.code == "urgency")

    assert urgency.choices_in("fr") == (
        ("normal", "Normale"),
        ("urgent", "Urgente"),
        ("crisis", "Situation de crise"),
    )


def test_blocking_and_advisory_checks_are_told_apart() -> None:
    levels = [(check.code, check.level) for check in selectors.eligibility_checks()]

    assert len(levels) == 9
    assert [code for code, level in levels if level == "advisory"] == ["ELG-7", "ELG-8", "ELG-9"]


def test_code_lists_are_read_in_order() -> None:
    assert selectors.codes_of("cefr") == ("A1", "A2", "B1", "B2", "C1", "C2")
    assert selectors.codes_of("iati.FlowType") == ("10",)
    assert selectors.codes_of("unheard_of") == ()
    assert set(selectors.working_languages()) == {"en", "fr", "pt", "ar", "es"}


def test_default_rules_on_pay_are_marked_as_the_desks_own_proposal() -> None:
    rates = selectors.rates_in_force(date(2014, 1, 1))

    assert rates is not None
    assert rates.is_proposal
    assert rates.in_language("text", "fr").startswith("Les experts en poste")


def test_newest_rules_on_pay_in_force_are_given() -> None:
    common = {"label_en": "x", "label_fr": "x", "text_en": "x", "text_fr": "x"}
    RateTable.objects.create(code="2015", valid_from=date(2015, 1, 1), valid_to=date(2015, 12, 31), **common)

    found = [selectors.rates_in_force(date(year, 6, 1)) for year in (2012, 2014, 2015, 2016)]

    assert [rates and rates.code for rates in found] == [
        None,
        "desk-proposal-2013",
        "2015",
        "desk-proposal-2013",
    ]


def test_missing_current_phase_is_told_with_its_own_code() -> None:
    Phase.objects.update(is_current=False)

    with pytest.raises(NoCurrentPhase) as refusal:
        selectors.require_current_phase()

    assert refusal.value.code == "no_current_phase"
    assert selectors.current_phase() is None
