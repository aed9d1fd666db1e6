"""Who may do what with offers, deployments, terms and reports. Each object rule has its twin in `querysets`."""

from __future__ import annotations

from typing import Any

import rules

from accounts import rules as of_people
from core.actors import Actor, Role
from requests_app import rules as of_requests
from workflows.querysets import PAPER_READERS

is_manager = of_people.is_manager
is_system = of_people.is_system


@rules.predicate
def is_officer(actor: Actor, row: Any) -> bool:
    """The manager who has the case."""
    return of_requests.is_officer(actor, row.support_request)


@rules.predicate
def is_of_the_country(actor: Actor, row: Any) -> bool:
    return of_requests.is_of_the_country(actor, row.support_request)


@rules.predicate
def is_own(actor: Actor, row: Any) -> bool:
    """The expert to whom this offer, deployment or report belongs."""
    return actor.role == Role.EXPERT and actor.expert_id is not None and row.expert_id == actor.expert_id


@rules.predicate
def may_run_the_case(actor: Actor, row: Any) -> bool:
    """The officer of the case, or the desk by itself."""
    return is_system(actor, row) or is_officer(actor, row)


@rules.predicate
def may_read_paper(actor: Actor, paper: Any) -> bool:
    """Whether this kind of paper is for the role, and this one for the person."""
    if paper.kind not in PAPER_READERS.get(actor.role, frozenset()):
        return False
    if actor.role == Role.FOCAL_POINT:
        return is_of_the_country(actor, paper)
    return actor.role != Role.EXPERT or is_own(actor, paper)
