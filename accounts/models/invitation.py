from __future__ import annotations

from datetime import datetime

from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.languages import LANGUAGES
from accounts.querysets import InvitationQuerySet
from accounts.roles import ROLES
from core.actors import Role
from core.models import ChainedModel

no_nul = ProhibitNullCharactersValidator()


class Invitation(ChainedModel):
    """A person whom one member of the office proposes and another confirms; the link then makes the account.

    The link's token is not kept: `token_seed` and the secret key of the installation make it again for the
    mail, and `token_digest` recognises it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for confirmation")
        CONFIRMED = "confirmed", _("Invited")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Expired")

    email = models.EmailField(_("e-mail address"), validators=[no_nul])
    full_name = models.CharField(_("full name"), max_length=150, validators=[no_nul])
    function = models.CharField(
        _("function or title"), max_length=150, blank=True, default="", validators=[no_nul]
    )
    organisation = models.CharField(
        _("organisation"), max_length=200, blank=True, default="", validators=[no_nul]
    )
    role = models.CharField(_("role"), max_length=20, choices=list(ROLES.items()))
    language = models.CharField(
        _("preferred language"), max_length=2, choices=list(LANGUAGES.items()), default="en"
    )
    country = models.ForeignKey(
        "programme.Country",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("country"),
        help_text=_("For focal points only."),
    )
    alternate = models.BooleanField(_("alternate"), default=False)
    letter_reference = models.CharField(
        _("reference of the letter"), max_length=120, blank=True, default="", validators=[no_nul]
    )
    proposed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    confirmed_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    declined_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("declined by"),
    )
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    decline_reason = models.CharField(
        _("reason"), max_length=300, blank=True, default="", validators=[no_nul]
    )
    token_seed = models.CharField(max_length=64, blank=True, default="", editable=False)
    token_digest = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    expires_at = models.DateTimeField(_("link ends"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    user = models.OneToOneField(
        "accounts.User",
        on_delete=models.PROTECT,
        related_name="invitation",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("account"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-proposed_at", "-id"]
        indexes = [models.Index(fields=["email"], name="invitation_email")]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="invitation_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=False, confirmed_at__isnull=False, expires_at__isnull=False)
                | Q(confirmed_by=None, confirmed_at=None, expires_at=None, token_digest=None),
                name="invitation_link_only_if_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, user=None)
                | Q(
                    accepted_at__isnull=False,
                    user__isnull=False,
                    confirmed_at__isnull=False,
                    declined_at=None,
                ),
                name="invitation_accepted_only_if_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.FOCAL_POINT, country__isnull=False)
                | (~Q(role=Role.FOCAL_POINT) & Q(country=None, alternate=False)),
                name="invitation_country_of_focal_point",
                violation_error_message=_(
                    "Name a country for a focal point and for nobody else; only a focal point can be an alternate."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} <{self.email}>"

    def state_at(self, now: datetime) -> State:
        """Where the invitation stands; the link ends by itself."""
        if self.declined_at:
            return self.State.DECLINED
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.expires_at is None:
            return self.State.PROPOSED
        return self.State.CONFIRMED if now < self.expires_at else self.State.EXPIRED
