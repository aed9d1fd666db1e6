from __future__ import annotations

import json
from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import Conflict, NotAllowed
from programme.models import Phase


class ExternalFramework(Conflict):
    """An external framework stands beside the dialogue and cannot be the phase that requests belong to."""

    code = "external_framework"
    default = _("An external framework cannot be the current phase.")


@transaction.atomic
def choose_current_phase(*, phase: Phase, actor: Actor, now: datetime) -> Phase:
    """Make a phase the one that new requests belong to; files already open keep theirs.

    For administrators and the desk itself. Choosing the current phase again changes nothing. The choice is
    kept in the log of the administration. Raises `NotAllowed` and `ExternalFramework`.
    """
    if actor.role not in {Role.ADMIN, Role.SYSTEM}:
        raise NotAllowed
    # All rows are locked in one order: two administrators at once wait for each other, never deadlock.
    rows = {row.pk: row for row in Phase.objects.select_for_update().order_by("pk")}
    chosen = rows[phase.pk]
    if chosen.kind == Phase.Kind.EXTERNAL:
        raise ExternalFramework
    if chosen.is_current:
        return chosen
    Phase.objects.filter(is_current=True).update(is_current=False)
    chosen.is_current = True
    chosen.save(update_fields=["is_current"])
    _log(chosen, actor=actor, now=now)
    return chosen


def _log(phase: Phase, *, actor: Actor, now: datetime) -> None:
    """The log names a person; what the desk chose by itself at installation has no entry."""
    if actor.user_id is None:
        return
    LogEntry.objects.create(
        action_time=now,
        user_id=actor.user_id,
        content_type=ContentType.objects.get_for_model(Phase),
        object_id=phase.pk,
        object_repr=phase.label_en[:200],
        action_flag=CHANGE,
        change_message=json.dumps([{"changed": {"fields": ["is_current"]}}]),
    )
