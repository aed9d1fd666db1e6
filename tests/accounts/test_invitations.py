from __future__ import annotations

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import FocalPoint, Invitation, User
from accounts.selectors import actor_for
from accounts.services.invitations import (
    LINK_LASTS,
    accept_invitation,
    confirm_invitation,
    decline_invitation,
    find_invitation,
    invite_user,
    link_token,
)
from core.actors import Actor, Role
from core.errors import Blocked, Conflict, InvalidInput, NotAllowed, NotFound
from core.models import JournalEvent, OutboxMessage

PASSWORD = "sahel-harmattan-27"

pytestmark = pytest.mark.django_db


def verbs(chain: str) -> list[str]:
    return list(JournalEvent.objects.of(chain).order_by("sequence").values_list("verb", flat=True))


def test_proposal_sends_nothing_and_keeps_the_person_out_of_the_journal(proposal: Invitation) -> None:
    event = JournalEvent.objects.of(proposal.chain).get()

    assert proposal.email == "fatou.sarr@interieur.example"
    assert (event.verb, event.data) == (
        "invitation.proposed",
        {"role": "focal_point", "country": "SN", "alternate": False},
    )
    assert not OutboxMessage.objects.exists()


def test_second_person_confirms_and_the_mail_follows(
    proposal: Invitation, other_manager: Actor, now: datetime
) -> None:
    confirmed = confirm_invitation(invitation=proposal, actor=other_manager, now=now)

    message = OutboxMessage.objects.get()
    assert confirmed.state_at(now) == Invitation.State.CONFIRMED
    assert (message.topic, message.payload["id"]) == ("invitation.confirmed", confirmed.pk)
    assert verbs(confirmed.chain) == ["invitation.proposed", "invitation.confirmed"]


def test_proposer_cannot_confirm_and_is_told_why(proposal: Invitation, manager: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed) as refusal:
        confirm_invitation(invitation=proposal, actor=manager, now=now)

    proposal.refresh_from_db()
    assert refusal.value.code == "same_person"
    assert "somebody else has to confirm" in str(refusal.value.detail)
    assert (proposal.confirmed_at, OutboxMessage.objects.count()) == (None, 0)


def test_database_refuses_a_confirmation_by_the_proposer(confirmed: Invitation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=confirmed.pk).update(confirmed_by=confirmed.proposed_by)


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.EXPERT, Role.STEERING])
def test_nobody_outside_the_office_invites_or_confirms(
    make_user, proposal: Invitation, now: datetime, role: str
) -> None:
    outsider = actor_for(make_user("outsider", role), now=now)

    with pytest.raises(NotAllowed, match="Only programme managers and administrators can invite"):
        invite_user(actor=outsider, now=now, email="x@example.org", full_name="X", role=Role.EXPERT)
    with pytest.raises(NotAllowed, match="Only programme managers and administrators can confirm"):
        confirm_invitation(invitation=proposal, actor=outsider, now=now)


def test_managers_cannot_make_an_administrator_among_themselves(
    manager: Actor, other_manager: Actor, admin: Actor, now: datetime
) -> None:
    proposal = invite_user(
        actor=manager, now=now, email="root@example.org", full_name="Root", role=Role.ADMIN
    )

    with pytest.raises(NotAllowed, match="Only an administrator can confirm"):
        confirm_invitation(invitation=proposal, actor=other_manager, now=now)

    assert confirm_invitation(invitation=proposal, actor=admin, now=now).confirmed_by_id == admin.user_id


def test_confirming_twice_is_blocked(confirmed: Invitation, other_manager: Actor, now: datetime) -> None:
    with pytest.raises(Blocked) as refusal:
        confirm_invitation(invitation=confirmed, actor=other_manager, now=now)

    assert refusal.value.code == "invitation_confirmed"


def test_acceptance_makes_an_account_that_can_sign_in_and_speaks_for_its_country(
    confirmed: Invitation, now: datetime
) -> None:
    user = accept_invitation(token=link_token(confirmed), password=PASSWORD, language="en", now=now)

    accreditation = FocalPoint.objects.get()
    assert (user.email, user.full_name, user.role, user.language, user.confirmed_at) == (
        "fatou.sarr@interieur.example",
        "Fatou Sarr",
        Role.FOCAL_POINT,
        "en",
        now,
    )
    assert (accreditation.user, accreditation.country_id, accreditation.starts_on) == (
        user,
        "SN",
        date(2026, 3, 2),
    )
    assert accreditation.letter_reference == "MINT/2026/114"
    assert EmailAddress.objects.filter(user=user, verified=True, primary=True).count() == 1
    assert authenticate(None, email="Fatou.Sarr@interieur.example", password=PASSWORD) == user
    assert actor_for(user, now=now).countries == {"SN"}


def test_acceptance_is_journaled_on_both_chains(confirmed: Invitation, now: datetime) -> None:
    out = StringIO()

    user = accept_invitation(token=link_token(confirmed), password=PASSWORD, now=now)

    assert verbs(user.chain) == ["user.created", "accreditation.granted"]
    assert verbs(confirmed.chain)[-1] == "invitation.accepted"
    call_command("verify_journal", stdout=out)
    assert out.getvalue().startswith("The journal is whole: 5 events in 2 chains.")


def test_acceptance_of_a_manager_gives_no_country(
    manager: Actor, other_manager: Actor, now: datetime
) -> None:
    proposal = invite_user(actor=manager, now=now, email="m@example.org", full_name="M", role=Role.MANAGER)
    confirmed = confirm_invitation(invitation=proposal, actor=other_manager, now=now)

    user = accept_invitation(token=link_token(confirmed), password=PASSWORD, now=now)

    assert (user.role, user.accreditations.count()) == (Role.MANAGER, 0)


@pytest.mark.parametrize("token", ["", "wrong", "\x00", "\ud800", "é" * 5000])
def test_unknown_link_is_not_found(confirmed: Invitation, now: datetime, token: str) -> None:
    with pytest.raises(NotFound, match="This link is not valid"):
        accept_invitation(token=token, password=PASSWORD, now=now)


def test_link_of_a_proposal_opens_nothing(proposal: Invitation, now: datetime) -> None:
    with pytest.raises(NotFound):
        find_invitation(token=link_token(proposal), now=now)


def test_used_link_says_so(confirmed: Invitation, now: datetime) -> None:
    accept_invitation(token=link_token(confirmed), password=PASSWORD, now=now)

    with pytest.raises(Blocked, match="was used already") as refusal:
        accept_invitation(token=link_token(confirmed), password=PASSWORD, now=now)

    assert refusal.value.code == "invitation_accepted"
    assert User.objects.filter(email=confirmed.email).count() == 1


def test_link_works_until_it_expires_and_then_says_so(confirmed: Invitation, now: datetime) -> None:
    end = now + LINK_LASTS

    assert find_invitation(token=link_token(confirmed), now=end - timedelta(seconds=1)) == confirmed
    with pytest.raises(Blocked, match="has expired") as refusal:
        accept_invitation(token=link_token(confirmed), password=PASSWORD, now=end)
    assert refusal.value.code == "invitation_expired"


def test_withdrawn_link_says_so(confirmed: Invitation, manager: Actor, now: datetime) -> None:
    decline_invitation(invitation=confirmed, actor=manager, now=now, reason="Left the ministry")

    with pytest.raises(Blocked, match="was withdrawn") as refusal:
        accept_invitation(token=link_token(confirmed), password=PASSWORD, now=now)

    assert refusal.value.code == "invitation_declined"


def test_accepted_invitation_cannot_be_withdrawn(
    confirmed: Invitation, manager: Actor, now: datetime
) -> None:
    accept_invitation(token=link_token(confirmed), password=PASSWORD, now=now)

    with pytest.raises(Blocked):
        decline_invitation(invitation=confirmed, actor=manager, now=now)


@pytest.mark.parametrize("password", ["", "short", "1234567890123", "fatou.sarr@interieur"])
def test_weak_password_is_refused_and_leaves_the_link_usable(
    confirmed: Invitation, now: datetime, password: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        accept_invitation(token=link_token(confirmed), password=password, now=now)

    assert list(refusal.value.errors) == ["password"]
    assert find_invitation(token=link_token(confirmed), now=now) == confirmed


def test_link_token_is_kept_nowhere(confirmed: Invitation) -> None:
    token = link_token(confirmed)

    row = Invitation.objects.filter(pk=confirmed.pk).values().get()
    payload = OutboxMessage.objects.get().payload
    assert token not in {*map(str, row.values()), *map(str, payload.values())}


def test_address_of_an_account_or_an_open_invitation_is_refused(
    proposal: Invitation, manager: Actor, awa: User, now: datetime
) -> None:
    with pytest.raises(Conflict, match="already an account"):
        invite_user(actor=manager, now=now, email="AWA@example.org", full_name="Awa", role=Role.EXPERT)
    with pytest.raises(Conflict, match="invited already"):
        invite_user(actor=manager, now=now, email=proposal.email, full_name="Fatou", role=Role.EXPERT)


def test_person_can_be_invited_anew_after_the_link_expired(
    confirmed: Invitation, manager: Actor, now: datetime
) -> None:
    later = now + LINK_LASTS

    again = invite_user(
        actor=manager, now=later, email=confirmed.email, full_name="Fatou Sarr", role=Role.EXPERT
    )

    assert again.state_at(later) == Invitation.State.PROPOSED


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"email": "nobody"}, {"email": ["invalid"]}),
        ({"email": ""}, {"email": ["blank"]}),
        ({"email": "a\x00b@example.org"}, {"email": ["invalid", "null_characters_not_allowed"]}),
        ({"full_name": " "}, {"full_name": ["blank"]}),
        ({"full_name": "x" * 151}, {"full_name": ["max_length"]}),
        ({"role": "system"}, {"role": ["invalid_choice"]}),
        ({"role": Role.FOCAL_POINT}, {"country": ["required"]}),
        ({"alternate": True}, {"alternate": ["not_a_focal_point"]}),
        ({"email": "", "language": "tlh"}, {"email": ["blank"], "language": ["invalid_choice"]}),
    ],
)
def test_bad_proposal_names_every_field(
    manager: Actor, now: datetime, fields: dict[str, object], problems: dict[str, list[str]]
) -> None:
    good = {"email": "x@example.org", "full_name": "X", "role": Role.EXPERT}

    with pytest.raises(InvalidInput) as refusal:
        invite_user(actor=manager, now=now, **{**good, **fields})

    found = {name: sorted({p.code for p in said}) for name, said in refusal.value.errors.items()}
    assert found == problems


def test_country_is_for_focal_points_only(manager: Actor, senegal, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refusal:
        invite_user(
            actor=manager,
            now=now,
            email="x@example.org",
            full_name="X",
            role=Role.EXPERT,
            country=senegal,
        )

    assert list(refusal.value.errors) == ["country"]
