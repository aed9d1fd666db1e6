"""Papers other than terms: who may read which, and how they follow from what happened."""

from __future__ import annotations

import pytest

from tests import world
from tests.world import NOW, People
from workflows.models import Paper
from workflows.rules import may_read_paper
from workflows.states import PaperKind

pytestmark = pytest.mark.django_db

LETTERS = [kind for kind in PaperKind if kind != PaperKind.TERMS]


def test_each_reader_gets_the_kinds_meant_for_them_by_rule_and_by_queryset_alike(people: People) -> None:
    row = world.request_in("submitted")
    own, other = people.expert.actor.expert_id, world.expert().pk
    for number, kind in enumerate(LETTERS * 2):
        Paper.objects.create(
            support_request=row,
            kind=kind,
            key=str(number),
            number=number,
            expert_id=own if number < len(LETTERS) else other,
            content={},
            content_hash="0",
            verification_code=str(number),
            issued_at=NOW,
        )
    papers = list(Paper.objects.all())
    readers = {name: getattr(people, name).actor for name in People.__dataclass_fields__}

    by_rule = {name: {p.pk for p in papers if may_read_paper(actor, p)} for name, actor in readers.items()}
    by_queryset = {
        name: set(Paper.objects.visible_to(actor).values_list("pk", flat=True))
        for name, actor in readers.items()
    }
    kinds = {name: sorted({p.kind for p in papers if p.pk in seen}) for name, seen in by_rule.items()}
    mine = {(p.kind, p.expert_id) for p in papers if p.pk in by_rule["expert"]}

    assert by_rule == by_queryset
    assert kinds == {
        "focal": sorted(set(LETTERS) - {"offer", "certificate"}),
        "alternate": sorted(set(LETTERS) - {"offer", "certificate"}),
        "focal_cv": [],
        "manager": sorted(LETTERS),
        "manager2": sorted(LETTERS),
        "steering": ["closure"],
        "admin": [],
        "expert": ["certificate", "mission_letter", "mission_report", "offer"],
    }
    assert mine == {(kind, own) for kind in kinds["expert"]}
    assert may_read_paper(world.expert_actor(other), papers[0]) is False
