"""Who reads of a move, and the sentences that say whom an action waits for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.actors import Role

MANAGERS = frozenset({Role.MANAGER})
OFFICE = frozenset({Role.MANAGER, Role.STEERING})
EVERYBODY = frozenset({Role.MANAGER, Role.STEERING, Role.FOCAL_POINT})

FOCAL_POINTS = frozenset({Role.FOCAL_POINT})
EXPERTS = frozenset({Role.EXPERT})
SYSTEM_ONLY = frozenset({Role.SYSTEM})
MANAGERS_AND_SYSTEM = frozenset({Role.MANAGER, Role.SYSTEM})

FOCAL_POINT_TEXT = _("Only an accredited focal point of the country can do this.")
MANAGER_TEXT = _("Only programme managers can do this.")
OFFICER_TEXT = _("Only the officer who has this case can do this.")
EXPERT_TEXT = _("Only the expert concerned can do this.")
SYSTEM_TEXT = _("The desk does this by itself.")

NOTIFY = ("notify",)
