from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model

from core.actors import SYSTEM, Actor
from core.errors import NotAllowed
from programme.models import Phase
from programme.services.phases import ExternalFramework, choose_current_phase

pytestmark = pytest.mark.usefixtures("loaded")


@pytest.fixture
def administrator() -> Actor:
    user = get_user_model().objects.create(email="admin@example.org", full_name="Ada", role="admin")
    return Actor(kind="user", role="admin", user_id=user.pk)


def phase(code: str) -> Phase:
    return Phase.objects.get(code=code)


def test_chosen_phase_takes_the_place_of_the_current_one_and_is_logged(
    administrator: Actor, now: datetime
) -> None:
    chosen = choose_current_phase(phase=phase("MRK2018"), actor=administrator, now=now)

    assert chosen.is_current
    assert [row.code for row in Phase.objects.filter(is_current=True)] == ["MRK2018"]
    assert list(LogEntry.objects.values_list("user", "object_id", "action_time")) == [
        (administrator.user_id, "MRK2018", now)
    ]


def test_choosing_the_current_phase_again_changes_nothing(administrator: Actor, now: datetime) -> None:
    chosen = choose_current_phase(phase=phase("PH3"), actor=administrator, now=now)

    assert chosen.is_current
    assert not LogEntry.objects.exists()


def test_desk_may_choose_at_installation(now: datetime) -> None:
    assert choose_current_phase(phase=phase("CDZ2022"), actor=SYSTEM, now=now).is_current


@pytest.mark.parametrize("role", ["focal_point", "manager", "expert", "steering"])
def test_other_roles_may_not_choose(administrator: Actor, now: datetime, role: str) -> None:
    other = Actor(kind="user", role=role, user_id=administrator.user_id)

    with pytest.raises(NotAllowed):
        choose_current_phase(phase=phase("MRK2018"), actor=other, now=now)

    assert phase("PH3").is_current


def test_external_framework_cannot_be_chosen(administrator: Actor, now: datetime) -> None:
    with pytest.raises(ExternalFramework):
        choose_current_phase(phase=phase("GCM"), actor=administrator, now=now)

    assert phase("PH3").is_current
