"""Who may answer by the link of an offer: whoever opened it first, and whoever reads the expert's mail.

A link can be forwarded, and a mail with it. The browser in which a person first opened it is taken for the expert's;
any other has to prove with a code, sent to the expert's address, that its owner reads that mail. Whoever proves it
puts out those that did not: the mailbox is the stronger claim (docs/adr/0027).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from core import outbox
from core.errors import Blocked, InvalidInput, Reason
from workflows.models import Offer, OfferCode, OfferKey

CODE_ASKED = "offer.code_asked"
CODE_LASTS = timedelta(minutes=30)
PAUSE = timedelta(seconds=30)  # between two codes
MOST_CODES = 10  # of an offer, ever
MOST_TRIES = 5  # of a code
DIGITS = 6


def is_unopened(offer: Offer) -> bool:
    """Whether no browser may answer yet."""
    return not offer.keys.exists()


def holds(offer: Offer, key: str) -> OfferKey | None:
    """The right of the browser that keeps this key, if it has one."""
    return offer.keys.filter(digest=_digest(key)).first() if key else None


def take_first(offer: Offer, *, now: datetime) -> str:
    """The key of the first browser; nothing when another one came first."""
    with transaction.atomic():
        row = Offer.objects.select_for_update().get(pk=offer.pk)
        return _new_key(row, proven=False, now=now) if is_unopened(row) else ""


def ask_code(offer: Offer, *, now: datetime) -> None:
    """Have a code sent to the expert's address; the one before counts no more.

    Raises `Blocked` when codes are asked for too fast or too often.
    """
    with transaction.atomic():
        row = Offer.objects.select_for_update().get(pk=offer.pk)
        code = OfferCode.objects.filter(offer=row).first() or OfferCode(offer=row, asked_at=now)
        if code.pk and now - code.asked_at < PAUSE:
            raise _blocked("too_fast", _("A code was sent a moment ago. Please look into your mail."))
        if code.number >= MOST_CODES:
            raise _blocked(
                "too_many_codes", _("No more codes are sent for this offer. Write to the support desk.")
            )
        code.number, code.tries, code.asked_at, code.used_at = code.number + 1, 0, now, None
        code.save()
        outbox.publish(CODE_ASKED, {"offer": row.pk, "number": code.number}, now=now)


def prove(offer: Offer, *, code: str, now: datetime) -> str:
    """The key for a browser whose owner reads the expert's mail; every browser that did not prove it is put out.

    Raises `InvalidInput` for a wrong code and `Blocked` when none is awaited any more.
    """
    wrong = False
    with transaction.atomic():
        row = Offer.objects.select_for_update().get(pk=offer.pk)
        kept = OfferCode.objects.filter(offer=row, used_at=None).first()
        if kept is None or now - kept.asked_at > CODE_LASTS or kept.tries >= MOST_TRIES:
            raise _blocked("code_over", _("This code is no longer valid. Ask for a new one."))
        wrong = not constant_time_compare(code_of(row, kept.number), "".join(code.split()))
        if wrong:
            kept.tries += (
                1  # kept although it is refused: that is why the refusal comes after the transaction
            )
        else:
            kept.used_at = now
            row.keys.filter(proven=False).delete()
        kept.save()
        key = "" if wrong else _new_key(row, proven=True, now=now)
    if wrong:
        raise InvalidInput.at("code", _("This is not the code that was sent last."), code="wrong_code")
    return key


def code_of(offer: Offer, number: int) -> str:
    """The code as it is mailed, made again from the offer's secret."""
    digest = salted_hmac("workflows.offer-code", f"{offer.pk}:{offer.nonce}:{number}", algorithm="sha256")
    return str(int(digest.hexdigest(), 16) % 10**DIGITS).zfill(DIGITS)


def _new_key(offer: Offer, *, proven: bool, now: datetime) -> str:
    key = secrets.token_urlsafe(24)
    OfferKey.objects.create(offer=offer, digest=_digest(key), proven=proven, since=now)
    return key


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _blocked(code: str, message: str) -> Blocked:
    return Blocked(reasons=[Reason(code, message)])
