from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programme import models
from programme.loading.files import ReferenceFileError
from programme.loading.tables import SOURCES
from programme.services.reference import LoadReport, load_reference

Edit = Callable[[str, str, str], None]

EXPECTED = {
    "Country": 60,
    "Organisation": 15,
    "Meeting": 40,
    "Phase": 12,
    "Theme": 145,
    "Crosswalk": 18,
    "SupportType": 21,
    "Expertise": 64,
    "DocumentOutline": 2,
    "OutlineHeading": 53,
    "RatingScale": 1,
    "EvaluationCriterion": 8,
    "Questionnaire": 4,
    "EvaluationQuestion": 42,
    "FormSection": 5,
    "FormField": 27,
    "EligibilityCheck": 9,
    "RateTable": 1,
    "ApprovalRule": 2,
}


def test_first_load_creates_every_row_of_the_files(loaded_in_full: LoadReport) -> None:
    created = {name: loaded_in_full.tables[name].created for name in EXPECTED}

    assert created == EXPECTED
    assert {name: getattr(models, name).objects.count() for name in EXPECTED} == EXPECTED


def test_countries_of_today_and_former_ones_are_told_apart(loaded: LoadReport) -> None:
    countries = models.Country.objects

    assert countries.of_today().count() == 57
    assert countries.beneficiaries().count() == 26
    assert set(countries.filter(former=True).values_list("iso2", "until")) == {
        ("EG", "2014-11"),
        ("IS", ""),
        ("GB", "2020-01-31"),
    }


def test_phases_of_the_dialogue_and_external_frameworks_are_told_apart(loaded: LoadReport) -> None:
    in_order = list(models.Phase.objects.of_the_dialogue().values_list("code", flat=True))

    assert in_order == ["RAB2006", "PAR2008", "DKR2011", "PH3", "ROM2014", "MRK2018", "CDZ2022"]
    assert models.Phase.objects.external().count() == 5


def test_terms_of_reference_have_forty_headings_below_their_parents(loaded: LoadReport) -> None:
    headings = models.OutlineHeading.objects.filter(outline="tor_outline")

    assert headings.count() == 40
    assert headings.get(number="2.4").parent == headings.get(number="2")


def test_expertise_is_tied_to_the_themes_of_all_phases(loaded: LoadReport) -> None:
    statistics = models.Expertise.objects.get(code="EX-DAT-01")

    themes = set(statistics.themes.values_list("code", flat=True))

    assert themes == {"PH3-T1", "DKR2011-O10", "MRK2018-X6", "MIGOF-2"}


def test_second_load_changes_nothing(loaded_in_full: LoadReport, now: datetime) -> None:
    again = load_reference(now=now + timedelta(days=1))

    assert (again.created, again.updated, again.removed, again.left_over) == (0, 0, 0, 0)
    assert again.unchanged == loaded_in_full.created
    assert not models.Country.objects.exclude(loaded_at=now).exists()


def test_changed_row_is_updated_and_counted(
    loaded: LoadReport, now: datetime, folder: Path, edit: Edit
) -> None:
    edit("support_types.csv", "Training workshop", "Training course")

    report = load_reference(now=now, folder=folder)

    assert report.updated == report.tables["SupportType"].updated == 1
    assert models.SupportType.objects.get(code="TS-TRN").label_en == "Training course"


def test_row_edited_by_an_administrator_is_kept(
    loaded: LoadReport, now: datetime, folder: Path, edit: Edit
) -> None:
    models.Country.objects.filter(iso2="DZ").update(role="beneficiary", locally_edited=True)
    edit("countries.csv", "Algérie", "République algérienne")

    report = load_reference(now=now, folder=folder)

    algeria = models.Country.objects.get(iso2="DZ")
    assert (algeria.role, algeria.name_fr) == ("beneficiary", "Algérie")
    assert report.kept_local == 1


def test_row_that_left_the_files_is_kept_and_counted(loaded: LoadReport, now: datetime, folder: Path) -> None:
    path = folder / "organisations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")

    report = load_reference(now=now, folder=folder)

    assert report.tables["Organisation"].left_over == 1
    assert models.Organisation.objects.count() == 15


def test_term_that_left_the_files_is_removed_unless_it_was_added_by_an_administrator(
    loaded: LoadReport, now: datetime, folder: Path
) -> None:
    (folder / "vocabulary.json").write_text(
        '{"PH3-T2": {"en": {"for": [["border post", 3]], "against": [["football", 2]]}}}', encoding="utf-8"
    )
    models.ThemeTerm.objects.create(
        theme_id="PH3-T2", language="fr", text="zinzin des douanes", locally_edited=True
    )

    load_reference(now=now, folder=folder)

    terms = set(models.ThemeTerm.objects.values_list("theme", "language", "polarity", "text", "weight"))
    assert terms == {
        ("PH3-T2", "en", "for", "border post", 3),
        ("PH3-T2", "en", "against", "football", 2),
        ("PH3-T2", "fr", "for", "zinzin des douanes", 1),
    }


def test_term_that_was_switched_off_stays_off_and_still_follows_the_file(
    db: None, now: datetime, folder: Path
) -> None:
    path = folder / "vocabulary.json"
    path.write_text('{"PH3-T2": {"en": {"for": [["border post", 3]]}}}', encoding="utf-8")
    load_reference(now=now, folder=folder)
    models.ThemeTerm.objects.update(is_active=False)
    path.write_text('{"PH3-T2": {"en": {"for": [["border post", 5]]}}}', encoding="utf-8")

    load_reference(now=now, folder=folder)

    assert list(models.ThemeTerm.objects.values_list("weight", "is_active")) == [(5, False)]


def test_load_works_without_a_vocabulary(db: None, now: datetime, folder: Path) -> None:
    (folder / "vocabulary.json").unlink(missing_ok=True)

    report = load_reference(now=now, folder=folder)

    assert "ThemeTerm" not in report.tables


def test_fresh_database_gets_the_third_phase_as_current(loaded: LoadReport) -> None:
    assert loaded.current_phase == "PH3"


def test_chosen_phase_stays_current_when_its_row_is_updated(
    loaded: LoadReport, now: datetime, folder: Path, edit: Edit
) -> None:
    models.Phase.objects.update(is_current=False)
    models.Phase.objects.filter(code="CDZ2022").update(is_current=True)
    edit("frameworks.json", "Cadiz Political Declaration", "Cadiz Declaration")

    report = load_reference(now=now, folder=folder)

    assert report.tables["Phase"].updated == 1
    assert report.current_phase == "CDZ2022"
    assert models.Phase.objects.current() == models.Phase.objects.get(code="CDZ2022")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("countries.csv", "BF,BFA,", "BF,bfa,", "countries.csv, row 2 (BF), field “iso3”: "),
        ("countries.csv", "Western Africa,beneficiary", "Western Africa,king", "row 2 (BF), field “role”: "),
        ("countries.csv", "BF,BFA,", "BF,BFA,,,", "row 2 (BF): has more or fewer cells than the header"),
        (
            "countries.csv",
            "BJ,BEN,Benin,Bénin",
            "BJ,BEN,Benin,",
            "row 3 (BJ), field “name_fr”: must not be empty",
        ),
        ("countries.csv", "\nBJ,", "\nBF,", "row 3 (BF), field “iso2”: is there twice"),
        ("meetings.csv", "2006-07-10,2006-07-11", "2006-07-10,2006-07-41", "field “date_end”: is not a date"),
        ("meetings.csv", "2006-07-10,2006-07-11", "2006-07-10,2006-07-01", "field “date_end”: "),
        ("support_types.csv", "code,label_en", "kode,label_en", "support_types.csv, row 1, field “code”: "),
        (
            "expertise.csv",
            "PH3-T1|",
            "PH3-T9|",
            "row 2 (EX-DAT-01), field “theme”: names an unknown code: 'PH3-T9'",
        ),
        ("frameworks.json", '"phases":', '"phases"', "frameworks.json, row line "),
        ("frameworks.json", '"number": "1"', '"number": 1', "elements 1 (RAB2006-P1), field “number”: "),
        (
            "frameworks.json",
            '"kind": "pillar"',
            '"kind": "column"',
            "elements 1 (RAB2006-P1), field “kind”: ",
        ),
        ("vocabulary.json", '"PH3-T1"', '"PH3-T9"', "field “theme”: names an unknown code: 'PH3-T9'"),
        ("approval_rules.csv", "small,10", "small,ten", "row 2 (small), field “max_expert_days”: "),
    ],
)
def test_malformed_file_is_refused_by_file_row_and_field_and_nothing_is_written(
    db: None, now: datetime, folder: Path, edit: Edit, name: str, old: str, new: str, message: str
) -> None:
    edit(name, old, new)

    with pytest.raises(ReferenceFileError) as refusal:
        load_reference(now=now, folder=folder)

    assert message in str(refusal.value)
    assert str(refusal.value).startswith(name)
    assert models.Country.objects.count() == 0


def test_missing_file_is_named(db: None, now: datetime, folder: Path) -> None:
    (folder / "tor_outline.json").unlink()

    with pytest.raises(ReferenceFileError, match=r"tor_outline\.json: is missing"):
        load_reference(now=now, folder=folder)


def test_command_says_what_it_did(db: None, light: Path) -> None:
    out = StringIO()

    call_command("load_reference", folder=light, stdout=out)

    assert "0 updated, 0 unchanged" in out.getvalue()
    assert "Current phase: PH3." in out.getvalue()


def test_command_fails_with_the_place_of_the_fault(db: None, folder: Path, edit: Edit) -> None:
    edit("countries.csv", "BF,BFA,", "BF,bfa,")

    with pytest.raises(CommandError, match=r"Nothing was loaded\. countries\.csv, row 2 \(BF\)"):
        call_command("load_reference", folder=folder)


def test_only_tables_that_nothing_points_at_lose_rows(folder: Path) -> None:
    pruned = [table.model for source in SOURCES for table in source(folder) if table.prune]

    assert [model.__name__ for model in pruned] == ["Crosswalk", "ExpertiseTheme", "ThemeTerm"]
    assert [model for model in pruned if model._meta.related_objects] == []
