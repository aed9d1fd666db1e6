"""A paper holds what its row says: this text, these signatures."""

from __future__ import annotations

import pytest

from tests import world
from tests.world import NOW, People
from workflows.models import Document
from workflows.services.documents import ask_document, ask_for_terms, make_files
from workflows.services.terms import revise_terms

pytestmark = pytest.mark.django_db


def papers() -> list[tuple[str, int, str]]:
    rows = Document.objects.exclude(terms=None).order_by("id")
    return [(row.content_hash, row.signatures, row.state) for row in rows if row.language == "en"]


def test_text_that_was_revised_before_its_paper_was_made_gets_no_paper(people: People) -> None:
    row = world.request_in("matching")
    old = row.terms.get()
    ask_document(old, "en", now=NOW)

    new = revise_terms(
        terms=old, translations={"title": {"en": "Another title"}}, actor=people.manager.actor, now=NOW
    )
    ask_for_terms(row, now=NOW)
    make_files(row, now=NOW)

    assert papers() == [(old.content_hash, 0, "pending"), (new.content_hash, 0, "ready")]


def test_paper_asked_for_before_a_signature_does_not_bear_it(people: People) -> None:
    row = world.request_in("terms")
    terms = row.terms.in_work().get()
    ask_document(terms, "en", now=NOW)

    world.sign(row, people.focal.actor)
    ask_for_terms(row, now=NOW)
    make_files(row, now=NOW)

    assert papers() == [(terms.content_hash, 0, "pending"), (terms.content_hash, 1, "ready")]
