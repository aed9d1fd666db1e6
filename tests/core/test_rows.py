"""Statements built once write and read what the ORM would."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from core.models import OutboxMessage
from core.models.rows import insert_row, lock_row, update_row
from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests.world import NOW, request_in

pytestmark = pytest.mark.django_db


def columns_of(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_locked_row_holds_what_the_orm_reads() -> None:
    pk = request_in(S.TERMS).pk

    with transaction.atomic():
        locked = lock_row(SupportRequest, pk)

    assert columns_of(locked) == columns_of(SupportRequest.objects.get(pk=pk))
    assert not locked._state.adding


def test_locking_a_row_that_is_gone_says_so() -> None:
    with transaction.atomic(), pytest.raises(ObjectDoesNotExist):
        lock_row(SupportRequest, 404)


def test_an_inserted_row_is_what_the_orm_reads() -> None:
    message = OutboxMessage(
        topic="notify", payload={"id": 7, "words": ["é", None]}, created_at=NOW, available_at=NOW
    )

    insert_row(message)

    found = OutboxMessage.objects.get()
    assert columns_of(found) == columns_of(message)
    assert found == message


def test_an_inserted_row_can_be_saved_again() -> None:
    message = OutboxMessage(topic="notify", created_at=NOW, available_at=NOW)
    insert_row(message)

    message.attempts = 3
    message.save()

    assert list(OutboxMessage.objects.values_list("attempts", flat=True)) == [3]


def test_an_update_writes_the_named_columns_alone() -> None:
    row = request_in(S.DRAFT)
    row.title, row.place = "Nouveau", "Thiès"

    written = update_row(row, ["title"])

    fresh = SupportRequest.objects.get(pk=row.pk)
    assert (written, fresh.title, fresh.place) == (True, "Nouveau", "Dakar")


def test_an_update_leaves_a_row_alone_that_has_moved_on() -> None:
    row = request_in(S.SUBMITTED)
    row.title = "Nouveau"

    written = update_row(row, ["title"], state=S.DRAFT)

    assert not written
    assert SupportRequest.objects.get(pk=row.pk).title != "Nouveau"
