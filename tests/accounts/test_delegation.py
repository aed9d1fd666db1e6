from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Delegation, User
from accounts.selectors import acting_for, actor_for, focal_points_of
from accounts.services.delegation import delegate, end_delegation
from core.actors import Actor, Role
from core.errors import Blocked, InvalidInput, NotAllowed
from core.models import JournalEvent
from programme.models import Country

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 13)


@pytest.fixture
def delegation(awa: User, joao: User, senegal: Country, accredit, now: datetime) -> Delegation:
    """Awa, accredited for Senegal, lets João act for her during two weeks."""
    accredit(awa, senegal)
    return delegate(
        from_user=awa,
        to_user=joao,
        starts_on=FIRST,
        ends_on=LAST,
        reason="Leave",
        actor=actor_for(awa, now=now),
        now=now,
    )


def test_delegate_acts_on_behalf_of_the_delegator_while_it_lasts(
    delegation: Delegation, awa: User, joao: User, now: datetime
) -> None:
    actor = actor_for(joao, now=now)

    assert (actor.countries, actor.on_behalf_of_id, actor.user_id) == ({"SN"}, awa.pk, joao.pk)
    assert actor_for(joao, now=now - timedelta(days=1)).countries == frozenset()
    assert actor_for(joao, now=now + (LAST - FIRST)).countries == {"SN"}
    assert actor_for(joao, now=now + (LAST - FIRST) + timedelta(days=1)).countries == frozenset()


def test_delegator_keeps_their_own_name(delegation: Delegation, awa: User, now: datetime) -> None:
    assert actor_for(awa, now=now).on_behalf_of_id is None


def test_delegate_with_a_country_of_their_own_acts_in_the_right_name_for_each(
    delegation: Delegation, awa: User, joao: User, cabo_verde: Country, accredit, now: datetime
) -> None:
    accredit(joao, cabo_verde)

    actor = actor_for(joao, now=now)

    assert (actor.countries, actor.on_behalf_of_id) == ({"SN", "CV"}, None)
    assert acting_for(actor, country="SN", now=now).on_behalf_of_id == awa.pk
    assert acting_for(actor, country="CV", now=now).on_behalf_of_id is None


def test_delegation_of_one_country_gives_no_other(
    awa: User, joao: User, senegal: Country, cabo_verde: Country, accredit, admin: Actor, now: datetime
) -> None:
    for country in (senegal, cabo_verde):
        accredit(awa, country)

    delegate(
        from_user=awa, to_user=joao, country=cabo_verde, starts_on=FIRST, ends_on=LAST, actor=admin, now=now
    )

    assert actor_for(joao, now=now).countries == {"CV"}


def test_delegation_is_worth_no_more_than_the_accreditation_behind_it(
    delegation: Delegation, awa: User, joao: User, now: datetime
) -> None:
    awa.accreditations.update(ends_on=FIRST - timedelta(days=1))

    assert actor_for(joao, now=now).countries == frozenset()


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.EXPERT}])
def test_delegation_by_somebody_who_is_gone_gives_nothing(
    delegation: Delegation, awa: User, joao: User, now: datetime, change: dict[str, object]
) -> None:
    User.objects.filter(pk=awa.pk).update(**change)

    assert actor_for(joao, now=now).countries == frozenset()


def test_delegation_cannot_be_passed_on(delegation: Delegation, make_user, joao: User, now: datetime) -> None:
    third = make_user("third", Role.FOCAL_POINT)

    with pytest.raises(Blocked) as refusal:
        delegate(
            from_user=joao,
            to_user=third,
            starts_on=FIRST,
            ends_on=LAST,
            actor=actor_for(joao, now=now),
            now=now,
        )

    assert [reason.code for reason in refusal.value.reasons] == ["not_accredited"]


def test_everything_in_the_way_is_told_at_once(make_user, awa: User, now: datetime) -> None:
    expert = make_user("expert", Role.EXPERT)

    with pytest.raises(Blocked) as refusal:
        delegate(
            from_user=awa,
            to_user=expert,
            starts_on=FIRST,
            ends_on=LAST,
            actor=actor_for(awa, now=now),
            now=now,
        )

    assert [reason.code for reason in refusal.value.reasons] == ["not_accredited", "not_a_focal_point"]


def test_nobody_delegates_for_somebody_else(
    awa: User, joao: User, senegal: Country, accredit, manager: Actor, now: datetime
) -> None:
    accredit(awa, senegal)

    for actor in (actor_for(joao, now=now), manager):
        with pytest.raises(NotAllowed, match="Only the focal point themself or an administrator"):
            delegate(from_user=awa, to_user=joao, starts_on=FIRST, ends_on=LAST, actor=actor, now=now)

    assert not Delegation.objects.exists()


def test_nobody_delegates_to_themself(awa: User, delegation: Delegation, now: datetime) -> None:
    with pytest.raises(Blocked) as refusal:
        delegate(
            from_user=awa,
            to_user=awa,
            starts_on=FIRST,
            ends_on=LAST,
            actor=actor_for(awa, now=now),
            now=now,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.update(to_user=awa)

    assert [reason.code for reason in refusal.value.reasons] == ["to_oneself"]


def test_bad_period_is_refused_at_its_fields(
    awa: User, joao: User, senegal: Country, accredit, now: datetime
) -> None:
    accredit(awa, senegal)

    with pytest.raises(InvalidInput) as refusal:
        delegate(
            from_user=awa,
            to_user=joao,
            starts_on=FIRST - timedelta(days=1),
            ends_on=FIRST - timedelta(days=2),
            actor=actor_for(awa, now=now),
            now=now,
        )

    codes = {name: [problem.code for problem in found] for name, found in refusal.value.errors.items()}
    assert codes == {"ends_on": ["end_before_start"], "starts_on": ["in_the_past"]}


def test_ending_takes_the_delegation_back_at_once_and_is_journaled_once(
    delegation: Delegation, awa: User, joao: User, now: datetime
) -> None:
    for _twice in range(2):
        end_delegation(delegation=delegation, actor=actor_for(awa, now=now), now=now)

    assert actor_for(joao, now=now).countries == frozenset()
    verbs = JournalEvent.objects.of(awa.chain).order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["delegation.given", "delegation.ended"]


def test_delegates_are_among_the_people_of_a_country(
    delegation: Delegation, awa: User, joao: User, make_user, senegal: Country, accredit
) -> None:
    alternate = make_user("alternate", Role.FOCAL_POINT)
    accredit(alternate, senegal, alternate=True)
    accredit(make_user("gone", Role.FOCAL_POINT, is_active=False), senegal)

    assert focal_points_of("SN", on=FIRST) == [awa, alternate, joao]
    assert focal_points_of("SN", on=LAST + timedelta(days=1)) == [awa, alternate]
    assert focal_points_of("CV", on=FIRST) == []
