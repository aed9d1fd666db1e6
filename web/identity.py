"""A fresh proof of who is there, asked before a signature: the password again, or the security key or code just now."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from workflows.states import IdentityProof

# What allauth notes of a proof by something other than the password.
_KINDS: Mapping[str, IdentityProof] = {
    Authenticator.Type.WEBAUTHN: IdentityProof.SECURITY_KEY,
    Authenticator.Type.TOTP: IdentityProof.ONE_TIME_CODE,
    Authenticator.Type.RECOVERY_CODES: IdentityProof.ONE_TIME_CODE,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is to prove themselves; `proof` is what they gave in the last minutes, `ways` where they can give it."""

    user: User
    proof: IdentityProof | None
    ways: tuple[tuple[IdentityProof, str], ...]


def identity_of(request: HttpRequest) -> Identity:
    """The reader, and how they may prove that it is still them; one query."""
    user: User = request.user  # type: ignore[assignment]
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    back = urlencode({"next": request.path})
    ways = []
    if Authenticator.Type.WEBAUTHN in types:
        ways.append((IdentityProof.SECURITY_KEY, f"{reverse('mfa_reauthenticate_webauthn')}?{back}"))
    if Authenticator.Type.TOTP in types:
        ways.append((IdentityProof.ONE_TIME_CODE, f"{reverse('mfa_reauthenticate')}?{back}"))
    return Identity(user, _given(request, user), tuple(ways))


def _given(request: HttpRequest, user: User) -> IdentityProof | None:
    """The last proof by key or code, while it is fresh; signing in is none, nor is a password given elsewhere."""
    oldest = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    fresh = [
        record
        for record in get_authentication_records(request, user)
        if record.get("reauthenticated") and record.get("at", 0) > oldest
    ]
    return next((proof for record in reversed(fresh) if (proof := _KINDS.get(record.get("type", "")))), None)
