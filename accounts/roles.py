"""The roles that a person can have, their names for readers, and who reads about accounts in the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import Text

ROLES: dict[str, Text] = {
    Role.FOCAL_POINT: _("Focal point"),
    Role.MANAGER: _("Programme manager"),
    Role.EXPERT: _("Expert"),
    Role.STEERING: _("Steering committee"),
    Role.ADMIN: _("Administrator"),
}

OFFICE = frozenset({Role.MANAGER, Role.ADMIN})
"""Those who may invite and accredit, and who read in the journal what happens to accounts."""
