"""A fresh proof of who signs: a call with a token proves itself, one in a browser's session gives the password."""

from __future__ import annotations

from allauth.core import ratelimit
from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from core.errors import InvalidInput
from workflows.states import IdentityProof

A_MINUTE = 60  # seconds, the window in which wrong passwords are counted


def proof_of_identity(request: Request, password: str) -> IdentityProof:
    """How the caller proves that it is they; raises `InvalidInput` at `password`, `Throttled` for too many tries."""
    if password:
        if not ratelimit.consume(request._request, action="reauthenticate", user=request.user):
            raise Throttled(wait=A_MINUTE)
        if not request.user.check_password(password):
            raise InvalidInput.at("password", _("This is not your password."), code="wrong_password")
        return IdentityProof.PASSWORD
    if isinstance(request.successful_authenticator, SessionAuthentication):
        raise InvalidInput.at("password", _("Give your password to sign."), code="required")
    return IdentityProof.ACCESS_TOKEN
