from __future__ import annotations

from datetime import datetime

import pytest

from accounts import rules
from accounts.languages import interface_language
from accounts.models import User
from accounts.selectors import acting_for, actor_for, people, people_with_role
from core.actors import SYSTEM, Actor, Role
from programme.models import Country

pytestmark = pytest.mark.django_db


def test_actor_of_a_focal_point_costs_two_queries_with_one_country_or_two(
    awa: User, senegal: Country, cabo_verde: Country, accredit, now: datetime, django_assert_num_queries
) -> None:
    accredit(awa, senegal)
    with django_assert_num_queries(2):
        actor_for(awa, now=now)

    accredit(awa, cabo_verde)
    with django_assert_num_queries(2):
        actor = actor_for(awa, now=now)

    assert actor == Actor(
        kind="user",
        role=Role.FOCAL_POINT,
        user_id=awa.pk,
        countries=frozenset({"SN", "CV"}),
        language="fr",
    )


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STEERING, Role.ADMIN])
def test_actor_of_other_roles_costs_no_query(
    make_user, role: str, now: datetime, django_assert_num_queries
) -> None:
    user = make_user("somebody", role)

    with django_assert_num_queries(0):
        actor = actor_for(user, now=now)

    assert actor == Actor(kind="user", role=role, user_id=user.pk)


def test_expert_without_a_profile_is_an_actor_without_one(
    make_user, now: datetime, django_assert_num_queries
) -> None:
    user = make_user("expert", Role.EXPERT)

    with django_assert_num_queries(1):
        actor = actor_for(user, now=now)

    assert (actor.role, actor.expert_id, actor.audiences) == (Role.EXPERT, None, frozenset())


def test_accreditation_gives_nothing_to_another_role(
    awa: User, senegal: Country, accredit, now: datetime
) -> None:
    accredit(awa, senegal)
    awa.role = Role.EXPERT

    assert actor_for(awa, now=now).countries == frozenset()


def test_language_of_the_page_wins_over_the_preferred_one(awa: User, now: datetime) -> None:
    assert actor_for(awa, now=now).language == "fr"
    assert actor_for(awa, now=now, language="en").language == "en"


def test_portuguese_speakers_are_served_in_french_until_there_is_portuguese(settings) -> None:
    assert interface_language("pt") == "fr"

    settings.LANGUAGES = [("en", "English"), ("pt", "Portuguese")]
    assert (interface_language("pt"), interface_language("fr")) == ("pt", "en")


def test_acting_for_asks_nothing_where_there_is_nothing_to_ask(
    awa: User, senegal: Country, accredit, manager: Actor, now: datetime, django_assert_num_queries
) -> None:
    accredit(awa, senegal)
    focal_point = actor_for(awa, now=now)

    with django_assert_num_queries(0):
        assert acting_for(focal_point, country="SN", now=now) == focal_point
        assert acting_for(focal_point, country="CV", now=now) == focal_point
        assert acting_for(manager, country="SN", now=now) == manager


def test_people_gives_the_names_of_those_who_exist(awa: User, joao: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert people([awa.pk, joao.pk, awa.pk, None, 10**9]) == {awa.pk: "Awa", joao.pk: "Joao"}
    with django_assert_num_queries(0):
        assert people([None]) == {}


def test_people_with_a_role_are_the_active_ones(make_user, awa: User) -> None:
    manager = make_user("manager")
    make_user("gone", is_active=False)

    assert people_with_role(Role.MANAGER) == [manager]


@pytest.mark.parametrize("role", ["focal_point", "manager", "expert", "admin"])
def test_role_predicates_take_an_object_or_none(role: str) -> None:
    actor = Actor(kind="user", role=role, user_id=1)
    predicates = {
        "focal_point": rules.is_focal_point,
        "manager": rules.is_manager,
        "expert": rules.is_expert,
        "admin": rules.is_admin,
    }

    for name, predicate in predicates.items():
        assert (predicate(actor), predicate(actor, object())) == (name == role, name == role)


def test_the_desk_itself_has_no_role_of_a_person() -> None:
    assert not rules.is_office(SYSTEM)
    assert not rules.is_admin(SYSTEM)
    assert rules.may_manage_tokens(SYSTEM, None)
