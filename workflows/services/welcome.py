"""An invited person comes in: the account is made, and an expert of the roster finds their profile in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.services.invitations import accept_invitation
from core.actors import SYSTEM, Role
from experts.services.profiles import link_account


def welcome(*, token: str, password: str, now: datetime, language: str | None = None) -> User:
    """Make the account of whoever holds the link; what was offered to an expert by mail is theirs to see."""
    with transaction.atomic():
        user = accept_invitation(token=token, password=password, now=now, language=language)
        if user.role == Role.EXPERT:
            link_account(user_id=user.pk, email=user.email, actor=SYSTEM, now=now)
    return user
