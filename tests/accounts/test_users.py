from __future__ import annotations

from datetime import datetime
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from accounts.selectors import actor_for
from accounts.services.users import deactivate_user, reactivate_user, set_role, update_profile
from core.actors import Actor, Role
from core.errors import Blocked, InvalidInput, NotAllowed
from core.models import JournalEvent

PASSWORD = "sahel-harmattan-27"

pytestmark = pytest.mark.django_db


def events(user: User) -> list[tuple[str, dict[str, object]]]:
    return list(JournalEvent.objects.of(user.chain).order_by("sequence").values_list("verb", "data"))


def journal_report() -> str:
    out = StringIO()
    call_command("verify_journal", stdout=out, stderr=out)
    return out.getvalue()


def test_address_is_unique_whatever_its_spelling(awa: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("AWA@Example.ORG", full_name="Impostor", role=Role.MANAGER)

    assert User.objects.get().pk == awa.pk


def test_database_refuses_an_address_that_is_not_in_lower_case(awa: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=awa.pk).update(email="Awa@example.org")


def test_database_refuses_an_unknown_role(awa: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=awa.pk).update(role="system")


@pytest.mark.parametrize("typed", ["awa@example.org", "Awa@EXAMPLE.org"])
def test_sign_in_takes_the_address_in_any_spelling(awa: User, typed: str) -> None:
    assert authenticate(None, email=typed, password=PASSWORD) == awa


def test_superuser_is_an_administrator_and_the_only_role_with_the_administration_pages() -> None:
    root = User.objects.create_superuser("root@example.org", PASSWORD, full_name="Root")

    assert (root.role, root.is_staff, root.has_perm("accounts.view_user")) == (Role.ADMIN, True, True)


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.MANAGER, Role.EXPERT, Role.STEERING])
def test_other_roles_have_no_administration_pages(make_user, role: str) -> None:
    user = make_user("somebody", role)

    assert (user.is_staff, user.has_perm("accounts.view_user"), user.has_module_perms("accounts")) == (
        False,
        False,
        False,
    )


def test_saving_a_stale_user_leaves_the_journal_whole(awa: User, admin: Actor, now: datetime) -> None:
    loaded_before = User.objects.get(pk=awa.pk)
    update_profile(user=awa, actor=admin, now=now, phone="+221 33 000 00 00")

    loaded_before.set_password("another-harmattan-28")
    loaded_before.save()

    assert journal_report().startswith("The journal is whole: 1 events in 1 chains.")


def test_profile_change_is_journaled_without_its_content(awa: User, now: datetime) -> None:
    themself = actor_for(awa, now=now)

    changed = update_profile(user=awa, actor=themself, now=now, full_name="Awa Ndiaye", language="en")

    assert (changed.full_name, changed.language) == ("Awa Ndiaye", "en")
    assert events(changed) == [("profile.updated", {"fields": ["full_name", "language"]})]


def test_profile_without_a_difference_is_not_journaled(awa: User, now: datetime) -> None:
    update_profile(user=awa, actor=actor_for(awa, now=now), now=now, full_name=awa.full_name)

    assert events(awa) == []


def test_profile_of_somebody_else_is_refused(awa: User, manager: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="themself or an administrator"):
        update_profile(user=awa, actor=manager, now=now, full_name="Awa Ndiaye")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("full_name", "", "blank"),
        ("full_name", "x" * 151, "max_length"),
        ("full_name", "Awa\x00", "null_characters_not_allowed"),
        ("language", "tlh", "invalid_choice"),
    ],
)
def test_bad_profile_is_refused_at_its_field(
    awa: User, admin: Actor, now: datetime, field: str, value: str, code: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        update_profile(user=awa, actor=admin, now=now, **{field: value})

    assert {name: [p.code for p in found] for name, found in refusal.value.errors.items()} == {field: [code]}


def test_role_change_is_journaled(awa: User, admin: Actor, now: datetime) -> None:
    changed = set_role(user=awa, role=Role.EXPERT, actor=admin, now=now)

    assert changed.role == Role.EXPERT
    assert events(changed) == [("role.changed", {"from": "focal_point", "to": "expert"})]


def test_role_of_the_desk_itself_cannot_be_given(awa: User, admin: Actor, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refusal:
        set_role(user=awa, role=Role.SYSTEM, actor=admin, now=now)

    assert list(refusal.value.errors) == ["role"]


def test_role_change_by_a_manager_is_refused(awa: User, manager: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="Only administrators can manage accounts"):
        set_role(user=awa, role=Role.EXPERT, actor=manager, now=now)


def test_own_account_is_for_another_administrator(admin: Actor, now: datetime) -> None:
    own = User.objects.get(pk=admin.user_id)

    with pytest.raises(NotAllowed) as refusal:
        set_role(user=own, role=Role.MANAGER, actor=admin, now=now)

    assert refusal.value.code == "own_account"


def test_last_administrator_stays(make_user, admin: Actor, now: datetime) -> None:
    last = make_user("last", Role.ADMIN)
    User.objects.filter(pk=admin.user_id).update(is_active=False)

    with pytest.raises(Blocked) as refusal:
        deactivate_user(user=last, actor=admin, now=now)

    assert [reason.code for reason in refusal.value.reasons] == ["last_administrator"]


def test_closed_account_loses_its_session_at_once(make_user, admin: Actor, now: datetime) -> None:
    second = make_user("second", Role.ADMIN)
    browser = Client()
    browser.force_login(second, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/admin/").status_code == 200

    deactivate_user(user=second, actor=admin, now=now)

    assert browser.get("/admin/").status_code == 302
    assert authenticate(None, email=second.email, password=PASSWORD) is None


def test_closed_account_opens_again(awa: User, admin: Actor, now: datetime) -> None:
    closed = deactivate_user(user=awa, actor=admin, now=now)

    opened = reactivate_user(user=closed, actor=admin, now=now)

    assert authenticate(None, email=awa.email, password=PASSWORD) == opened
    assert [verb for verb, _data in events(opened)] == ["user.deactivated", "user.reactivated"]
