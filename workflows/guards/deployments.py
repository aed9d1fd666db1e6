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


# The sections without which a report is none, by their order in the outline.
NEEDED_SECTIONS = {
    "1": gettext_lazy("Summary"),
    "4": gettext_lazy("Activities carried out"),
    "6": gettext_lazy("Findings"),
    "8": gettext_lazy("Recommendations"),
}


def report_complete(move: Move) -> Iterator[Reason]:
    """The summary, the activities, the findings and the recommendations are written."""
    for order, name in NEEDED_SECTIONS.items():
        if not move.instance.sections.get(order, "").strip():
            message = _("The section '%(section)s' is still empty.") % {"section": name}
            yield Reason("section_missing", message, f"sections.{order}")


@guard("request_on_hold", gettext_lazy("The request is on hold or closed."))
def deployment_is_open(move: Move) -> bool:
    return move.instance.support_request.state in (RequestState.DEPLOYED, RequestState.REPORTING)
