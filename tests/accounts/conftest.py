from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import FocalPoint, Invitation, User
from accounts.selectors import actor_for
from accounts.services.invitations import confirm_invitation, invite_user
from core.actors import Actor, Role
from programme.models import Country

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "sahel-harmattan-27"

MakeUser = Callable[..., User]


@pytest.fixture
def now() -> datetime:
    return NOW


def _country(iso2: str, iso3: str, m49: str, name: str, language: str) -> Country:
    return Country.objects.create(
        iso2=iso2,
        iso3=iso3,
        m49_code=m49,
        name_en=name,
        name_fr=name,
        name_pt=name,
        region="Western Africa",
        region_fr="Afrique occidentale",
        m49_region_code="011",
        process_region="west_africa",
        role="beneficiary",
        role_certainty="confirmed",
        working_languages=[language],
        ecowas="yes",
        eu="no",
    )


@pytest.fixture
def senegal(db: None) -> Country:
    return _country("SN", "SEN", "686", "Senegal", "fr")


@pytest.fixture
def cabo_verde(db: None) -> Country:
    return _country("CV", "CPV", "132", "Cabo Verde", "pt")


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Makes users with addresses of their own, active managers unless said otherwise."""

    def make(name: str, role: str = Role.MANAGER, **fields: Any) -> User:
        return User.objects.create_user(
            f"{name}@example.org", PASSWORD, full_name=name.title(), role=role, **fields
        )

    return make


@pytest.fixture
def accredit() -> Callable[..., FocalPoint]:
    """Writes accreditations directly; in force since the beginning of the year unless said otherwise."""

    def write(user: User, country: Country, **fields: Any) -> FocalPoint:
        values = {"starts_on": date(2026, 1, 1), "created_at": NOW, **fields}
        return FocalPoint.objects.create(user=user, country=country, **values)

    return write


@pytest.fixture
def awa(make_user: MakeUser) -> User:
    return make_user("awa", Role.FOCAL_POINT, language="fr")


@pytest.fixture
def joao(make_user: MakeUser) -> User:
    return make_user("joao", Role.FOCAL_POINT, language="pt")


@pytest.fixture
def manager(make_user: MakeUser, now: datetime) -> Actor:
    return actor_for(make_user("manager"), now=now)


@pytest.fixture
def other_manager(make_user: MakeUser, now: datetime) -> Actor:
    return actor_for(make_user("othermanager"), now=now)


@pytest.fixture
def admin(make_user: MakeUser, now: datetime) -> Actor:
    return actor_for(make_user("admin", Role.ADMIN), now=now)


@pytest.fixture
def proposal(manager: Actor, senegal: Country, now: datetime) -> Invitation:
    """A focal point for Senegal, proposed by `manager`."""
    return invite_user(
        actor=manager,
        now=now,
        email="Fatou.Sarr@Interieur.example",
        full_name="Fatou Sarr",
        role=Role.FOCAL_POINT,
        language="fr",
        country=senegal,
        letter_reference="MINT/2026/114",
    )


@pytest.fixture
def confirmed(proposal: Invitation, other_manager: Actor, now: datetime) -> Invitation:
    return confirm_invitation(invitation=proposal, actor=other_manager, now=now)
