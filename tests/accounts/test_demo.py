from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from accounts.models import User
from accounts.selectors import actor_for
from accounts.services.demo import create_demo_accounts, ensure_focal_point
from core.models import JournalEvent
from programme.models import Country

pytestmark = pytest.mark.django_db


def test_demo_has_an_account_for_each_role(senegal: Country, cabo_verde: Country, now: datetime) -> None:
    users = create_demo_accounts(password="demo-harmattan-27", now=now)

    assert [(user.email, user.role, user.language) for user in users] == [
        ("focal.sn@demo.example", "focal_point", "fr"),
        ("focal.cv@demo.example", "focal_point", "fr"),
        ("manager@demo.example", "manager", "en"),
        ("manager2@demo.example", "manager", "fr"),
        ("expert@demo.example", "expert", "en"),
        ("steering@demo.example", "steering", "en"),
        ("admin@demo.example", "admin", "en"),
    ]
    assert all(user.is_demo for user in users)
    assert [actor_for(user, now=now).countries for user in users[:3]] == [{"SN"}, {"CV"}, frozenset()]
    assert authenticate(None, email="focal.sn@demo.example", password="demo-harmattan-27") == users[0]


def test_demo_accounts_are_made_once_and_take_the_new_password(
    senegal: Country, cabo_verde: Country, now: datetime
) -> None:
    first = create_demo_accounts(password="demo-harmattan-27", now=now)
    written = JournalEvent.objects.count()

    again = create_demo_accounts(password="demo-harmattan-28", now=now + timedelta(days=1))

    assert again == first
    assert (User.objects.count(), JournalEvent.objects.count()) == (7, written)
    assert authenticate(None, email="admin@demo.example", password="demo-harmattan-28") == first[-1]


def test_focal_point_of_any_country_is_made_when_it_is_needed(cabo_verde: Country, now: datetime) -> None:
    Country.objects.filter(pk="CV").update(iso2="GW")
    out = StringIO()

    user = ensure_focal_point("GW", now=now)

    assert ensure_focal_point("GW", now=now) == user
    assert (user.email, user.has_usable_password()) == ("focal.gw@demo.example", False)
    assert actor_for(user, now=now).countries == {"GW"}
    call_command("verify_journal", stdout=out)
    assert out.getvalue().startswith("The journal is whole: 2 events in 1 chains.")


def test_focal_point_of_the_cast_is_the_one_of_the_cast(
    senegal: Country, cabo_verde: Country, now: datetime
) -> None:
    focal_point = create_demo_accounts(password="demo-harmattan-27", now=now)[0]

    assert ensure_focal_point("SN", now=now) == focal_point
