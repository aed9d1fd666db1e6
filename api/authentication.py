"""Bearer tokens: `Authorization: Bearer tsd_...`."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import User
from accounts.services.tokens import authenticate_token

SCHEME = "Bearer"


class BearerAuthentication(BaseAuthentication):
    """Signs in the owner of a usable token; other schemes are left to the next one who can."""

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        scheme, _blank, token = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        user = authenticate_token(token.strip(), timezone.now())
        if user is None:
            raise AuthenticationFailed(_("This token is unknown, revoked or expired."), code="bad_token")
        return user, SCHEME

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="support desk"'
