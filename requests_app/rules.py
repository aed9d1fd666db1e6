"""Who may do what with a request, readable like a policy. Each object rule has its twin in `querysets`."""

from __future__ import annotations

import rules

from accounts import rules as of_people
from core.actors import Actor, Role
from requests_app.models import SupportRequest
from requests_app.states import RequestState

is_manager = of_people.is_manager
is_system = of_people.is_system


@rules.predicate
def is_of_the_country(actor: Actor, support_request: SupportRequest) -> bool:
    """An accredited focal point of the requesting country, an alternate or a delegate."""
    return bool(actor.role == Role.FOCAL_POINT and support_request.country_id in actor.countries)


@rules.predicate
def is_officer(actor: Actor, support_request: SupportRequest) -> bool:
    """The manager who has the case."""
    return bool(actor.role == Role.MANAGER and support_request.officer_id == actor.user_id)


@rules.predicate
def reads_everything(actor: Actor, support_request: SupportRequest) -> bool:
    return actor.role in (Role.MANAGER, Role.STEERING, Role.SYSTEM)


@rules.predicate
def is_draft(actor: Actor, support_request: SupportRequest) -> bool:
    return bool(support_request.state == RequestState.DRAFT)


may_see = is_of_the_country | (reads_everything & ~is_draft)
may_edit_answers = is_of_the_country
may_write = is_of_the_country | (is_manager & ~is_draft)
