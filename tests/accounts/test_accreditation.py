from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import FocalPoint, User
from accounts.selectors import actor_for
from accounts.services.accreditation import accredit_focal_point, end_accreditation
from core.actors import Actor, Role
from core.errors import Blocked, Conflict, InvalidInput, NotAllowed
from core.models import JournalEvent
from programme.models import Country

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_accreditation_holds_from_its_first_to_its_last_day(
    awa: User, senegal: Country, accredit, day: date, holds: bool
) -> None:
    accredit(awa, senegal, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 31))

    assert FocalPoint.objects.in_force(day).exists() is holds


def test_accreditation_without_an_end_holds_on(awa: User, senegal: Country, accredit) -> None:
    accredit(awa, senegal)

    assert FocalPoint.objects.in_force(date(2199, 1, 1)).exists()


def test_granting_is_journaled_on_the_users_chain(
    awa: User, senegal: Country, manager: Actor, now: datetime
) -> None:
    granted = accredit_focal_point(
        user=awa, country=senegal, starts_on=date(2026, 3, 2), alternate=True, actor=manager, now=now
    )

    event = JournalEvent.objects.of(awa.chain).get()
    assert (event.verb, event.audience, event.data) == (
        "accreditation.granted",
        ",admin,manager,",
        {
            "accreditation": granted.pk,
            "country": "SN",
            "from": "2026-03-02",
            "to": None,
            "alternate": True,
        },
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 3, 31), None),
        (date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 3, 5), date(2026, 3, 6)),
        (date(2025, 1, 1), None),
    ],
)
def test_overlapping_accreditation_is_refused(
    awa: User,
    senegal: Country,
    accredit,
    manager: Actor,
    now: datetime,
    starts_on: date,
    ends_on: date | None,
) -> None:
    accredit(awa, senegal, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))

    with pytest.raises(Conflict, match="already accredited for this country"):
        accredit_focal_point(
            user=awa, country=senegal, starts_on=starts_on, ends_on=ends_on, actor=manager, now=now
        )

    assert FocalPoint.objects.count() == 1


def test_next_period_and_another_country_are_no_overlap(
    awa: User, senegal: Country, cabo_verde: Country, accredit, manager: Actor, now: datetime
) -> None:
    accredit(awa, senegal, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))

    for country, starts_on in ((senegal, date(2026, 4, 1)), (cabo_verde, date(2026, 3, 15))):
        accredit_focal_point(user=awa, country=country, starts_on=starts_on, actor=manager, now=now)

    assert FocalPoint.objects.count() == 3


def test_only_an_active_focal_point_is_accredited(
    make_user, senegal: Country, manager: Actor, now: datetime
) -> None:
    expert = make_user("expert", Role.EXPERT)

    with pytest.raises(Blocked) as refusal:
        accredit_focal_point(user=expert, country=senegal, starts_on=now.date(), actor=manager, now=now)

    assert [(reason.code, reason.field) for reason in refusal.value.reasons] == [
        ("not_a_focal_point", "user")
    ]


def test_focal_point_cannot_accredit_themself(awa: User, senegal: Country, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="Only programme managers and administrators"):
        accredit_focal_point(
            user=awa, country=senegal, starts_on=now.date(), actor=actor_for(awa, now=now), now=now
        )


def test_ended_accreditation_gives_nothing_from_the_next_day(
    awa: User, senegal: Country, accredit, manager: Actor, now: datetime
) -> None:
    held = accredit(awa, senegal)

    ended = end_accreditation(accreditation=held, ends_on=date(2026, 3, 1), actor=manager, now=now)

    assert ended.ends_on == date(2026, 3, 1)
    assert actor_for(awa, now=now).countries == frozenset()
    assert JournalEvent.objects.of(awa.chain).get().verb == "accreditation.ended"


def test_end_before_the_beginning_is_refused_by_service_and_database(
    awa: User, senegal: Country, accredit, manager: Actor, now: datetime
) -> None:
    held = accredit(awa, senegal)

    with pytest.raises(InvalidInput) as refusal:
        end_accreditation(accreditation=held, ends_on=date(2025, 12, 31), actor=manager, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        FocalPoint.objects.update(ends_on=date(2025, 12, 31))

    assert [problem.code for problem in refusal.value.errors["ends_on"]] == ["end_before_start"]
