"""Sends one notification by e-mail: the only place that talks to the mail server."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.languages import interface_language
from accounts.models import Invitation
from accounts.services.invitations import link_token
from workflows.models import Notification, Offer
from workflows.notify.texts import letter_of, link_of, paper_link_of


def send_notification(notification: Notification) -> None:
    """Send it, under a Message-ID that stays the same when it is sent again after a crash."""
    letter = letter_of(notification)
    with translation.override(interface_language(notification.language)):
        links = {"link": link_of(notification), "paper_link": paper_link_of(notification)}
        body = render_to_string("email/notice.txt", {"letter": letter, **links})
    _send(notification.email, letter.subject, body, name=f"notification-{notification.pk}")


def send_invitation(invitation: Invitation) -> None:
    """Send the link by which an invited person sets a password."""
    with translation.override(interface_language(invitation.language)):
        language = interface_language(invitation.language)
        link = f"{settings.PUBLIC_URL}/{language}/account/invitation/{link_token(invitation)}/"
        body = render_to_string("email/invitation.txt", {"invitation": invitation, "link": link})
        subject = _("Your invitation to the support desk of the Rabat Process")
    _send(invitation.email, subject, body, name=f"invitation-{invitation.pk}")


def send_offer_code(offer: Offer, code: str, *, number: int) -> None:
    """Send the code by which another browser proves that its owner reads the expert's mail."""
    with translation.override(interface_language(offer.expert.language)):
        body = render_to_string("email/offer_code.txt", {"code": code})
        subject = _("Your code: %(code)s") % {"code": code}
    _send(offer.expert.email, subject, body, name=f"offer-code-{offer.pk}-{number}")


def _send(address: str, subject: str, body: str, *, name: str) -> None:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=[address],
        headers={"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"},
    ).send()
