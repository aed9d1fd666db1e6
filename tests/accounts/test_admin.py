from __future__ import annotations

from datetime import date, datetime

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, FocalPoint, Invitation, User
from accounts.services.tokens import issue_token
from core.actors import Role
from core.models import JournalEvent
from programme.models import Country

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = ("user", "focalpoint", "delegation", "invitation", "apitoken")


@pytest.fixture
def office(make_user) -> Client:
    """A browser in which an administrator has signed in."""
    browser = Client()
    browser.force_login(make_user("administrator", Role.ADMIN), backend=BACKEND)
    return browser


def url(model: str, page: str, *args: object) -> str:
    return reverse(f"admin:accounts_{model}_{page}", args=args)


def verbs(user: User) -> list[str]:
    return list(JournalEvent.objects.of(user.chain).order_by("sequence").values_list("verb", flat=True))


@pytest.mark.parametrize("page", PAGES)
def test_administrator_sees_the_lists(office: Client, page: str) -> None:
    assert office.get(url(page, "changelist")).status_code == 200


def test_every_list_can_be_opened_and_searched(office: Client) -> None:
    lists = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]

    answers = {page: office.get(page, {"q": "x'\""}).status_code for page in lists}

    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.MANAGER, Role.EXPERT, Role.STEERING])
def test_other_roles_are_sent_away(make_user, page: str, role: str) -> None:
    browser = Client()
    browser.force_login(make_user("somebody", role), backend=BACKEND)

    assert browser.get(url(page, "changelist")).status_code in (302, 403)


def test_nobody_is_added_or_deleted_past_the_invitation(office: Client, awa: User) -> None:
    assert office.get(url("user", "add")).status_code == 403
    assert office.post(url("user", "delete", awa.pk), {"post": "yes"}).status_code == 403
    assert office.get(url("apitoken", "add")).status_code == 403
    assert User.objects.filter(pk=awa.pk).exists()


def test_profile_and_role_are_changed_through_the_services(office: Client, awa: User) -> None:
    form = {
        "full_name": "Awa Ndiaye",
        "function": "",
        "organisation": "",
        "phone": "",
        "language": "fr",
        "role": "steering",
    }

    response = office.post(url("user", "change", awa.pk), {**form, "email": "x@example.org", "is_active": ""})

    awa.refresh_from_db()
    assert response.status_code == 302
    assert (awa.full_name, awa.role, awa.email, awa.is_active) == (
        "Awa Ndiaye",
        Role.STEERING,
        "awa@example.org",
        True,
    )
    assert verbs(awa) == ["profile.updated", "role.changed"]


def test_refusal_of_a_service_comes_back_as_a_message_and_changes_nothing(office: Client) -> None:
    own = User.objects.get()
    form = {"full_name": "New Name", "language": "en", "role": "manager"}

    response = office.post(url("user", "change", own.pk), form, follow=True)

    own.refresh_from_db()
    assert "Another administrator has to do this" in response.content.decode()
    assert (own.full_name, own.role, verbs(own)) == ("Administrator", Role.ADMIN, [])


def test_accounts_are_closed_and_opened_by_actions(office: Client, awa: User) -> None:
    for action in ("deactivate", "reactivate"):
        office.post(url("user", "changelist"), {"action": action, "_selected_action": [awa.pk]})

    assert verbs(awa) == ["user.deactivated", "user.reactivated"]


def test_accreditation_is_granted_and_ended(office: Client, awa: User, senegal: Country) -> None:
    office.post(
        url("focalpoint", "add"),
        {"user": awa.pk, "country": "SN", "starts_on": "2026-01-01", "letter_reference": "A/1"},
    )
    granted = FocalPoint.objects.get()
    office.post(url("focalpoint", "change", granted.pk), {"ends_on": "2026-06-30", "country": "FR"})

    granted.refresh_from_db()
    assert (granted.user, granted.country, granted.ends_on) == (awa, senegal, date(2026, 6, 30))
    assert verbs(awa) == ["accreditation.granted", "accreditation.ended"]


def test_overlapping_accreditation_is_told(office: Client, awa: User, senegal: Country, accredit) -> None:
    accredit(awa, senegal, ends_on=date(2026, 12, 31))

    response = office.post(
        url("focalpoint", "add"), {"user": awa.pk, "country": "SN", "starts_on": "2026-02-01"}, follow=True
    )

    assert "already accredited for this country" in response.content.decode()
    assert FocalPoint.objects.count() == 1


def test_invitation_is_proposed_but_not_confirmed_by_the_same_person(
    office: Client, senegal: Country
) -> None:
    form = {
        "email": "fatou@example.org",
        "full_name": "Fatou Sarr",
        "role": "focal_point",
        "language": "fr",
        "country": "SN",
    }

    office.post(url("invitation", "add"), form)
    proposal = Invitation.objects.get()
    response = office.post(
        url("invitation", "changelist"),
        {"action": "confirm", "_selected_action": [proposal.pk]},
        follow=True,
    )

    proposal.refresh_from_db()
    assert "somebody else has to confirm" in response.content.decode()
    assert proposal.confirmed_at is None
    assert office.get(url("invitation", "change", proposal.pk)).status_code == 200


def test_tokens_are_revoked_and_their_digests_never_shown(office: Client, awa: User, now: datetime) -> None:
    token, plain = issue_token(user=awa, name="laptop", now=now)

    pages = [office.get(url("apitoken", "changelist")), office.get(url("apitoken", "change", token.pk))]
    office.post(url("apitoken", "changelist"), {"action": "revoke", "_selected_action": [token.pk]})

    assert all(page.status_code == 200 for page in pages)
    assert not any(token.digest in page.content.decode() for page in pages)
    assert not any(plain in page.content.decode() for page in pages)
    assert ApiToken.objects.get().revoked_at is not None
    assert verbs(awa) == ["token.issued", "token.revoked"]
