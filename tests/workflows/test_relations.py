"""Requests that repeat each other or belong together, as the office marks them."""

from __future__ import annotations

import pytest

from core.errors import Conflict, InvalidInput, NotAllowed
from core.models import JournalEvent
from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests import world
from tests.world import NOW
from workflows.models import Relation
from workflows.selectors.relations import original_of, relations_of
from workflows.selectors.timeline import events_for, tell
from workflows.services.relations import link_requests, mark_duplicate, unlink_requests

pytestmark = pytest.mark.django_db


def marked(row: SupportRequest, original: SupportRequest, **changes: object) -> SupportRequest:
    given = {"text": "Déjà en cours.", "actor": world.actor_of("manager"), **changes}
    return mark_duplicate(support_request=row, original=original.pk, now=NOW, **given)  # type: ignore[arg-type]


def test_duplicate_is_cancelled_in_the_language_of_its_country_and_both_files_keep_the_way() -> None:
    original, row = world.request_in(S.MATCHING), world.request_in(S.TRIAGE)

    row = marked(row, original)

    assert (row.state, row.closing_code, row.closing_text_language) == (S.CANCELLED, "duplicate", "fr")
    assert relations_of(row)[0].is_original
    assert relations_of(original)[0].is_duplicate
    assert original_of(row, actor=world.actor_of("focal_point")) == original
    for each in (row, original):
        assert JournalEvent.objects.of(each.chain).filter(verb="relation.duplicate").count() == 1


def test_country_learns_nothing_of_a_foreign_original() -> None:
    original, row = world.request_in(S.MATCHING, country="CV"), world.request_in(S.TRIAGE)

    row = marked(row, original)

    focal = world.actor_of("focal_point")
    sentences = " ".join(entry.sentence for entry in tell(events_for(row, focal), actor=focal))
    assert original_of(row, actor=focal) is None
    assert str(original.reference) not in sentences


@pytest.mark.parametrize("case", ["itself", "unknown", "a duplicate", "no words"])
def test_duplicate_of_nothing_that_is_kept_is_refused(case: str) -> None:
    original, row = world.request_in(S.TRIAGE), world.request_in(S.TRIAGE)
    if case == "a duplicate":
        marked(original, world.request_in(S.TRIAGE))
    if case == "itself":
        original = row
    if case == "unknown":
        original = world.request_in(S.DRAFT, country="CV")

    with pytest.raises(InvalidInput):
        marked(row, original, **({"text": " "} if case == "no words" else {}))

    row.refresh_from_db()
    assert row.state == S.TRIAGE


def test_link_shows_on_both_files_until_it_is_taken_off() -> None:
    one, other = world.request_in(S.TRIAGE), world.request_in(S.TRIAGE, country="CV")
    officer = world.actor_of("manager")
    relation = link_requests(support_request=one, other=other.pk, note="Même poste.", actor=officer, now=NOW)

    assert [found.other for found in (*relations_of(one), *relations_of(other))] == [other, one]
    with pytest.raises(Conflict):
        link_requests(support_request=other, other=one.pk, note="", actor=officer, now=NOW)

    unlink_requests(relation=relation, actor=officer, now=NOW)
    assert relations_of(one) == relations_of(other) == []
    with pytest.raises(Conflict):
        unlink_requests(relation=relation, actor=officer, now=NOW)
    assert Relation.objects.count() == 1


def test_only_the_office_links_and_ends_requests() -> None:
    one, other = world.request_in(S.TRIAGE), world.request_in(S.TRIAGE)

    for who in ("focal_point", "steering", "admin"):
        with pytest.raises(NotAllowed):
            link_requests(support_request=one, other=other.pk, note="", actor=world.actor_of(who), now=NOW)
        with pytest.raises(NotAllowed):
            marked(one, other, actor=world.actor_of(who))
