"""The link by which an expert answers an offer without signing in.

The link carries the offer's number, its random part and a signature; the database alone cannot make one, and a
link says nothing to whoever guesses. It opens for as long as the offer exists; what may be done is the offer's
state and deadline to say.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.utils.crypto import constant_time_compare

from experts.models import Expert
from workflows.models import Offer

_signer = Signer(salt="workflows.offer-link")


def new_nonce() -> str:
    """The random part of a link, kept with the offer."""
    return secrets.token_hex(12)


def offer_token(offer: Offer) -> str:
    return _signer.sign(f"{offer.pk}-{offer.nonce}")


def offer_path(offer: Offer) -> str:
    """The link as a path; it has no language, the page speaks that of the expert."""
    return f"/offer/{offer_token(offer)}/"


PROFILE_LINK_LASTS = timedelta(days=92)
_profile_signer = TimestampSigner(salt="workflows.profile-link")


def profile_path(expert: Expert) -> str:
    """The link by which somebody without an account says that their profile is still right."""
    return f"/roster/{_profile_signer.sign(str(expert.pk))}/"


def expert_behind(token: str) -> Expert | None:
    """Whose profile a link confirms; none for a link that this desk did not make, or too long ago."""
    try:
        number = _profile_signer.unsign(token, max_age=PROFILE_LINK_LASTS)
    except BadSignature:
        return None
    return Expert.objects.filter(pk=number, anonymised_at=None).first()


def offer_behind(token: str) -> Offer | None:
    """The offer that a link belongs to; none for a link that this desk did not make."""
    try:
        number, _dash, nonce = _signer.unsign(token).partition("-")
    except BadSignature:
        return None
    offer = Offer.objects.select_related("expert", "position", "support_request").filter(pk=number).first()
    return offer if offer and constant_time_compare(offer.nonce, nonce) else None
