"""The library of paragraphs as administrators keep it, and translations whose original moved on."""

from __future__ import annotations

import pytest

from programme.models import Paragraph
from requests_app.models import SupportRequest
from tests import world
from tests.web.reading import signed_in, text
from tests.world import NOW
from workflows.selectors.clauses import stale_translations
from workflows.services.terms import revise_terms

pytestmark = pytest.mark.django_db
TASKS = "/admin/programme/paragraph/tasks/change/"


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def save(code: str = "tasks", **changes):
    """What an administrator gets who changes a paragraph on its page."""
    admin, url = signed_in("admin"), f"/admin/programme/paragraph/{code}/change/"
    form = admin.get(url).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields}
    empty = {"editions-TOTAL_FORMS": "0", "editions-INITIAL_FORMS": "0"}
    return admin.post(url, {**sent, **empty, **changes}, follow=True)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        (
            {"text_en": "For {minister}", "text_fr": "Pour {minister}"},
            "text_en",
            "There is no variable {minister}",
        ),
        ({"text_fr": "Pour {institution}\n2\n3"}, "text_fr", "Both languages use the same variables"),
        ({"text_fr": "Une seule ligne"}, "text_fr", "as many lines"),
        ({"text_fr": ""}, "text_fr", "required"),
        ({"in_use": ""}, "in_use", "The outline needs this paragraph"),
    ],
)
def test_a_paragraph_that_could_not_be_printed_is_refused_at_its_field(changes, field, said):
    answered = save(**changes)

    errors = answered.context["adminform"].form.errors
    assert field in errors
    assert said in " ".join(errors[field])
    assert Paragraph.objects.get(code="tasks").locally_edited is False


def test_each_text_of_a_paragraph_is_kept_and_the_terms_that_hold_it_are_named():
    row = world.request_in("matching")

    answered = save(text_en="One\nTwo {institution}\nThree", text_fr="Un\nDeux {institution}\nTrois")
    save(text_en="One\nTwo\nThree", text_fr="Un\nDeux\nTrois")

    paragraph = Paragraph.objects.get(code="tasks")
    kept = paragraph.editions.values_list("version", "edition", "text_en")
    assert row.reference in text(answered)
    assert paragraph.label_of_version == "1.2"
    assert [(version, edition) for version, edition, _text in kept] == [(1, 2), (1, 1), (1, 0)]
    assert kept[1][2].startswith("One\nTwo {institution}") or "Two {institution}" in kept[1][2]


@pytest.mark.parametrize("name", ["focal", "manager", "expert", "steering"])
def test_only_administrators_keep_the_library(name):
    assert signed_in(name).get(TASKS).status_code in (302, 403, 404)


def test_a_translation_is_stale_once_its_original_changed():
    row = world.request_in("matching")
    other = "fr" if row.text_language == "en" else "en"
    terms = revise_terms(
        terms=row.terms.get(),
        translations={"background": {other: "Translated."}},
        actor=world.actor_of("manager"),
        now=NOW,
    )
    fresh = stale_translations(terms)

    SupportRequest.objects.filter(pk=row.pk).update(background="Another background.")
    terms.support_request.refresh_from_db()

    assert (fresh, stale_translations(terms)) == ({}, {"background": (other,)})
