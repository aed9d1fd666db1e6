"""Shortlists: rank the roster for a position, freeze the result, order the reserve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from string import ascii_uppercase
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import journal
from core.actors import Actor, Role
from core.errors import Blocked, NotAllowed, Problems, Reason
from core.text import language_of
from core.transitions import lock, refuse_if_stale
from experts.matching import Assessment, Need, Weights, explain_criteria, explain_failed_filters
from experts.matching.frozen import freeze_need, freeze_profile, plain
from experts.matching.seen import Seen
from experts.roster import Ranking, ranked
from experts.selectors import weights_in_force
from requests_app.models import Position, SupportRequest
from requests_app.rules import is_officer
from requests_app.states import RequestState
from workflows.models import Shortlist, ShortlistEntry
from workflows.selectors.known import known_for
from workflows.selectors.needs import need_of
from workflows.services.consultations import show_shortlist
from workflows.services.offers import ask_next

LONGEST_LIST = 100  # entries kept: everybody eligible comes first, so nobody who could go is lost in practice


def rank_for(position: Position, *, now: datetime) -> tuple[Need, Weights, Ranking]:
    """Rank the roster for a position as things stand; nothing is kept."""
    need, weights = need_of(position), weights_in_force(now)
    known = known_for(position, now=now)
    return need, weights, ranked(need, known, weights, at=now.date(), top=LONGEST_LIST)


def make_shortlist(*, position: Position, actor: Actor, now: datetime) -> Shortlist:
    """Rank the roster for a position and freeze the list with everything it was made from."""
    with transaction.atomic():
        row = _locked_for_matching(position.support_request, actor)
        fresh = row.positions.select_related("support_request__country").get(pk=position.pk)
        need, weights, ranking = rank_for(fresh, now=now)
        shortlist = Shortlist.objects.create(
            position=fresh,
            need=freeze_need(need),
            weights=dict(weights.points),
            weights_version=weights.version,
            people=ranking.looked_at,
            failing=ranking.failing,
            created_by_id=actor.user_id,
            created_at=now,
        )
        ShortlistEntry.objects.bulk_create(
            _entry(shortlist, number, assessment, person)
            for number, (assessment, person) in enumerate(
                zip(ranking.assessments, ranking.people, strict=True), start=1
            )
        )
        journal.record(
            row,
            "shortlist.made",
            actor=actor,
            now=now,
            audience={Role.MANAGER},
            data={
                "position": fresh.pk,
                "number": fresh.number,
                "shortlist": shortlist.pk,
                "eligible": ranking.eligible,
            },
        )
    return shortlist


def set_reserve(
    *,
    position: Position,
    experts: Sequence[int],
    reason: str,
    parallel: int,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Shortlist:
    """Order who is asked for a position, first to last; another order than the ranking's needs a reason.

    Only eligible people of the latest shortlist can be on it. `parallel` of them (1 or 2) are asked at a time.
    """
    with transaction.atomic():
        row = _locked_for_matching(position.support_request, actor)
        refuse_if_stale(row, expected_version)
        shortlist = Shortlist.objects.filter(position=position).order_by("-id").first()
        if shortlist is None:
            raise Blocked(reasons=[Reason("no_shortlist", _("Make a shortlist for this position first."))])
        entries = {entry.expert_id: entry for entry in shortlist.entries.all()}
        overridden = _check_reserve(entries, experts, reason, parallel)
        shortlist.entries.update(reserve_order=None)
        for number, expert_id in enumerate(experts, start=1):
            ShortlistEntry.objects.filter(pk=entries[expert_id].pk).update(reserve_order=number)
        language = language_of(reason, actor.language)
        shortlist.reserve_reason, shortlist.reserve_reason_language = reason, language
        shortlist.reserve_set_at, shortlist.parallel = now, parallel
        shortlist.save(
            update_fields=["reserve_reason", "reserve_reason_language", "reserve_set_at", "parallel"]
        )
        journal.record(
            row,
            "reserve.ordered",
            actor=actor,
            now=now,
            audience={Role.MANAGER},
            data={
                "position": position.pk,
                "number": position.number,
                "shortlist": shortlist.pk,
                "experts": list(experts),
                "overridden": overridden,
                "reason": reason,
                "text_language": language,
            },
        )
        if row.state == RequestState.OFFERING:
            # People who were not on the list that the country saw: it is shown the new one.
            show_shortlist(row, now=now)
            ask_next(shortlist.position, row, now=now)
    return shortlist


def _check_reserve(
    entries: dict[int, ShortlistEntry], experts: Sequence[int], reason: str, parallel: int
) -> bool:
    problems = Problems()
    if not experts:
        problems.add("experts", _("Name at least one expert."), code="required")
    if len(set(experts)) != len(experts):
        problems.add("experts", _("An expert is named twice."), code="duplicate")
    for expert_id in experts:
        entry = entries.get(expert_id)
        if entry is None:
            problems.add(
                "experts", _("Expert %(id)s is not on the shortlist.") % {"id": expert_id}, code="unknown"
            )
        elif not entry.eligible:
            message = _("Expert %(id)s does not meet the conditions of this position.") % {"id": expert_id}
            problems.add("experts", message, code="not_eligible")
    if parallel not in (1, 2):
        problems.add("parallel", _("One or two experts can be asked at a time."))
    ranked = [entry.expert_id for entry in sorted(entries.values(), key=lambda entry: entry.rank)]
    overridden = list(experts) != ranked[: len(experts)]
    if overridden and not reason:
        problems.add("reason", _("This is another order than the ranking's: say why."), code="required")
    problems.raise_if_any()
    return overridden


def _locked_for_matching(support_request: SupportRequest, actor: Actor) -> SupportRequest:
    row, _dossier = lock(support_request)
    if not is_officer(actor, row):
        raise NotAllowed(_("Only the officer who has this case can do this."))
    if row.state not in (RequestState.MATCHING, RequestState.OFFERING):
        raise Blocked(
            reasons=[Reason("not_matching", _("Experts are looked for once the request is approved."))]
        )
    return row


def _entry(shortlist: Shortlist, number: int, assessment: Assessment, person: Seen) -> ShortlistEntry:
    return ShortlistEntry(
        shortlist=shortlist,
        expert_id=int(assessment.expert_id),
        rank=number,
        label=candidate_label(number),
        score=str(assessment.score),
        eligible=assessment.eligible,
        result={
            "filters": [_explained(reason) for reason in explain_failed_filters(assessment)],
            "criteria": [_explained(reason) for reason in explain_criteria(assessment)],
        },
        inputs=freeze_profile(person),
    )


def candidate_label(number: int) -> str:
    """What the country reads instead of a name: A, B, ... Z, AA, AB, ..."""
    label = ""
    while number:
        number, letter = divmod(number - 1, 26)
        label = ascii_uppercase[letter] + label
    return label


def _explained(reason: Any) -> dict[str, Any]:
    return {
        "code": reason.code,
        "params": {name: plain(value) for name, value in reason.params.items()},
    }
