"""People: accounts, invitations that two confirm, and who speaks for which country."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import FocalPoint, Invitation, User
from accounts.services.invitations import confirm_invitation, invite_user
from accounts.services.users import deactivate_user
from tests import world
from tests.factories import AccreditationFactory, UserFactory
from tests.web.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def signed_in(visitor, name: str):
    person = world.person(name)
    visitor.force_login(person.user)
    return person


NEW = {
    "full_name": "Fatou Sall",
    "email": "Fatou.Sall@interieur.example",
    "role": "focal_point",
    "country": "SN",
    "alternate": "on",
    "letter_reference": "N° 12/2026",
    "language": "fr",
}


def proposed(by: str = "manager", **values) -> Invitation:
    given = {"email": "new@desk.example", "full_name": "New Person", "role": "expert", **values}
    return invite_user(**given, actor=world.person(by).actor, now=world.NOW)


def names(page) -> list[str]:
    return [user.full_name for user in page.context["page"].rows]


# --- Accounts -----------------------------------------------------------------------------------------------


def test_an_administrator_finds_everybody_by_words_without_accents_and_by_role(visitor):
    world.people()
    UserFactory.create(full_name="Aïssatou Ndiaye", role="expert")
    signed_in(visitor, "admin")

    by_words = visitor.get("/en/people/", {"q": "aissatou NDIAYE"})
    by_role = visitor.get("/fr/people/", {"role": "manager"})
    by_nothing = visitor.get("/fr/people/", {"role": "nonsense", "q": "nobody at all"})

    assert names(by_words) == ["Aïssatou Ndiaye"]
    assert names(by_role) == ["Manager", "Manager2"]
    assert "Personne ne correspond à cette recherche." in text(by_nothing)


def test_a_manager_sees_focal_points_and_themself(visitor):
    world.people()
    signed_in(visitor, "manager")

    assert names(visitor.get("/en/people/")) == ["Alternate", "Focal", "Focal Cv", "Manager"]


def test_closed_accounts_are_listed_where_they_are_asked_for(visitor):
    admin, closed = signed_in(visitor, "admin"), world.person("expert").user
    deactivate_user(user=closed, actor=admin.actor, now=world.NOW)

    assert "Expert" not in names(visitor.get("/en/people/"))
    assert "Expert" in names(visitor.get("/en/people/", {"closed": "1"}))


@pytest.mark.parametrize("number", [1, 50])
def test_the_list_costs_the_same_queries_however_many_there_are(visitor, number, django_assert_num_queries):
    for _one in range(number):
        AccreditationFactory.create(country_id="SN", user=UserFactory.create(role="focal_point"))
    signed_in(visitor, "admin")

    with django_assert_num_queries(7):
        visitor.get("/en/people/", {"role": "focal_point"})


@pytest.mark.parametrize("name", ["focal", "expert", "steering"])
@pytest.mark.parametrize("address", ["/en/people/", "/en/people/invitations/", "/en/people/invitations/new/"])
def test_others_look_after_nobody(visitor, name, address):
    signed_in(visitor, name)

    assert visitor.get(address).status_code == 403


def test_an_administrator_gives_another_role_closes_and_opens_an_account(visitor):
    signed_in(visitor, "admin")
    user = world.person("expert").user

    for address, sent in (("role", {"role": "steering"}), ("close", {}), ("reopen", {})):
        assert visitor.get(f"/en/people/{user.pk}/{address}/").status_code == 200
        answered = visitor.post(f"/en/people/{user.pk}/{address}/", sent)
        user.refresh_from_db()
        assert (answered.status_code, user.role, user.is_active) == (303, "steering", address != "close")


def test_ones_own_account_is_somebody_elses_to_close(visitor):
    admin = signed_in(visitor, "admin")

    page, answered = (
        visitor.get(f"/en/people/{admin.user.pk}/"),
        visitor.post(f"/en/people/{admin.user.pk}/close/"),
    )

    assert "Close the account" not in text(page)
    assert answered.status_code == 403
    assert User.objects.get(pk=admin.user.pk).is_active


def test_a_manager_closes_nobody_and_knows_of_no_other_account(visitor):
    expert, focal = world.person("expert").user, world.person("focal").user
    signed_in(visitor, "manager")

    assert visitor.get(f"/en/people/{expert.pk}/").status_code == 404
    assert visitor.get(f"/en/people/{focal.pk}/").status_code == 200
    assert visitor.post(f"/en/people/{focal.pk}/close/").status_code == 403


# --- Invitations --------------------------------------------------------------------------------------------


def test_one_proposes_a_person_and_another_confirms(visitor):
    signed_in(visitor, "manager")
    sent = visitor.post("/en/people/invitations/new/", NEW)
    row = Invitation.objects.get()
    own = visitor.post(f"/en/people/invitations/{row.pk}/confirm/")
    signed_in(visitor, "manager2")
    asked = visitor.get(f"/en/people/invitations/{row.pk}/confirm/")
    confirmed = visitor.post(f"/en/people/invitations/{row.pk}/confirm/")

    row.refresh_from_db()
    assert (sent.status_code, own.status_code, confirmed.status_code) == (303, 403, 303)
    assert (row.email, row.country_id, row.alternate) == ("fatou.sall@interieur.example", "SN", True)
    assert "Fatou Sall" in text(asked)
    assert "Senegal" in text(asked)
    assert row.state_at(world.NOW) is Invitation.State.CONFIRMED


def test_an_invitation_that_cannot_be_is_told_at_its_field_with_all_that_was_typed(visitor):
    signed_in(visitor, "manager")

    without = visitor.post("/fr/people/invitations/new/", {**NEW, "country": ""})
    known = visitor.post("/fr/people/invitations/new/", {**NEW, "email": "manager@desk.example"})

    assert (without.status_code, known.status_code) == (422, 409)
    assert '<a href="#id_country">Indiquez pour quel pays.</a>' in text(without)
    assert 'value="N° 12/2026"' in text(without)
    assert 'value="Fatou Sall"' in text(known)


def test_an_invitation_is_withdrawn_with_a_reason_and_not_twice(visitor):
    row = proposed()
    signed_in(visitor, "manager2")
    address = f"/en/people/invitations/{row.pk}/refuse/"

    first, second = (visitor.post(address, {"reason": "Left the ministry"}) for _time in range(2))

    row.refresh_from_db()
    assert (first.status_code, second.status_code) == (303, 409)
    assert row.decline_reason == "Left the ministry"
    assert "This invitation was withdrawn." in text(second)


def test_the_list_says_where_each_invitation_stands_and_what_one_can_do(visitor):
    own, others = (
        proposed("manager"),
        proposed("manager2", email="other@desk.example", full_name="Other Person"),
    )
    sent = proposed("manager2", email="third@desk.example", full_name="Third Person")
    confirm_invitation(invitation=sent, actor=world.person("admin").actor, now=world.NOW)
    signed_in(visitor, "manager")

    page = visitor.get("/en/people/invitations/")

    assert [
        (line.invitation, line.state, line.can_confirm, line.own) for line in page.context["invitations"]
    ] == [
        (sent, "Invited", False, False),
        (others, "Waiting for confirmation", True, False),
        (own, "Waiting for confirmation", False, True),
    ]


@pytest.mark.parametrize("number", [1, 20])
def test_the_invitations_cost_the_same_queries_however_many_there_are(
    visitor, number, django_assert_num_queries
):
    for one in range(number):
        proposed(
            email=f"person{one}@desk.example", role="focal_point", country=world.Country.objects.get(pk="SN")
        )
    signed_in(visitor, "admin")

    with django_assert_num_queries(5):
        visitor.get("/en/people/invitations/")


# --- Who speaks for a country -------------------------------------------------------------------------------


def test_a_manager_accredits_a_focal_point_and_sets_the_last_day(visitor):
    signed_in(visitor, "manager")
    user = world.person("focal").user

    given = visitor.post(
        f"/en/people/{user.pk}/accredit/", {"country": "ML", "starts_on": "2026-03-02", "alternate": "on"}
    )
    row = FocalPoint.objects.get(user=user, country="ML")
    asked = visitor.get(f"/en/people/accreditations/{row.pk}/end/")
    ended = visitor.post(f"/en/people/accreditations/{row.pk}/end/", {"ends_on": "2026-03-31"})

    row.refresh_from_db()
    assert (given.status_code, ended.status_code) == (303, 303)
    assert (row.alternate, row.ends_on) == (True, date(2026, 3, 31))
    assert "Mali" in text(asked)


def test_an_accreditation_that_cannot_be_is_told_and_nothing_typed_is_lost(visitor):
    signed_in(visitor, "manager")
    user = world.person("focal").user
    sent = {"country": "SN", "starts_on": "2026-03-02", "letter_reference": "N° 7"}

    twice = visitor.post(f"/en/people/{user.pk}/accredit/", sent)
    reversed_ = visitor.post(
        f"/en/people/{user.pk}/accredit/", {**sent, "country": "ML", "ends_on": "2026-01-01"}
    )

    assert (twice.status_code, reversed_.status_code) == (409, 422)
    assert "already accredited for this country" in text(twice)
    assert '<a href="#id_ends_on">The last day lies before the first.</a>' in text(reversed_)
    assert 'value="N° 7"' in text(reversed_)
