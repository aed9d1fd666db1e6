"""How people come in: one of the office proposes, another confirms, and the person accepts by a link."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import Invitation, User
from accounts.roles import OFFICE
from accounts.services.accreditation import grant
from accounts.services.sign_in import mark_address_verified
from accounts.services.tokens import digest_of
from accounts.validation import invalid_input, refuse_invalid
from core import journal, outbox
from core.actors import Actor, Role
from core.errors import Blocked, Conflict, NotAllowed, NotFound, Problems, Reason, Text
from core.transitions import lock
from programme.models import Country

LINK_LASTS = timedelta(days=14)

_CLOSED: dict[Invitation.State, Text] = {
    Invitation.State.PROPOSED: _("This invitation was not confirmed yet."),
    Invitation.State.CONFIRMED: _("This invitation was confirmed already."),
    Invitation.State.ACCEPTED: _("This invitation was used already. Sign in with your e-mail address."),
    Invitation.State.DECLINED: _("This invitation was withdrawn."),
    Invitation.State.EXPIRED: _("This invitation has expired. Ask the support desk for a new one."),
}


@transaction.atomic
def invite_user(
    *,
    actor: Actor,
    now: datetime,
    email: str,
    full_name: str,
    role: str,
    language: str = "en",
    country: Country | None = None,
    alternate: bool = False,
    function: str = "",
    organisation: str = "",
    letter_reference: str = "",
) -> Invitation:
    """Propose a new person; nothing is sent before somebody else has confirmed it."""
    if not rules.may_invite(actor) or actor.user_id is None:
        raise NotAllowed(_("Only programme managers and administrators can invite people."))
    invitation = Invitation(
        email=email.strip().lower(),
        full_name=full_name.strip(),
        function=function,
        organisation=organisation,
        role=role,
        language=language,
        country=country,
        alternate=alternate,
        letter_reference=letter_reference,
        proposed_by_id=actor.user_id,
        proposed_at=now,
    )
    refuse_invalid(invitation)
    _refuse_wrong_country(invitation)
    _refuse_known(invitation, now)
    invitation.save(force_insert=True)
    data = {"role": role, "country": invitation.country_id, "alternate": alternate}
    _record(invitation, "invitation.proposed", actor=actor, now=now, data=data)
    return invitation


@transaction.atomic
def confirm_invitation(*, invitation: Invitation, actor: Actor, now: datetime) -> Invitation:
    """Agree, as a second person, to a proposal; the link is then mailed and works for `LINK_LASTS`."""
    invitation, _same = lock(invitation)
    _refuse_confirmation(invitation, actor)
    _refuse_unless(invitation, Invitation.State.PROPOSED, now)
    invitation.confirmed_by_id, invitation.confirmed_at = actor.user_id, now
    invitation.expires_at = now + LINK_LASTS
    invitation.token_seed = secrets.token_hex(32)
    invitation.token_digest = digest_of(link_token(invitation))
    invitation.save()
    event = _record(invitation, "invitation.confirmed", actor=actor, now=now)
    outbox.publish("invitation.confirmed", {"id": invitation.pk, "event": event.pk}, now=now)
    return invitation


@transaction.atomic
def decline_invitation(
    *, invitation: Invitation, actor: Actor, now: datetime, reason: str = ""
) -> Invitation:
    """Refuse a proposal, or withdraw an invitation that was not accepted yet; its link stops working."""
    if not rules.may_decline_invitation(actor) or actor.user_id is None:
        raise NotAllowed(_("Only programme managers and administrators can withdraw invitations."))
    invitation, _same = lock(invitation)
    if invitation.state_at(now) in (Invitation.State.ACCEPTED, Invitation.State.DECLINED):
        raise _closed(invitation.state_at(now))
    invitation.declined_by_id, invitation.declined_at = actor.user_id, now
    invitation.decline_reason = reason
    refuse_invalid(invitation)
    invitation.save()
    _record(invitation, "invitation.declined", actor=actor, now=now)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str, now: datetime, language: str | None = None) -> User:
    """Make the account of whoever holds the link, and from today the accreditation of a focal point."""
    invitation, _same = lock(find_invitation(token=token, now=now))
    _refuse_unless(invitation, Invitation.State.CONFIRMED, now)
    _refuse_taken_address(invitation.email)
    user = _make_account(invitation, password=password, language=language, now=now)
    actor = Actor(kind="link", role=user.role, user_id=user.pk, language=user.interface_language)
    invitation.user, invitation.accepted_at = user, now
    invitation.save()
    _record(invitation, "invitation.accepted", actor=actor, now=now, data={"user": user.pk})
    created = {"invitation": invitation.pk, "role": user.role}
    journal.record(user, "user.created", actor=actor, now=now, audience=OFFICE, data=created)
    if invitation.country is not None:
        grant(
            user=user,
            country=invitation.country,
            starts_on=now.date(),
            ends_on=None,
            alternate=invitation.alternate,
            letter_reference=invitation.letter_reference,
            actor=actor,
            now=now,
        )
    return user


def find_invitation(*, token: str, now: datetime) -> Invitation:
    """The invitation that a link opens. Raises `NotFound`, or `Blocked` saying why it opens nothing."""
    try:
        invitation = Invitation.objects.select_related("country").get(token_digest=digest_of(token))
    except Invitation.DoesNotExist as unknown:
        raise NotFound(_("This link is not valid. Check that it was copied in full.")) from unknown
    _refuse_unless(invitation, Invitation.State.CONFIRMED, now)
    return invitation


def link_token(invitation: Invitation) -> str:
    """The token of a confirmed invitation's link, made again each time it is needed and stored nowhere."""
    return salted_hmac(
        "accounts.invitation", f"{invitation.pk}:{invitation.token_seed}", algorithm="sha256"
    ).hexdigest()


def _make_account(invitation: Invitation, *, password: str, language: str | None, now: datetime) -> User:
    user = User(
        email=invitation.email,
        full_name=invitation.full_name,
        function=invitation.function,
        organisation=invitation.organisation,
        role=invitation.role,
        language=language or invitation.language,
        confirmed_at=now,
    )
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise invalid_input(weak, field="password") from weak
    user.set_password(password)
    refuse_invalid(user)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:  # two invitations of one person, accepted at the same moment
        raise _account_exists() from taken
    mark_address_verified(user)
    return user


def _refuse_wrong_country(invitation: Invitation) -> None:
    problems = Problems()
    is_focal_point = invitation.role == Role.FOCAL_POINT
    if is_focal_point and invitation.country is None:
        problems.add("country", _("Say for which country."), code="required")
    if not is_focal_point and invitation.country is not None:
        problems.add("country", _("Only focal points speak for a country."), code="not_a_focal_point")
    if not is_focal_point and invitation.alternate:
        problems.add("alternate", _("Only focal points have alternates."), code="not_a_focal_point")
    problems.raise_if_any()


def _refuse_known(invitation: Invitation, now: datetime) -> None:
    _refuse_taken_address(invitation.email)
    if Invitation.objects.open(now).filter(email=invitation.email).exists():
        raise Conflict(_("This address has been invited already."), code="already_invited")


def _refuse_taken_address(email: str) -> None:
    if User.objects.filter(email=email).exists():
        raise _account_exists()


def _account_exists() -> Conflict:
    return Conflict(_("There is already an account with this address."), code="account_exists")


def _refuse_confirmation(invitation: Invitation, actor: Actor) -> None:
    if not rules.is_office(actor):
        raise NotAllowed(_("Only programme managers and administrators can confirm invitations."))
    if rules.proposed_it(actor, invitation):
        raise NotAllowed(
            _("You proposed this person yourself: somebody else has to confirm the invitation."),
            code="same_person",
        )
    if not rules.may_confirm_invitation(actor, invitation):
        raise NotAllowed(_("Only an administrator can confirm a new administrator."))


def _refuse_unless(invitation: Invitation, state: Invitation.State, now: datetime) -> None:
    found = invitation.state_at(now)
    if found is not state:
        raise _closed(found)


def _closed(state: Invitation.State) -> Blocked:
    code = f"invitation_{state.value}"
    return Blocked(_CLOSED[state], code=code, reasons=[Reason(code, _CLOSED[state])])


def _record(
    invitation: Invitation, verb: str, *, actor: Actor, now: datetime, data: dict[str, Any] | None = None
) -> Any:
    return journal.record(invitation, verb, actor=actor, now=now, audience=OFFICE, data=data)
