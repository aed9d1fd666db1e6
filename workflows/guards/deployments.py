"""Whether a deployment or its report is ready for a move, and why not."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Reason
from core.guards import Move, guard
from requests_app import states
from requests_app.states import RequestState


@guard("not_mobilised", gettext_lazy("The terms of reference have to be signed by both sides first."))
def request_is_mobilised(move: Move) -> bool:
    return move.instance.support_request.state in (RequestState.MOBILISATION, RequestState.DEPLOYED)


@guard("request_not_active", gettext_lazy("The request is not in a state in which this can change."))
def request_is_active(move: Move) -> bool:
    return move.instance.support_request.state in states.ACTIVE


def report_complete(move: Move) -> Iterator[Reason]:
    """The summary, the activities, the findings and the recommendations are written."""
    names = {
        "1": _("Summary"),
        "4": _("Activities carried out"),
        "6": _("Findings"),
        "8": _("Recommendations"),
    }
    for order, name in names.items():
        if not move.instance.sections.get(order, "").strip():
            message = _("The section '%(section)s' is still empty.") % {"section": name}
            yield Reason("section_missing", message, f"sections.{order}")


@guard("request_on_hold", gettext_lazy("The request is on hold or closed."))
def deployment_is_open(move: Move) -> bool:
    return move.instance.support_request.state in (RequestState.DEPLOYED, RequestState.REPORTING)
