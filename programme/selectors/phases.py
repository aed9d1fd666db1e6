from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict
from programme.models import Phase, Theme


class NoCurrentPhase(Conflict):
    """No administrator has chosen a phase, and the reference data was not loaded."""

    code = "no_current_phase"
    default = _("No phase of the programme has been chosen yet.")


def current_phase() -> Phase | None:
    """The phase in force, as an administrator chose it. One query."""
    return Phase.objects.current()


def require_current_phase() -> Phase:
    """The phase in force; raises `NoCurrentPhase` where there is none. One query."""
    phase = current_phase()
    if phase is None:
        raise NoCurrentPhase
    return phase


def priority_themes(phase: Phase | str) -> list[Theme]:
    """The themes that requests of a phase are checked against, in the order of its document. One query."""
    return list(Theme.objects.of_phase(phase).priority_themes().order_by("order"))


def themes_with_meaning(phase: Phase | str) -> list[Theme]:
    """The themes that requests of a phase are checked against, each with its `meaning` where it has one. One query."""
    rows = Theme.objects.of_phase(phase).priority_themes().select_related("meaning")
    return list(rows.order_by("order"))


def phases_with_themes() -> list[Phase]:
    """The phases of the dialogue whose themes requests are checked against, the latest first. One query."""
    checked = Phase.objects.exclude(theme_kind="").exclude(kind=Phase.Kind.EXTERNAL)
    return list(checked.order_by("-valid_from", "code"))
