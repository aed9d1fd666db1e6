"""What the themes mean, and the vocabulary of the theme check on the desk's own pages."""

from __future__ import annotations

import pytest

from programme.models import ThemeTerm
from programme.selectors import themes_with_meaning
from programme.services.reference import load_reference
from programme.services.terms import mark_of
from tests import world
from tests.web.reading import text
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
SAMPLE = (
    "We want a census of the villages and migration data from it. The census of migration data is to give "
    "the ministry statistics for its policy, and each year new statistics on migration in all regions."
)


@pytest.fixture
def admin(visitor):
    visitor.force_login(world.person("admin").user)
    return visitor


@pytest.fixture
def census(db) -> ThemeTerm:
    world.load_light_reference()
    return ThemeTerm.objects.get(text="census")


def sent(term: ThemeTerm, **changes):
    given = {"weight": term.weight, "is_active": "on", "note": term.note, "mark": mark_of(term)}
    return {**given, "sample": SAMPLE, "phase": "PH3", **changes}


def test_a_focal_point_reads_in_french_what_a_theme_counts_in_and_leaves_out(visitor):
    visitor.force_login(world.person("focal").user)

    page = text(visitor.get("/fr/themes/?phase=PH3"))

    assert "Contrôles aux postes terrestres" in page
    assert "Douanes et commerce de marchandises" in page
    assert "Formulation propre au bureau" in page
    assert "/themes/words/" not in page


@pytest.mark.parametrize("phase", ["PH3", "ROM2014", "MRK2018", "CDZ2022", "RAB2006", "PAR2008", "DKR2011"])
def test_every_theme_that_is_checked_has_a_meaning_in_both_languages(phase):
    world.load_light_reference()

    themes = themes_with_meaning(phase)

    assert themes
    for theme in themes:
        assert theme.meaning.definition_en
        assert theme.meaning.counted_in_fr
        assert theme.meaning.left_out_fr


def test_trying_a_word_shows_what_would_change_and_saves_nothing(admin, census):
    new = {"about": "PH3-T1", "text": "zimbarimba", "language": "en", "polarity": "for", "weight": 10}
    sample = "Training of officers in zimbarimba checks and zimbarimba patrols at the zimbarimba."

    page = admin.post(
        "/en/themes/words/new/",
        {**new, "is_active": "on", "phase": "PH3", "sample": sample, "try": "1"},
    )

    tried = page.context["tried"]
    assert page.status_code == 200
    assert [(change.label, change.before is None, change.after is None) for change in tried.changes] == [
        ("Using data for evidence-based policy making", True, False)
    ]
    assert "zimbarimba" in tried.reading.proposed[0].quotes
    assert not ThemeTerm.objects.filter(text="zimbarimba").exists()


def test_a_word_that_is_saved_counts_with_the_next_check_and_survives_the_next_load(admin, census):
    page = admin.post(f"/en/themes/words/{census.pk}/", sent(census, weight=9))

    assert page.status_code == 303
    load_reference(now=NOW, folder=world._light_folder())
    census.refresh_from_db()
    assert (census.weight, census.locally_edited) == (9, True)


def test_two_administrators_at_once_do_not_undo_each_other(admin, census):
    slow = sent(census, weight=2)
    admin.post(f"/en/themes/words/{census.pk}/", sent(census, weight=9))

    assert admin.post(f"/en/themes/words/{census.pk}/", slow).status_code == 409
    census.refresh_from_db()
    assert census.weight == 9


def test_a_new_word_needs_to_be_new_and_about_something(admin, census):
    new = {
        "about": "PH3-T1",
        "text": " Census ",
        "language": "en",
        "polarity": "for",
        "weight": 3,
        "phase": "PH3",
    }

    assert admin.post("/en/themes/words/new/", {**new, "text": "census"}).status_code == 422
    assert admin.post("/en/themes/words/new/", {**new, "about": "PH3-T9"}).status_code == 422
    assert admin.post("/en/themes/words/new/", {**new, "text": "head count"}).status_code == 303
    assert ThemeTerm.objects.filter(text="head count", theme_id="PH3-T1", locally_edited=True).count() == 1


def test_managers_read_the_words_and_do_not_change_them(visitor, census):
    visitor.force_login(world.person("manager").user)

    page = visitor.get("/en/themes/words/?q=CENSUS&about=PH3-T1")

    assert [term.pk for term in page.context["page"].rows] == [census.pk]
    assert visitor.get(f"/en/themes/words/{census.pk}/").status_code == 403


def test_a_text_is_read_without_being_kept_whatever_it_holds(admin, census):
    page = admin.post(
        "/en/themes/words/try/",
        {"phase": "PH3", "sample": f"<b>Census</b> & <script>1</script> é𝄞census, {SAMPLE}"},
    )

    assert page.status_code == 200
    assert "<script>1" not in text(page)
    assert page.context["tried"].reading.proposed


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_words_asks_the_same_number_of_questions_for_any_number(
    admin, census, number, django_assert_max_num_queries
):
    for each in range(number):
        ThemeTerm.objects.create(theme_id="PH3-T2", language="en", text=f"post {each}")

    with django_assert_max_num_queries(10):
        admin.get("/en/themes/words/?phase=PH3")
