from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.languages import LANGUAGES, interface_language
from accounts.managers import UserManager
from accounts.roles import ROLES
from core.actors import Role
from core.models import ChainedModel

no_nul = ProhibitNullCharactersValidator()


class User(AbstractBaseUser, ChainedModel):
    """A person who signs in by e-mail. The role is the only right: no groups, no permissions, no superuser.

    Addresses are kept in lower case, so that the unique index also holds for other spellings. What happens to
    the account is journaled on its own chain.
    """

    email = models.EmailField(_("e-mail address"), unique=True, validators=[no_nul])
    full_name = models.CharField(_("full name"), max_length=150, validators=[no_nul])
    function = models.CharField(
        _("function or title"), max_length=150, blank=True, default="", validators=[no_nul]
    )
    organisation = models.CharField(
        _("organisation"), max_length=200, blank=True, default="", validators=[no_nul]
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True, default="", validators=[no_nul])
    role = models.CharField(_("role"), max_length=20, choices=list(ROLES.items()))
    language = models.CharField(
        _("preferred language"), max_length=2, choices=list(LANGUAGES.items()), default="en"
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="user_role_known"),
            models.CheckConstraint(condition=Q(language__in=list(LANGUAGES)), name="user_language_known"),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="user_email_lower_case"),
        ]
        indexes = [models.Index(fields=["role", "is_active"], name="user_role_active")]

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, leaving the head of the journal chain to the journal.

        Sign-in and password pages save a user whom they loaded earlier without a lock; writing the head with
        the rest would put back an old one and break the chain.
        """
        self.email = self.email.lower()
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = self._columns_without_head()
        super().save(*args, **kwargs)

    def _columns_without_head(self) -> set[str]:
        left_out = {"journal_sequence", "journal_hash"} | self.get_deferred_fields()
        return {
            field.name
            for field in self._meta.concrete_fields
            if not field.primary_key and field.attname not in left_out
        }

    @property
    def is_staff(self) -> bool:
        """Whether the administration pages are open: to active administrators only."""
        return self.is_active and self.role == Role.ADMIN

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's administration asks this; everything else asks `rules` about an actor."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def interface_language(self) -> str:
        """The language in which the desk can speak to this person."""
        return interface_language(self.language)
