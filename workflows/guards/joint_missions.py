"""Whether two requests can become one mission, and why not; each reason names the request that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Reason
from core.guards import Move, guard
from requests_app import states
from workflows.models import JointSide


def before_departure(move: Move) -> Iterable[Reason]:
    """What has begun or ended cannot be joined with anything."""
    row = move.instance.support_request
    if row.state not in states.BEFORE_DEPLOYED:
        message = _("%(reference)s is not before its departure: it can no longer be joined with another one.")
        yield Reason("not_before_departure", message % {"reference": row.reference})


def not_joined_yet(move: Move) -> Iterable[Reason]:
    """A request is in one joint mission at a time."""
    row = move.instance.support_request
    if JointSide.objects.live().filter(support_request=row).exists():
        message = _("%(reference)s is in a joint mission already, or its country is being asked.")
        yield Reason("joined_already", message % {"reference": row.reference})


@guard("deadline_passed", gettext_lazy("The time to answer this proposal is over."))
def before_deadline(move: Move) -> bool:
    return move.instance.due_at is None or bool(move.now < move.instance.due_at)
