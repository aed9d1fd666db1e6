"""Signing the terms of reference by hand: what is read is what is signed, by whom it may be."""

from __future__ import annotations

import pytest

from tests import world
from tests.web.reading import signed_in, text
from tests.world import NOW
from workflows.models import Signature
from workflows.services.terms import revise_terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def row():
    return world.request_in("terms")


def address(row, lang: str = "en") -> str:
    return f"/{lang}/requests/{row.pk}/sign-terms/"


def test_both_sides_read_and_sign_and_the_mission_is_prepared(row):
    for name in ("focal", "manager"):
        client = signed_in(name)
        opened = client.get(address(row)).context["form"].initial
        answered = client.post(address(row), {**opened, "confirmed": "on"})
        assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/")

    row.refresh_from_db()
    signed = Signature.objects.values_list("role", "content_hash")
    hash_signed = row.terms.get(state="signed").content_hash
    assert (row.state, set(signed)) == (
        "mobilisation",
        {("focal_point", hash_signed), ("manager", hash_signed)},
    )


def test_the_page_shows_the_whole_content_in_both_languages_and_the_hash(row):
    page = signed_in("focal").get(address(row, "fr"))
    terms = row.terms.get(state="in_review")

    assert [reading.language for reading in page.context["readings"]] == ["fr", "en"]
    assert "Former les équipes à la collecte" in text(page)
    assert " ".join(page.context["hash_groups"]) in text(page)
    assert "".join(page.context["hash_groups"]) == terms.content_hash


def test_nothing_is_signed_without_an_explicit_yes(row):
    focal = signed_in("focal")
    opened = focal.get(address(row)).context["form"].initial

    answered = focal.post(address(row, "fr"), opened)

    assert answered.status_code == 422
    assert '<a href="#id_confirmed">Cochez la case pour signer.</a>' in text(answered)
    assert not Signature.objects.exists()


def test_terms_that_changed_meanwhile_are_read_again_and_confirmed_afresh(row):
    focal = signed_in("focal")
    opened = focal.get(address(row)).context["form"].initial
    revise_terms(
        terms=row.terms.get(state="in_review"),
        translations={"objective": {"en": "To train the teams."}},
        actor=world.people().manager.actor,
        now=NOW,
    )

    answered = focal.post(address(row), {"content_hash": opened["content_hash"], "confirmed": "on"})
    form = answered.context["form"]

    assert answered.status_code == 422
    assert "The terms changed since you read them." in text(answered)
    assert "To train the teams." in text(answered)
    assert (form["confirmed"].value(), Signature.objects.count()) == (False, 0)

    again = focal.post(address(row), {"content_hash": form.data["content_hash"], "confirmed": "on"})
    assert (again.status_code, Signature.objects.count()) == (303, 1)


def test_a_side_that_has_signed_is_told_and_cannot_sign_twice(row):
    world.sign(row, world.people().focal.actor)
    terms = row.terms.get(state="in_review")

    shown = signed_in("focal").get(address(row))
    answered = signed_in("focal").post(address(row), {"content_hash": terms.content_hash, "confirmed": "on"})

    assert (shown.context["form"], answered.status_code, Signature.objects.count()) == (None, 409, 1)
    assert "Your side has signed; the other signature is awaited." in text(shown)


def test_there_is_nothing_to_sign_at_another_stage():
    answered = signed_in("focal").get(address(world.request_in("matching")))

    assert answered.status_code == 409
    assert "The request is “Finding experts” now" in text(answered)


@pytest.mark.parametrize("name", ["focal_cv", "steering", "expert", "admin"])
def test_nobody_else_can_sign(row, name):
    terms = row.terms.get(state="in_review")
    answers = {"content_hash": terms.content_hash, "confirmed": "on"}

    assert signed_in(name).get(address(row)).status_code == 404
    assert signed_in(name).post(address(row), answers).status_code in (403, 404)
    assert not Signature.objects.exists()
    assert signed_in("focal").post(address(row), answers).status_code == 303
