from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from programme.models import ApprovalRule, Country, Phase, Theme, ThemeTerm
from programme.services.reference import LoadReport

pytestmark = pytest.mark.usefixtures("loaded")


@pytest.mark.parametrize(
    ("phase", "codes"),
    [
        ("PH3", ["PH3-T1", "PH3-T2", "PH3-T3"]),
        ("ROM2014", ["ROM2014-T1", "ROM2014-T2"]),
        ("MRK2018", ["MRK2018-D1", "MRK2018-D2", "MRK2018-D3", "MRK2018-D4", "MRK2018-D5"]),
        ("GCM", []),
    ],
)
def test_priority_themes_are_the_elements_of_the_kind_that_the_phase_names(
    phase: str, codes: list[str]
) -> None:
    themes = Theme.objects.of_phase(phase).priority_themes().order_by("order")

    assert [theme.code for theme in themes] == codes


def test_label_is_official_only_where_it_is_confirmed_and_found_in_that_language() -> None:
    data, crisis = Theme.objects.get(code="PH3-T1"), Theme.objects.get(code="PH3-T3")

    assert (data.is_official_in("en"), data.is_official_in("fr")) == (True, False)
    assert (crisis.is_official_in("en"), crisis.is_official_in("fr")) == (True, True)


def test_reconstructed_label_is_never_official() -> None:
    reconstructed = Theme.objects.filter(certainty="reconstructed")

    official = [
        theme.code for theme in reconstructed if theme.is_official_in("en") or theme.is_official_in("fr")
    ]

    assert len(reconstructed) == 10
    assert official == []


def test_unconfirmed_label_is_not_official_in_the_language_of_its_source_either() -> None:
    partly = Theme.objects.filter(certainty="partly_confirmed", origin_fr="source").first()

    assert partly is not None
    assert not partly.is_official_in("fr")


def test_officialness_follows_the_active_language() -> None:
    theme = Theme.objects.get(code="PH3-T1")

    with translation.override("fr"):
        in_french = theme.is_official
    with translation.override("en"):
        in_english = theme.is_official

    assert (in_french, in_english) == (False, True)


def test_label_follows_the_active_language_and_can_be_had_in_either() -> None:
    country = Country.objects.get(iso2="ES")

    with translation.override("fr"):
        active = country.label

    assert active == "Espagne"
    assert (country.label_in("en"), country.label_in("fr"), country.label_in("pt")) == (
        "Spain",
        "Espagne",
        "Espanha",
    )


def test_label_falls_back_to_english_in_a_language_without_a_column() -> None:
    assert Theme.objects.get(code="PH3-T2").label_in("pt") == "Border management at the operational level"


def test_full_title_is_given_where_the_document_has_one() -> None:
    compact = Theme.objects.filter(phase="GCM").exclude(title_en="").first()
    theme = Theme.objects.get(code="PH3-T2")

    assert compact is not None
    assert compact.full_title_in("fr") == compact.title_fr
    assert theme.full_title_in("fr") == theme.label_fr


def test_only_one_phase_can_be_current() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Phase.objects.filter(code="MRK2018").update(is_current=True)


def test_external_framework_cannot_be_current() -> None:
    Phase.objects.update(is_current=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Phase.objects.filter(code="GCM").update(is_current=True)


def test_phase_that_ends_before_it_begins_is_refused_by_form_and_database() -> None:
    phase = Phase.objects.get(code="PH3")
    phase.valid_to = date(2012, 1, 1)

    with pytest.raises(ValidationError) as refusal:
        phase.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        phase.save()

    assert list(refusal.value.message_dict) == ["valid_to"]


def test_term_belongs_to_a_theme_or_to_a_subject_outside_but_never_to_none() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeTerm.objects.create(language="en", text="nobody's")


def test_two_approval_rules_without_a_limit_are_refused(loaded: LoadReport) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalRule.objects.create(code="other", max_expert_days=None, approvals=3)
