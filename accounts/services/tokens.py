"""Keys to the API: issued once in plain, kept as a digest, useless as soon as their owner is."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import ApiToken, User
from accounts.roles import OFFICE
from accounts.validation import refuse_invalid
from core import journal
from core.actors import SYSTEM, Actor
from core.errors import Blocked, InvalidInput, NotAllowed, Reason
from core.transitions import lock

PREFIX = "tsd_"
USE_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def issue_token(
    *, user: User, name: str, now: datetime, actor: Actor = SYSTEM, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its plain text, which nobody can read again afterwards."""
    user, _same = lock(user)
    _refuse_others(actor, user)
    if not user.is_active:
        raise Blocked(reasons=[Reason("inactive_user", _("This account is closed."), "user")])
    if expires_at is not None and expires_at <= now:
        raise InvalidInput.at("expires_at", _("This lies in the past."), code="in_the_past")
    plain = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(user=user, name=name, digest=digest_of(plain), created_at=now, expires_at=expires_at)
    refuse_invalid(token)
    token.save(force_insert=True)
    journal.record(user, "token.issued", actor=actor, now=now, audience=OFFICE, data={"token": token.pk})
    return token, plain


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Actor, now: datetime) -> ApiToken:
    """Make a token useless at once; a second time changes nothing."""
    user, _same = lock(token.user)
    _refuse_others(actor, user)
    token = ApiToken.objects.get(pk=token.pk)
    if token.revoked_at is not None:
        return token
    token.user, token.revoked_at = user, now
    token.save(update_fields=["revoked_at"])
    journal.record(user, "token.revoked", actor=actor, now=now, audience=OFFICE, data={"token": token.pk})
    return token


def authenticate_token(plain: str, now: datetime) -> User | None:
    """The active owner of a usable token. One hash and one query, whatever is sent; no secret is compared.

    The time of use is noted at most once a minute, so that reading through the API does not write each time.
    """
    usable = ApiToken.objects.usable(now).select_related("user")
    token = usable.filter(digest=digest_of(plain)).first()
    if token is None:
        return None
    noted_before = now - USE_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at <= noted_before:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lte=noted_before)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
    return token.user


def digest_of(plain: str) -> str:
    """SHA-256 (hex) of a random token as it was sent, whatever characters that holds."""
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _refuse_others(actor: Actor, user: User) -> None:
    if not rules.may_manage_tokens(actor, user):
        raise NotAllowed(_("Only the person themself or an administrator can manage their tokens."))
