"""Papers of people on the roster: who may, what is refused, and what is left when one is taken off."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from core import storage
from core.actors import Actor, Role
from core.errors import InvalidInput, NotAllowed, NotFound, UnsupportedType
from core.models import JournalEvent
from experts.models import ExpertDocument
from experts.services.documents import add_document, remove_document

pytestmark = pytest.mark.django_db


def bring(expert, actor, now, *, kind="cv", content=b"CV.", name="cv.txt", **said):
    return add_document(
        expert=expert, file=ContentFile(content), name=name, kind=kind, actor=actor, now=now, **said
    )


def test_a_paper_is_kept_and_the_journal_names_only_its_kind(expert, oneself, now):
    paper = bring(expert, oneself, now, kind="passport", expires_on=date(2020, 1, 1))

    assert storage.open_file(paper.file).read() == b"CV."
    told = JournalEvent.objects.get(verb="expert.document_added")
    assert told.data == {"document": paper.pk, "kind": "passport", "sha256": paper.sha256}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"kind": "visa", "expires_on": date(2020, 1, 1)}, "country_code"),
        ({"kind": "visa", "country_code": "SN"}, "expires_on"),
        ({"kind": "passport"}, "expires_on"),
        ({"issued_on": date(2020, 1, 2), "expires_on": date(2020, 1, 1)}, "expires_on"),
    ],
)
def test_what_its_kind_needs_is_asked_for(expert, oneself, now, said, field):
    with pytest.raises(InvalidInput) as refused:
        bring(expert, oneself, now, **said)

    assert list(refused.value.errors) == [field]


def test_a_file_that_is_not_what_it_says_is_refused(expert, oneself, now):
    with pytest.raises(UnsupportedType):
        bring(expert, oneself, now, name="cv.pdf")

    assert not ExpertDocument.objects.exists()


def test_strangers_do_not_know_of_the_person_and_administrators_may_not(expert, stranger, now):
    with pytest.raises(NotFound):
        bring(expert, stranger, now)
    with pytest.raises(NotAllowed):
        bring(expert, Actor(kind="user", role=Role.ADMIN, user_id=5), now)


def test_papers_are_for_the_person_and_the_managers_alone(expert, oneself, manager, stranger, now):
    paper = bring(expert, oneself, now)
    admin = Actor(kind="user", role=Role.ADMIN, user_id=5)

    seen = {
        name: ExpertDocument.objects.visible_to(actor).filter(pk=paper.pk).exists()
        for name, actor in {"own": oneself, "manager": manager, "other": stranger, "admin": admin}.items()
    }
    assert seen == {"own": True, "manager": True, "other": False, "admin": False}


def test_what_is_taken_off_is_gone_from_disk_and_cannot_be_taken_off_twice(
    expert, oneself, now, django_capture_on_commit_callbacks
):
    paper = bring(expert, oneself, now)

    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document=paper, actor=oneself, now=now)

    with pytest.raises(FileNotFoundError):
        storage.open_file(paper.file)
    assert not ExpertDocument.objects.visible_to(oneself).exists()
    with pytest.raises(NotFound):
        remove_document(document=paper, actor=oneself, now=now)
