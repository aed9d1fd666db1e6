"""Signing the terms of reference by hand: what is read is what is signed, by whom it may be."""

from __future__ import annotations

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator

from core.models import JournalEvent
from tests import world
from tests.web.reading import PASSWORD, signed_in, text
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
        client = signed_in(name, password=PASSWORD)
        opened = client.get(address(row)).context["form"].initial
        answered = client.post(address(row), {**opened, "confirmed": "on", "password": PASSWORD})
        assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/")

    row.refresh_from_db()
    signed = Signature.objects.values_list("role", "content_hash")
    hash_signed = row.terms.get(state="signed").content_hash
    assert (row.state, set(signed)) == (
        "mobilisation",
        {("focal_point", hash_signed), ("manager", hash_signed)},
    )


def test_the_page_shows_the_whole_content_in_both_languages_and_the_hash(row):
    page = signed_in("focal", password=PASSWORD).get(address(row, "fr"))
    terms = row.terms.get(state="in_review")

    assert [reading.language for reading in page.context["readings"]] == ["fr", "en"]
    assert "Former les équipes à la collecte" in text(page)
    assert " ".join(page.context["hash_groups"]) in text(page)
    assert "".join(page.context["hash_groups"]) == terms.content_hash


def test_nothing_is_signed_without_an_explicit_yes(row):
    focal = signed_in("focal", password=PASSWORD)
    opened = focal.get(address(row)).context["form"].initial

    answered = focal.post(address(row, "fr"), opened)

    assert answered.status_code == 422
    assert '<a href="#id_confirmed">Cochez la case pour signer.</a>' in text(answered)
    assert not Signature.objects.exists()


def test_terms_that_changed_meanwhile_are_read_again_and_confirmed_afresh(row):
    focal = signed_in("focal", password=PASSWORD)
    opened = focal.get(address(row)).context["form"].initial
    revise_terms(
        terms=row.terms.get(state="in_review"),
        translations={"objective": {"en": "To train the teams."}},
        actor=world.people().manager.actor,
        now=NOW,
    )

    answered = focal.post(
        address(row), {"content_hash": opened["content_hash"], "confirmed": "on", "password": PASSWORD}
    )
    form = answered.context["form"]

    assert answered.status_code == 422
    assert "The terms changed since you read them." in text(answered)
    assert "To train the teams." in text(answered)
    assert (form["confirmed"].value(), Signature.objects.count()) == (False, 0)

    again = focal.post(
        address(row), {"content_hash": form.data["content_hash"], "confirmed": "on", "password": PASSWORD}
    )
    assert (again.status_code, Signature.objects.count()) == (303, 1)


def test_a_side_that_has_signed_is_told_and_cannot_sign_twice(row):
    world.sign(row, world.people().focal.actor)
    terms = row.terms.get(state="in_review")

    shown = signed_in("focal", password=PASSWORD).get(address(row))
    answered = signed_in("focal", password=PASSWORD).post(
        address(row), {"content_hash": terms.content_hash, "confirmed": "on", "password": PASSWORD}
    )

    assert (shown.context["form"], answered.status_code, Signature.objects.count()) == (None, 409, 1)
    assert "Your side has signed; the other signature is awaited." in text(shown)


def test_there_is_nothing_to_sign_at_another_stage():
    answered = signed_in("focal", password=PASSWORD).get(address(world.request_in("matching")))

    assert answered.status_code == 409
    assert "The request is “Finding experts” now" in text(answered)


@pytest.mark.parametrize("name", ["focal_cv", "steering", "expert", "admin"])
def test_nobody_else_can_sign(row, name):
    terms = row.terms.get(state="in_review")
    answers = {"content_hash": terms.content_hash, "confirmed": "on", "password": PASSWORD}

    assert signed_in(name, password=PASSWORD).get(address(row)).status_code == 404
    assert signed_in(name, password=PASSWORD).post(address(row), answers).status_code in (403, 404)
    assert not Signature.objects.exists()
    assert signed_in("focal", password=PASSWORD).post(address(row), answers).status_code == 303


def test_a_signature_asks_for_the_password_again_and_says_that_it_was_given(row):
    focal = signed_in("focal", password=PASSWORD)
    opened = focal.get(address(row)).context["form"].initial

    without = focal.post(address(row), {**opened, "confirmed": "on"})
    wrong = focal.post(address(row), {**opened, "confirmed": "on", "password": "something else"})
    assert (without.status_code, wrong.status_code, Signature.objects.count()) == (422, 422, 0)
    assert "Give your password to sign." in text(without)
    assert "This is not your password." in text(wrong)
    assert "something else" not in text(wrong)

    focal.post(address(row), {**opened, "confirmed": "on", "password": PASSWORD})
    event = JournalEvent.objects.of(row.chain).filter(verb="terms.signed").get()
    assert (Signature.objects.get().proof, event.data["proof"]) == ("password", "password")
    assert event.data["content_hash"] == opened["content_hash"]


def test_a_security_key_used_just_now_stands_for_the_password_and_an_older_one_does_not(row):
    user = world.people().focal.user
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    focal = signed_in("focal")

    def uses_key(at: float) -> None:
        session = focal.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "webauthn", "reauthenticated": True, "at": at}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    uses_key(NOW.timestamp() - 1000)
    stale = focal.get(address(row))
    uses_key(NOW.timestamp() - 10)
    fresh = focal.get(address(row))
    answered = focal.post(address(row), {**fresh.context["form"].initial, "confirmed": "on"})

    assert "Use your security key instead" in text(stale)
    assert ("password" in stale.context["form"].fields, "password" in fresh.context["form"].fields) == (
        True,
        False,
    )
    assert (answered.status_code, Signature.objects.get().proof) == (303, "security_key")


def test_passwords_are_not_tried_one_after_the_other(row):
    focal = signed_in("focal", password=PASSWORD)
    opened = focal.get(address(row)).context["form"].initial
    answers = {**opened, "confirmed": "on", "password": "wrong"}

    codes = [focal.post(address(row), answers).status_code for _try in range(11)]

    assert (codes[0], codes[-1], Signature.objects.count()) == (422, 429, 0)
