"""Whether the results of a request can be proposed to be published, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from core.guards import Move, guard
from requests_app.states import RequestState
from workflows.models import Publication


@guard("not_closed", gettext_lazy("Results are published once the case is closed."))
def request_is_closed(move: Move) -> bool:
    return bool(move.instance.support_request.state == RequestState.CLOSED)


@guard("published_already", gettext_lazy("The results are published already, or the country is being asked."))
def nothing_published_yet(move: Move) -> bool:
    return not Publication.objects.live().filter(support_request=move.instance.support_request).exists()
