"""The reader's own account: details, who acts for them, and their keys to the API."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts.models import ApiToken, Delegation
from accounts.services.delegation import delegate
from accounts.services.tokens import authenticate_token, issue_token
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


LENT = {
    "to_user": "focal.cv@desk.example",
    "starts_on": "2026-03-10",
    "ends_on": "2026-03-20",
    "reason": "Journey",
}


@pytest.mark.parametrize("name", ["focal", "manager", "expert", "steering", "admin"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_everybody_reads_their_own_account(visitor, name, language):
    person = signed_in(visitor, name)

    page = visitor.get(f"/{language}/account/")

    assert page.status_code == 200
    assert person.user.email in text(page)


def test_somebody_who_is_not_signed_in_is_sent_to_the_door(visitor):
    answered = visitor.get("/en/account/")

    assert answered["Location"] == "/accounts/login/?next=/en/account/"


@pytest.mark.parametrize("lent", [1, 4])
def test_the_account_costs_the_same_queries_however_many_delegations_and_tokens(
    visitor, lent, django_assert_num_queries
):
    person = signed_in(visitor, "focal")
    for number in range(lent):
        issue_token(user=person.user, name=f"Program {number}", now=world.NOW, actor=person.actor)
        other = world.person("focal_cv").user
        period = {"starts_on": world.NOW.date(), "ends_on": world.NOW.date()}
        delegate(from_user=person.user, to_user=other, actor=person.actor, now=world.NOW, **period)

    with django_assert_num_queries(10):
        visitor.get("/en/account/")


def test_a_person_changes_their_details_and_the_language_of_their_letters(visitor):
    person = signed_in(visitor, "manager")
    values = {
        "full_name": "Hannah L.",
        "function": "",
        "organisation": "ICMPD",
        "phone": "+43 1",
        "language": "pt",
    }

    answered = visitor.post("/en/account/profile/", values)

    person.user.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, "/en/account/")
    assert {name: getattr(person.user, name) for name in values} == values


def test_a_detail_that_cannot_be_saved_is_told_at_its_field_and_nothing_typed_is_lost(visitor):
    signed_in(visitor, "manager")

    answered = visitor.post("/fr/account/profile/", {"full_name": "", "phone": "+43 1", "language": "en"})

    assert answered.status_code == 422
    assert '<a href="#id_full_name">Ce champ est obligatoire.</a>' in text(answered)
    assert 'value="+43 1"' in text(answered)


def test_a_focal_point_lends_their_accreditation_and_takes_it_back(visitor):
    world.person("focal_cv")
    person = signed_in(visitor, "focal")

    given = visitor.post("/en/account/delegations/new/", LENT)
    delegation = Delegation.objects.get(from_user=person.user)
    shown = text(visitor.get("/en/account/"))
    ended = visitor.post(f"/en/account/delegations/{delegation.pk}/end/")

    delegation.refresh_from_db()
    assert (given.status_code, ended.status_code) == (303, 303)
    assert "Focal Cv acts for you" in shown
    assert (delegation.reason, delegation.ended_at) == ("Journey", world.NOW)


def test_a_delegation_that_cannot_be_is_told_with_all_that_was_typed(visitor):
    signed_in(visitor, "focal")

    unknown = visitor.post("/en/account/delegations/new/", {**LENT, "to_user": "nobody@desk.example"})
    to_oneself = visitor.post("/en/account/delegations/new/", {**LENT, "to_user": "focal.sn@desk.example"})

    assert (unknown.status_code, to_oneself.status_code) == (422, 409)
    assert "No active focal point has this address." in text(unknown)
    assert 'value="Journey"' in text(unknown)
    assert "Nobody can delegate to themself." in text(to_oneself)


def test_a_delegation_names_one_country_where_the_focal_point_has_several(visitor):
    world.person("focal_cv")
    person = signed_in(visitor, "focal")
    AccreditationFactory.create(user=person.user, country_id="ML")

    visitor.post("/en/account/delegations/new/", {**LENT, "country": "ML"})

    assert Delegation.objects.get(from_user=person.user).country_id == "ML"


def test_nobody_ends_the_delegation_of_another_and_only_focal_points_delegate(visitor):
    person, other = world.person("focal"), signed_in(visitor, "focal_cv")
    period = {"starts_on": world.NOW.date(), "ends_on": world.NOW.date()}
    row = delegate(from_user=person.user, to_user=other.user, actor=person.actor, now=world.NOW, **period)

    foreign = visitor.post(f"/en/account/delegations/{row.pk}/end/")
    signed_in(visitor, "manager")
    other_role = visitor.get("/en/account/delegations/new/")

    assert (foreign.status_code, other_role.status_code) == (404, 403)


def test_a_token_is_shown_once_and_works_until_the_end_of_its_last_day(visitor):
    person = signed_in(visitor, "manager")

    made = visitor.post("/en/account/tokens/new/", {"name": "Dashboard", "days": "30"})
    token = ApiToken.objects.get()
    plain = made.context["plain"]

    assert (made.status_code, token.name, token.user) == (201, "Dashboard", person.user)
    assert token.expires_at.date() == datetime(2026, 4, 1, tzinfo=UTC).date()
    assert plain in text(made)
    assert "no-store" in made["Cache-Control"]
    assert authenticate_token(plain, world.NOW) == person.user
    assert plain not in text(visitor.get("/en/account/"))


def test_a_token_is_revoked_by_its_owner_and_by_nobody_else(visitor):
    owner = world.person("manager")
    token, plain = issue_token(user=owner.user, name="Dashboard", now=world.NOW, actor=owner.actor)
    address = f"/en/account/tokens/{token.pk}/revoke/"

    signed_in(visitor, "manager2")
    foreign = visitor.post(address)
    still_works = authenticate_token(plain, world.NOW)
    signed_in(visitor, "manager")
    asked, answered = visitor.get(address), visitor.post(address)

    assert (foreign.status_code, still_works) == (404, owner.user)
    assert "Dashboard" in text(asked)
    assert (answered.status_code, authenticate_token(plain, world.NOW)) == (303, None)


def test_half_a_delegation_is_there_in_the_other_language(visitor):
    UserFactory.create()
    person = signed_in(visitor, "focal")
    page = visitor.get("/en/account/delegations/new/")
    words = {"reason": "Half a sent", "_writer": _writer(page)}

    switched = visitor.post("/language/fr/?next=/en/account/delegations/new/", words)

    assert "Half a sent" in text(visitor.get(switched["Location"]))
    assert person.user.pk


def _writer(page) -> str:
    return page.content.decode().split('name="_writer" value="')[1].split('"')[0]
