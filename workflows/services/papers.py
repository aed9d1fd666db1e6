"""Papers are written when what they follow from has happened: once each, their hash in the journal."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from core import journal
from core.actors import SYSTEM, Role
from core.transitions import lock
from requests_app.models import SupportRequest
from workflows.letters.content import compose, content_hash
from workflows.models import Paper
from workflows.selectors.letter_facts import head_of
from workflows.selectors.letters import Wanted, forces_of, papers_that_follow
from workflows.states import PaperForce

READERS = frozenset({Role.MANAGER})


def issue_papers(support_request: SupportRequest, *, now: datetime) -> list[Paper]:
    """Write what papers a request's journal calls for and lacks, and end those that no longer hold.

    It can run at any time and twice: what was written is found by its key. A paper bears the day on which what it
    says happened, whenever it is written.
    """
    with transaction.atomic():
        row, _dossier = lock(support_request)
        written = set(row.papers.values_list("key", flat=True))
        missing = [wanted for wanted in papers_that_follow(row) if wanted.key not in written]
        issued = [_issue(row, wanted, now=now) for wanted in missing]
        _end_force(row, now=now)
    return issued


def _issue(row: SupportRequest, wanted: Wanted, *, now: datetime) -> Paper:
    number = (row.papers.aggregate(last=Max("number"))["last"] or 0) + 1
    head = head_of(row, number=number, on=wanted.on, to=wanted.to())
    content = compose(wanted.kind, head, wanted.gather()).to_dict()
    paper: Paper = Paper.objects.create(
        support_request=row,
        kind=wanted.kind,
        key=wanted.key,
        number=number,
        expert_id=wanted.expert_id,
        offer=wanted.offer,
        deployment=wanted.deployment,
        content=content,
        content_hash=content_hash(content),
        verification_code=secrets.token_hex(10).upper(),
        issued_at=wanted.event.at,
    )
    _record(row, "paper.issued", paper, now=now, content_hash=paper.content_hash)
    return paper


def _end_force(row: SupportRequest, *, now: datetime) -> None:
    papers = list(row.papers.select_related("offer", "deployment"))
    forces = forces_of(row, papers)
    for paper in papers:
        if paper.force == PaperForce.IN_FORCE and forces[paper.pk] != PaperForce.IN_FORCE:
            paper.force, paper.ended_at = forces[paper.pk], now
            paper.save(update_fields=["force", "ended_at"])
            _record(row, "paper.ended", paper, now=now, force=paper.force)


def _record(row: SupportRequest, verb: str, paper: Paper, *, now: datetime, **said: str) -> None:
    data = {"paper": paper.pk, "kind": paper.kind, "number": paper.number, **said}
    journal.record(row, verb, actor=SYSTEM, now=now, audience=READERS, data=data)
