from __future__ import annotations

from allauth.account.models import EmailAddress

from accounts.models import User


def mark_address_verified(user: User) -> None:
    """Tell the sign-in pages that the address is proved: its owner came through a link sent to it."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
